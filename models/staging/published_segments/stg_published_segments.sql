-- One row per customer and fiscal year published before: the newest accepted version.
with

checked as (
    select * from {{ ref("stg_published_segments__checked") }}
),

final as (
    select
        fiscal_year,
        juristic_id,
        segment_key,
        segment_name_th,
        segment_name_en,
        source_file,
        source_sheet,
        source_row,
        source_sequence
    from checked
    where is_accepted
    qualify {{ is_latest("published_segments") }}
)

select * from final
