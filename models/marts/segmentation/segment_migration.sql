-- One row per segment of last year and segment of this year that a customer went between, and per segment that
-- customers joined or left from. Only for a year that passed the gate and has a published year before it.
with

placed as (
    select
        fiscal_year,
        customer_id,
        segment_key,
        segment_name_th,
        segment_name_en
    from {{ ref("customer_segments") }}
),

previous as (
    select * from {{ ref("int_previous_segments") }}
),

this_year as (
    select distinct fiscal_year from placed
),

last_year as (
    select distinct fiscal_year from previous
),

ways as (
    select
        previous.segment_key as previous_segment_key,
        placed.segment_key,
        min(previous.segment_name_th) as previous_name_th,
        min(previous.segment_name_en) as previous_name_en,
        min(placed.segment_name_th) as name_th,
        min(placed.segment_name_en) as name_en,
        count(*) as customers
    from placed
    full outer join previous
        on placed.customer_id = previous.customer_id
    group by previous.segment_key, placed.segment_key
),

final as (
    select
        this_year.fiscal_year,
        last_year.fiscal_year as previous_fiscal_year,
        ways.previous_segment_key,
        ways.segment_key,
        ways.name_th,
        ways.name_en,
        cast(ways.customers as integer) as customers,
        coalesce(ways.previous_name_th, ways.previous_segment_key) as previous_name_th,
        coalesce(ways.previous_name_en, ways.previous_segment_key) as previous_name_en,
        case
            when ways.previous_segment_key is null then 'joined'
            when ways.segment_key is null then 'left'
            when ways.previous_segment_key = ways.segment_key then 'stayed'
            else 'moved'
        end as movement,
        case
            when ways.previous_segment_key is not null
                then ways.customers / sum(ways.customers) over (partition by ways.previous_segment_key)
        end as share_of_previous,
        case
            when ways.segment_key is not null
                then ways.customers / sum(ways.customers) over (partition by ways.segment_key)
        end as share_of_segment
    from ways
    cross join this_year
    cross join last_year
)

select * from final
order by previous_segment_key nulls last, segment_key nulls last
