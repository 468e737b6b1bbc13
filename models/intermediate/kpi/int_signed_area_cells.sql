-- One row per breakdown (segment, side of the EEC, estate kind, or all), category and contract type (`all` for both):
-- who signed in the year, how much land, and the two largest of them. A pair that nobody signed is 0 and not unknown,
-- for the contracts came and none is of it.
with

signed as (
    select * from {{ ref("int_signed_area") }}
),

types as (
    select code as contract_type from {{ ref("contract_types") }}
    union all
    select 'all' as contract_type
),

breakdowns as (
    select 'all' as breakdown
    union all
    select 'segment' as breakdown
    union all
    select 'area' as breakdown
    union all
    select 'estate_kind' as breakdown
),

labelled as (
    select
        breakdowns.breakdown,
        signed.contract_type,
        signed.customer_id,
        signed.area_rai,
        case breakdowns.breakdown
            when 'segment' then signed.segment_key
            when 'area' then signed.area
            when 'estate_kind' then signed.estate_kind
            else 'all'
        end as category
    from signed
    cross join breakdowns
),

of_customers as (
    select
        labelled.breakdown,
        labelled.category,
        types.contract_type,
        labelled.customer_id,
        {{ exact_sum("labelled.area_rai") }} as area_rai,
        row_number() over (
            partition by labelled.breakdown, labelled.category, types.contract_type
            order by {{ exact_sum("labelled.area_rai") }} desc, labelled.customer_id asc
        ) as place
    from labelled
    inner join types
        on types.contract_type in ('all', labelled.contract_type)
    group by labelled.breakdown, labelled.category, types.contract_type, labelled.customer_id
),

counted as (
    select
        breakdown,
        category,
        contract_type,
        count(*) as customers,
        {{ exact_sum("area_rai") }} as area_rai,
        max(case when place = 1 then area_rai end) as largest,
        max(case when place = 2 then area_rai end) as second_largest
    from of_customers
    group by breakdown, category, contract_type
),

periods as (
    select distinct
        fiscal_year,
        signed_until
    from signed
),

categories as (
    select distinct
        breakdown,
        category
    from labelled
    union
    select
        'segment' as breakdown,
        segment_key as category
    from {{ ref("customer_segments") }}
),

final as (
    select
        periods.fiscal_year,
        periods.signed_until,
        categories.breakdown,
        categories.category,
        types.contract_type,
        case categories.breakdown
            when 'all' then 'all'
            when 'segment' then categories.category
            else categories.breakdown || ': ' || categories.category
        end as row_key,
        coalesce(counted.customers, 0) as customers,
        coalesce(counted.area_rai, 0) as area_rai,
        coalesce(counted.largest, 0) as largest,
        coalesce(counted.second_largest, 0) as second_largest
    from periods
    cross join categories
    cross join types
    left join counted
        on
            categories.breakdown = counted.breakdown
            and categories.category = counted.category
            and types.contract_type = counted.contract_type
)

select * from final
