-- One row per fiscal year, quarter, area, contract type and as-of date: targets and results are restated, so every
-- version that was published with another date stays, and only a correction of the same date supersedes.
with

checked as (
    select * from {{ ref("stg_area_actuals__checked") }}
),

final as (
    select
        fiscal_year,
        quarter,
        area,
        contract_type,
        actual_rai,
        as_of,
        source_file,
        source_sheet,
        source_row,
        source_sequence
    from checked
    where is_accepted
    qualify {{ is_latest("area_actuals") }}
)

select * from final
