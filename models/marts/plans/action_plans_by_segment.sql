-- One row per action plan and segment of the year (S7), as a unit sent it: what it serves, how far it is, and whether
-- it counts. A plan that quotes no segment, objective or document that is there goes back; the workbook of rejects
-- reads those here. Without its document it counts all the same.
with

plans as (
    select
        matches.*,
        documents.problem as document_problem,
        coalesce(matches.objective_problem, matches.segment_problem) as problem,
        coalesce(matches.aspect, matches.need_th) is not null as serves_something
    from {{ ref("int_action_plan_matches") }} as matches
    left join {{ ref("stg_plan_documents") }} as documents
        on
            matches.fiscal_year = documents.fiscal_year
            and matches.plan_number = documents.plan_number
            and matches.document = documents.document
),

referenced as (
    select
        plans.*,
        senders.sender,
        {{ reference_of_row("senders.file_hash", "plans.source_sheet", "plans.source_row") }} as row_reference
    from plans
    left join {{ ref("stg_file_senders") }} as senders
        on
            senders.feed = 'action_plans'
            and plans.source_key = senders.source_key
),

came_back as (
    select distinct {{ row_reference("reference") }} as row_reference
    from {{ ref("stg_returned_rows") }}
),

final as (
    select
        referenced.fiscal_year,
        referenced.plan_number,
        referenced.plan_th,
        referenced.unit,
        referenced.indicator_th,
        referenced.target_th,
        referenced.details,
        referenced.obstacles,
        cast(referenced.progress_percent as double) as progress_percent,
        referenced.segment as segment_as_written,
        referenced.segment_key,
        segments.name_th as segment_th,
        segments.name_en as segment_en,
        referenced.serves_every_segment,
        referenced.objective_key,
        referenced.objective_th,
        referenced.aspect,
        referenced.serves_something,
        cast(referenced.budget_baht as double) as budget_baht,
        referenced.starts_on,
        referenced.ends_on,
        referenced.plan_status,
        statuses.name_th as plan_status_th,
        statuses.name_en as plan_status_en,
        referenced.document,
        referenced.segment_problem,
        referenced.objective_problem,
        referenced.document_problem,
        referenced.sender,
        referenced.source_file,
        referenced.source_key,
        referenced.source_sheet,
        cast(referenced.source_table as integer) as source_table,
        cast(referenced.source_row as integer) as source_row,
        referenced.row_reference,
        coalesce(referenced.plan_en, referenced.plan_th) as plan_en,
        coalesce(referenced.indicator_en, referenced.indicator_th) as indicator_en,
        coalesce(referenced.target_en, referenced.target_th) as target_en,
        referenced.indicator_supervisor is not null as has_supervisor,
        coalesce(referenced.objective_en, referenced.objective_th) as objective_en,
        coalesce(aspects.name_th, referenced.need_th) as serves_th,
        coalesce(aspects.name_en, referenced.need_en) as serves_en,
        coalesce(referenced.problem, 'counts') as status,
        coalesce(reasons.reason_th, 'นับในแผนของปี') as status_th,
        coalesce(reasons.reason_en, 'Counts') as status_en,
        coalesce(referenced.problem, referenced.document_problem) is not null and came_back.row_reference is null
            as goes_back
    from referenced
    left join came_back
        on referenced.row_reference = came_back.row_reference
    left join {{ ref("segment_profiles") }} as segments
        on referenced.segment_key = segments.segment_key
    left join {{ ref("aspects") }} as aspects
        on referenced.aspect = aspects.aspect
    left join {{ ref("terms") }} as statuses
        on
            statuses.list = 'plan_status'
            and referenced.plan_status = statuses.code
    left join {{ ref("reject_reasons") }} as reasons
        on referenced.problem = reasons.code
)

select * from final
order by fiscal_year, plan_number, segment_as_written
