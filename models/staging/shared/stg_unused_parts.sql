-- One row per part of a file that was not used, and reason: a whole file, a sheet, a table of no known feed, a header
-- without rows. What belongs to a table (titles, totals, notes) and our own guides are meant to stay aside.
-- A part is asked for until a later file of its name comes, whatever its suffix. A document that an action plan names
-- is no part: what is wrong with it, the plan's row says.
with

set_aside as (
    select
        _file as source_file,
        _sheet as source_sheet,
        _landing_key as source_key,
        _sequence as source_sequence,
        _row as source_row,
        kind,
        reason_code,
        reason_th,
        reason_en,
        {{ without_suffix("_file") }} as file_stem
    from {{ source("landing", "set_aside") }}
    where reason_code not in ('title', 'header', 'total', 'note', 'guide')
),

found_tables as (
    select
        _landing_key as source_key,
        _sequence as source_sequence,
        _file as source_file,
        _sheet as source_sheet,
        header_row,
        hints_th,
        hints_en,
        status = 'read' as is_read,
        status = 'read' and rows_in > set_aside as is_used,
        {{ without_suffix("_file") }} as file_stem
    from {{ source("landing", "tables") }}
),

headers_without_rows as (
    select
        source_file,
        source_sheet,
        source_key,
        source_sequence,
        header_row as source_row,
        'table' as kind,
        'no_rows' as reason_code,
        hints_th as reason_th,
        hints_en as reason_en,
        file_stem
    from found_tables
    where is_read and not is_used
),

unused_rows as (
    select * from set_aside
    union all
    select * from headers_without_rows
),

parts as (
    select
        source_file,
        source_sheet,
        source_key,
        source_sequence,
        kind,
        reason_code,
        reason_th,
        reason_en,
        file_stem,
        cast(count(source_row) as integer) as row_count,
        min(source_row) as first_row
    from unused_rows
    where
        not exists (
            select 1
            from {{ ref("stg_plan_documents") }} as documents
            where unused_rows.source_key = documents.source_key
        )
    group by
        source_file, source_sheet, source_key, source_sequence, kind, reason_code, reason_th, reason_en,
        file_stem
),

-- a part of no feed has the sender of its folder, else that of the tables beside it
senders as (
    select
        source_key,
        coalesce(max(sender) filter (where feed is null), min(sender)) as sender
    from {{ ref("stg_file_senders") }}
    group by source_key
),

used_files as (
    select distinct source_key
    from found_tables
    where is_used
),

-- an archive that could not be opened is replaced by the members of the next one
replacements as (
    select
        parts.source_key,
        max_by(later.source_file, later.source_sequence) as replaced_by_file
    from parts
    inner join found_tables as later
        on
            parts.source_sequence < later.source_sequence
            and (parts.file_stem = later.file_stem or starts_with(later.source_file, parts.source_file || '/'))
    group by parts.source_key
),

final as (
    select
        senders.sender,
        parts.source_file,
        parts.source_sheet,
        parts.source_key,
        parts.kind,
        parts.row_count,
        parts.first_row,
        parts.reason_code,
        parts.reason_th,
        parts.reason_en,
        replacements.replaced_by_file,
        used_files.source_key is null as is_nothing_used
    from parts
    left join senders on parts.source_key = senders.source_key
    left join used_files on parts.source_key = used_files.source_key
    left join replacements on parts.source_key = replacements.source_key
)

select * from final
