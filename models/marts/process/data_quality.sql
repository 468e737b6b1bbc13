-- One row per table found in a file, and per file or sheet that was not used: what came in, and what became of it. A
-- document that an action plan names is no table, and no fault.
-- rows_in = accepted + rejected + set_aside for everything that was read; a test holds it.
with

tables as (
    select * from {{ source("landing", "tables") }}
),

senders as (
    select * from {{ ref("stg_file_senders") }}
),

source_rows as (
    select
        feed,
        source_key,
        source_sheet,
        source_table,
        count(*) filter (where is_accepted) as accepted,
        count(*) filter (where not is_accepted) as rejected
    from {{ ref("stg_source_rows") }}
    group by feed, source_key, source_sheet, source_table
),

problems as (
    select
        feed,
        source_key,
        source_sheet,
        source_table,
        severity,
        reason_th,
        reason_en,
        count(*) as found
    from {{ ref("stg_rejects") }}
    group by feed, source_key, source_sheet, source_table, severity, reason_th, reason_en
),

problem_counts as (
    select
        feed,
        source_key,
        source_sheet,
        source_table,
        sum(found) filter (where severity = 'cell') as cells_rejected,
        sum(found) filter (where severity = 'warning') as warnings,
        string_agg(reason_th || ' (' || found || ')', '; ' order by found desc, reason_th asc) as reasons_th,
        string_agg(reason_en || ' (' || found || ')', '; ' order by found desc, reason_en asc) as reasons_en
    from problems
    group by feed, source_key, source_sheet, source_table
),

documents as (
    select
        plan_documents.source_key,
        min(reasons.reason_th) as reason_th,
        min(reasons.reason_en) as reason_en
    from {{ ref("stg_plan_documents") }} as plan_documents
    left join {{ ref("reject_reasons") }} as reasons
        on plan_documents.problem = reasons.code
    where plan_documents.source_key is not null
    group by plan_documents.source_key
),

final as (
    select
        tables.feed,
        senders.sender,
        tables._file as source_file,
        tables._sheet as source_sheet,
        tables._table as source_table,
        tables.rows_in,
        {{ renamed("tables.rows", "rows") }},
        cast(coalesce(source_rows.accepted, 0) as integer) as accepted,
        cast(coalesce(source_rows.rejected, 0) as integer) as rejected,
        tables.set_aside,
        cast(coalesce(problem_counts.cells_rejected, 0) as integer) as cells_rejected,
        cast(coalesce(problem_counts.warnings, 0) as integer) as warnings,
        case when documents.source_key is null then tables.status else 'document' end as status,
        tables.unknown_columns,
        tables.hints_th,
        tables.hints_en,
        case
            when documents.source_key is null then coalesce(tables.reason_th, problem_counts.reasons_th)
            else documents.reason_th
        end as reason_th,
        case
            when documents.source_key is null then coalesce(tables.reason_en, problem_counts.reasons_en)
            else documents.reason_en
        end as reason_en
    from tables
    left join senders
        on
            tables.feed is not distinct from senders.feed
            and tables._landing_key = senders.source_key
    left join source_rows
        on
            tables.feed = source_rows.feed
            and tables._landing_key = source_rows.source_key
            and tables._sheet = source_rows.source_sheet
            and tables._table = source_rows.source_table
    left join documents
        on tables._landing_key = documents.source_key
    left join problem_counts
        on
            tables.feed = problem_counts.feed
            and tables._landing_key = problem_counts.source_key
            and tables._sheet = problem_counts.source_sheet
            and tables._table = problem_counts.source_table
)

select * from final
