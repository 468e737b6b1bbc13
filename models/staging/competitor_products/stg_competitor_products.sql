-- One row per competitor and product: the newest accepted version.
with

checked as (
    select * from {{ ref("stg_competitor_products__checked") }}
),

final as (
    select
        competitor,
        product,
        counterpart,
        price_text,
        source,
        as_of,
        source_file,
        source_sheet,
        source_table,
        source_row,
        source_key,
        source_sequence
    from checked
    where is_accepted
    qualify {{ is_latest("competitor_products") }}
)

select * from final
