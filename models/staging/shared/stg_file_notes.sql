-- One row per table of a file and thing that was noticed in it though it was taken in: columns that no declaration
-- knows, headers that come near a declared one, a last line without its end, warnings of staging. What was sent back
-- stands in stg_rejects and stg_unused_parts.
with

found_tables as (
    select
        feed,
        _file as source_file,
        _sheet as source_sheet,
        _table as source_table,
        _landing_key as source_key,
        _sequence as source_sequence,
        unknown_columns,
        hint_codes,
        hints_th,
        hints_en,
        status = 'read' and rows_in > set_aside as is_used,
        {{ without_suffix("_file") }} as file_stem
    from {{ source("landing", "tables") }}
),

rejects as (
    select * from {{ ref("stg_rejects") }}
    where severity = 'warning'
),

warnings as (
    select
        feed,
        source_key,
        source_sheet,
        source_table,
        reason_code as note_code,
        reason_th || coalesce(' "' || min_by(found, source_row) || '"', '') as note_th,
        reason_en || coalesce(' "' || min_by(found, source_row) || '"', '') as note_en,
        expected_th,
        expected_en,
        count(*) as times,
        min(source_row) as first_row,
        reason_code = 'register_day_missing' as is_asked
    from rejects
    group by
        feed, source_key, source_sheet, source_table, reason_code, reason_th, reason_en, expected_th, expected_en
),

-- "did you mean" and a row that was cut are asked of the sender; many programs never end the last line
hinted as (
    select
        feed,
        source_key,
        source_sheet,
        source_table,
        'hint' as note_code,
        hints_th as note_th,
        hints_en as note_en,
        'แก้ในไฟล์เดิมแล้วส่งใหม่โดยใช้ชื่อเดิม หากถูกต้องแล้วไม่ต้องแก้' as expected_th,
        'The file corrected and sent again under its name; nothing if it is right' as expected_en,
        1 as times,
        cast(null as integer) as first_row,
        {{ matches("hint_codes", "header_hint|line_cut") }} as is_asked
    from found_tables
    where is_used and hints_th is not null
),

unknown as (
    select
        feed,
        source_key,
        source_sheet,
        source_table,
        'unknown_columns' as note_code,
        'คอลัมน์ที่ข้อมูลชุดนี้ไม่มี เก็บไว้แต่ยังไม่นำมาใช้: ' || unknown_columns as note_th,
        'Columns that this feed does not have are kept and not used: ' || unknown_columns as note_en,
        'ไม่ต้องแก้ หากต้องการให้นำมาใช้ โปรดแจ้งผู้ดูแลระบบ' as expected_th,
        'Nothing; if they should be used, tell the maintainers' as expected_en,
        1 as times,
        cast(null as integer) as first_row,
        false as is_asked
    from found_tables
    where is_used and unknown_columns is not null
),

notes as (
    select * from warnings
    union all
    select * from hinted
    union all
    select * from unknown
),

final as (
    select
        senders.sender,
        notes.feed,
        found_tables.source_file,
        notes.source_sheet,
        notes.source_table,
        notes.source_key,
        notes.note_code,
        notes.note_th,
        notes.note_en,
        notes.expected_th,
        notes.expected_en,
        cast(notes.times as integer) as times,
        notes.first_row,
        notes.is_asked,
        exists(
            select 1 from found_tables as later
            where
                later.file_stem = found_tables.file_stem
                and later.source_sequence > found_tables.source_sequence
        ) as is_replaced
    from notes
    inner join found_tables
        on
            notes.source_key = found_tables.source_key
            and notes.source_sheet = found_tables.source_sheet
            and notes.source_table = found_tables.source_table
            and notes.feed = found_tables.feed
    left join {{ ref("stg_file_senders") }} as senders
        on
            notes.source_key = senders.source_key
            and notes.feed = senders.feed
)

select * from final
