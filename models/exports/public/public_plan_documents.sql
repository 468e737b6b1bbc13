-- One row per action plan of the year that counts and document that it names, one without a document for a plan that
-- names none: whether it can be downloaded, and under which name it lies in the site.
with

plans as (
    select distinct
        fiscal_year,
        plan_number,
        plan_th,
        plan_en,
        unit
    from {{ ref("action_plans_by_segment") }}
    where status = 'counts'
    qualify row_number() over (partition by plan_number order by segment_as_written nulls last) = 1
),

documents as (
    select * from {{ ref("stg_plan_documents") }}
),

final as (
    select
        plans.fiscal_year,
        plans.plan_number,
        plans.plan_th,
        plans.plan_en,
        plans.unit as unit_th,
        {{ unit_name("plans.unit") }} as unit_en,
        documents.document,
        coalesce(documents.status, 'none_named') as status,
        case
            when documents.status is null then 'ไม่ได้ระบุเอกสาร'
            else coalesce(reasons.reason_th, 'ดาวน์โหลดได้')
        end as status_th,
        case
            when documents.status is null then 'No document named'
            else coalesce(reasons.reason_en, 'For download')
        end as status_en,
        documents.file_hash as sha256,
        'documents/' || substr(documents.file_hash, 1, 16) || '.pdf' as address
    from plans
    left join documents
        on
            plans.fiscal_year = documents.fiscal_year
            and plans.plan_number = documents.plan_number
    left join {{ ref("reject_reasons") }} as reasons
        on documents.problem = reasons.code
)

select * from final
