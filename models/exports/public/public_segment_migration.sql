-- One row per segment of last year (and for customers who joined) and place where they can be now: a segment of this
-- year, or no customer any more. Shares as bands, and every pair has its row, so that a few customers can't be told
-- from none. One row that says so when no earlier year was published.
with

migration as (
    select * from {{ ref("segment_migration") }}
),

this_year as (
    select distinct fiscal_year
    from {{ ref("segment_profiles") }}
),

origins as (
    select
        fiscal_year,
        previous_fiscal_year,
        previous_segment_key,
        min(previous_name_th) as name_th,
        min(previous_name_en) as name_en,
        sum(customers) as customers
    from migration
    group by fiscal_year, previous_fiscal_year, previous_segment_key
),

places as (
    select distinct segment_key
    from migration
    where segment_key is not null
    union all
    select cast(null as varchar) as segment_key
),

pairs as (
    select
        origins.*,
        places.segment_key,
        coalesce(migration.customers, 0) / origins.customers as share_of_origin
    from origins
    cross join places
    left join migration
        on
            origins.previous_segment_key is not distinct from migration.previous_segment_key
            and places.segment_key is not distinct from migration.segment_key
    where origins.previous_segment_key is not null or places.segment_key is not null
),

final as (
    select
        fiscal_year,
        previous_fiscal_year,
        previous_segment_key,
        cast(dense_rank() over (
            order by previous_segment_key is null asc, customers desc, previous_segment_key asc
        ) as integer) as origin_order,
        coalesce(name_th, 'ยังไม่มีกลุ่มในปีก่อน') as origin_th,
        coalesce(name_en, 'Not in a segment last year') as origin_en,
        segment_key,
        case
            when customers < {{ threshold("smallest_customers_min") }} then 'x'
            else {{ share_band("share_of_origin") }}
        end as share_text
    from pairs
    union all
    select
        this_year.fiscal_year,
        cast(null as integer) as previous_fiscal_year,
        cast(null as varchar) as previous_segment_key,
        0 as origin_order,
        'ยังไม่มีผลการจำแนกของปีก่อนให้เทียบ' as origin_th,
        'No earlier year to compare with' as origin_en,
        cast(null as varchar) as segment_key,
        '–' as share_text
    from this_year
    where not exists (select 1 from migration)
)

select * from final
