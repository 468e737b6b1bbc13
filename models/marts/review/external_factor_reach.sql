-- One row per external factor, industry that it concerns and segment (and `all`) (I3): how many customers of the
-- segment are in that industry. A factor that concerns every industry has the one industry `all`; an industry that no
-- seed knows is `other` and has no customers to count. Counts here are not hidden yet.
with

cycle as (
    select * from {{ ref("int_cycle") }}
),

factors as (
    select factors.*
    from {{ ref("stg_external_factors") }} as factors
    inner join cycle
        on coalesce(factors.stated_on <= cycle.as_of, true)
),

named as (
    select
        factor_kind,
        statement_th,
        unnest(string_split(coalesce(industries, 'ทุกอุตสาหกรรม'), ';')) as industry_text
    from factors
),

concerned as (
    select distinct
        named.factor_kind,
        named.statement_th,
        coalesce(lists.code, 'other') as industry
    from named
    left join {{ ref("stg_aliases") }} as lists
        on
            lists.list_name in ('industry', 'every_industry')
            and lists.alias_key = {{ alias_key("named.industry_text") }}
),

sizes as (
    select
        segment_key,
        'all' as industry,
        customers
    from {{ ref("segment_profiles") }}
    union all
    select
        segment_key,
        category as industry,
        customers
    from {{ ref("int_segment_mix") }}
    where variable = 'industry'
),

counted as (
    select * from sizes
    union all
    select
        'all' as segment_key,
        industry,
        sum(customers) as customers
    from sizes
    group by industry
),

segments as (
    select distinct segment_key from counted
),

final as (
    select
        factors.factor_kind,
        factors.statement_th,
        factors.direction,
        factors.source,
        factors.stated_on,
        concerned.industry,
        segments.segment_key,
        coalesce(factors.statement_en, factors.statement_th) as statement_en,
        case
            when concerned.industry = 'all' then 'ทุกอุตสาหกรรม'
            else coalesce(industries.name_th, 'อุตสาหกรรมที่ไม่อยู่ในรายการ')
        end as industry_th,
        case
            when concerned.industry = 'all' then 'Every industry'
            else coalesce(industries.name_en, 'An industry outside the list')
        end as industry_en,
        case
            when concerned.industry <> 'other' then cast(coalesce(counted.customers, 0) as integer)
        end as customers
    from factors
    inner join concerned
        on
            factors.factor_kind = concerned.factor_kind
            and factors.statement_th = concerned.statement_th
    cross join segments
    left join counted
        on
            concerned.industry = counted.industry
            and segments.segment_key = counted.segment_key
    left join {{ ref("industries") }} as industries
        on concerned.industry = industries.code
)

select * from final
