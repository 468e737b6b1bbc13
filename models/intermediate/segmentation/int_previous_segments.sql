-- One row per customer of the last published year before this one: its segment then, with the names it had.
with

published as (
    select * from {{ ref("stg_published_segments") }}
),

cycle as (
    select * from {{ ref("int_cycle") }}
),

final as (
    select
        published.fiscal_year,
        published.juristic_id as customer_id,
        published.segment_key,
        published.segment_name_th,
        published.segment_name_en
    from published
    inner join cycle
        on published.fiscal_year < cycle.fiscal_year
    qualify published.fiscal_year = max(published.fiscal_year) over ()
)

select * from final
