-- One row per problem that staging found in a source row, with what was expected, for the sender's workbook, and what
-- became of it: the file that brought the row back, and the one that brought it back without a problem.
with

problems as (
    select * from {{ ref("stg_problems") }}
),

referenced as (
    select
        problems.*,
        senders.sender,
        senders.file_hash,
        {{ reference_of_row("senders.file_hash", "problems.source_sheet", "problems.source_row") }} as row_reference
    from problems
    left join {{ ref("stg_file_senders") }} as senders
        on
            problems.feed = senders.feed
            and problems.source_key = senders.source_key
),

returned as (
    select
        source_file,
        source_sequence,
        is_accepted,
        reference,
        {{ row_reference("reference") }} as row_reference
    from {{ ref("stg_returned_rows") }}
),

asked_back as (
    select distinct
        row_reference,
        source_cell
    from referenced
),

answers as (
    select
        asked_back.row_reference,
        asked_back.source_cell,
        max_by(returned.source_file, returned.source_sequence) as returned_in_file,
        max_by(returned.source_file, returned.source_sequence) filter (where returned.is_accepted) as closed_by_file
    from asked_back
    inner join returned
        on
            asked_back.row_reference = returned.row_reference
            and (
                asked_back.source_cell is null
                or returned.reference in (asked_back.row_reference, asked_back.row_reference || asked_back.source_cell)
            )
    group by asked_back.row_reference, asked_back.source_cell
),

final as (
    select
        referenced.feed,
        referenced.source_file,
        referenced.source_sheet,
        referenced.source_table,
        referenced.source_row,
        referenced.source_column,
        referenced.source_cell,
        referenced.source_key,
        referenced.file_hash,
        referenced.sender,
        referenced.row_reference,
        referenced.found,
        referenced.reason_code,
        reasons.reason_th,
        reasons.reason_en,
        reasons.expected_th,
        reasons.expected_en,
        referenced.rejects_row,
        referenced.severity,
        answers.returned_in_file,
        answers.closed_by_file
    from referenced
    left join {{ ref("reject_reasons") }} as reasons
        on referenced.reason_code = reasons.code
    left join answers
        on
            referenced.row_reference = answers.row_reference
            and referenced.source_cell is not distinct from answers.source_cell
)

select * from final
