-- One row per competitor and segment: the newest accepted version.
with

checked as (
    select * from {{ ref("stg_competitor_segmentations__checked") }}
),

final as (
    select
        competitor,
        segment_name,
        basis,
        industry,
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
    qualify {{ is_latest("competitor_segmentations") }}
)

select * from final
