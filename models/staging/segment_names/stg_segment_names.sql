-- One row per fiscal year and segment that a unit named: the newest accepted version.
with

checked as (
    select * from {{ ref("stg_segment_names__checked") }}
),

final as (
    select
        fiscal_year,
        segment,
        name_th,
        name_en,
        paragraph_th,
        paragraph_en,
        unit,
        reason,
        source_file,
        source_sheet,
        source_table,
        source_row,
        source_key,
        source_sequence
    from checked
    where is_accepted
    qualify {{ is_latest("segment_names") }}
)

select * from final
