-- One row per segment of last year (and for customers who joined) and place where they can be now: a segment of this
-- year, or no customer any more. Shares as bands, and every pair has its row, so that a few customers can't be told
-- from none.
with

migration as (
    select * from {{ ref("segment_migration") }}
),

origins as (
    select
        fiscal_year,
        previous_fiscal_year,
        previous_segment_key,
        min(previous_name_th) as name_th,
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
        coalesce(migration.customers, 0) / origins.customers as share
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
        cast(dense_rank() over (order by customers desc, previous_segment_key asc nulls last) as integer)
        + case when previous_segment_key is null then 1000 else 0 end as origin_order,
        coalesce(name_th, 'ยังไม่มีกลุ่มในปีก่อน') as origin_th,
        segment_key,
        case
            when customers < {{ threshold("smallest_customers_min") }} then 'x'
            else {{ share_band("share") }}
        end as share_text
    from pairs
)

select * from final
