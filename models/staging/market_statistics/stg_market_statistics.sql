-- One row per industry, region, investor country and as-of date of the market figures.
with

checked as (
    select * from {{ ref("stg_market_statistics__checked") }}
),

final as (
    select
        industry,
        region,
        investor_country,
        market_size_rai,
        growth_percent,
        ieat_share_percent,
        source,
        as_of,
        source_file,
        source_sheet,
        source_row,
        source_sequence
    from checked
    where is_accepted
    qualify {{ is_latest("market_statistics") }}
)

select * from final
