-- One row per fiscal year, quarter, area and as-of date: targets and results are restated, so every version that
-- was published with another date stays, and only a correction of the same date supersedes.
with

checked as (
    select * from {{ ref("stg_area_targets__checked") }}
),

final as (
    select
        fiscal_year,
        quarter,
        area,
        source,
        target_rai,
        as_of,
        source_file,
        source_sheet,
        source_row,
        source_sequence
    from checked
    where is_accepted
    qualify {{ is_latest("area_targets") }}
)

select * from final
