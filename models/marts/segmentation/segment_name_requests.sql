-- One row per name that a unit gave to a segment of this year: whether the segment bears it, and if there is no such
-- segment what goes back to the sender. The workbook of rejects reads the open ones here.
with

renames as (
    select * from {{ ref("int_segment_renames") }}
),

names as (
    select * from {{ ref("int_segment_names") }}
),

reasons as (
    select * from {{ ref("reject_reasons") }}
    where code = 'segment_unknown'
),

fields as (
    select * from {{ ref("stg_declared_fields") }}
    where feed = 'segment_names' and field = 'segment'
),

final as (
    select
        renames.fiscal_year,
        renames.segment,
        names.segment_key,
        renames.name_th,
        renames.name_en,
        renames.unit,
        renames.reason,
        renames.status,
        reasons.reason_th,
        reasons.reason_en,
        reasons.expected_th,
        reasons.expected_en,
        renames.sender,
        renames.source_file,
        renames.source_key,
        renames.source_sheet,
        fields.field_th as source_column,
        renames.row_reference,
        cast(renames.source_table as integer) as source_table,
        cast(renames.source_row as integer) as source_row,
        renames.status = 'unknown' and not renames.came_back as goes_back
    from renames
    left join names
        on renames.segment_no = names.segment_no
    left join reasons
        on renames.status = 'unknown'
    left join fields
        on renames.status = 'unknown'
)

select * from final
order by source_file, source_sheet, source_row
