-- One row per customer of the last published year before this one: its segment then, with the names it had. Of a year
-- that is archived the archive counts (the newest restatement), of any other the feed of published segments.
with

cycle as (
    select * from {{ ref("int_cycle") }}
),

published as (
    select
        archived_year as fiscal_year,
        restatement,
        attempt,
        customer_id,
        segment_no,
        segment_key,
        segment_name_th,
        segment_name_en
    from {{ source("archive", "customer_segments") }}
    union all
    select
        fiscal_year,
        -1 as restatement,
        cast(null as integer) as attempt,
        juristic_id as customer_id,
        cast(null as integer) as segment_no,
        segment_key,
        segment_name_th,
        segment_name_en
    from {{ ref("stg_published_segments") }}
),

final as (
    select
        published.fiscal_year,
        published.customer_id,
        published.segment_key,
        published.segment_name_th,
        published.segment_name_en,
        published.attempt,
        published.segment_no
    from published
    inner join cycle
        on published.fiscal_year < cycle.fiscal_year
    qualify rank() over (order by published.fiscal_year desc, published.restatement desc) = 1
)

select * from final
