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
        case coalesce(documents.status, 'none_named')
            when 'received' then 'ดาวน์โหลดได้'
            when 'missing' then 'ยังไม่ได้รับเอกสาร'
            when 'not_pdf' then 'รับเฉพาะเอกสาร PDF'
            when 'several' then 'ได้รับหลายไฟล์ที่ชื่อเดียวกัน โปรดส่งฉบับเดียว'
            else 'ไม่ได้ระบุเอกสาร'
        end as status_th,
        case coalesce(documents.status, 'none_named')
            when 'received' then 'For download'
            when 'missing' then 'Not received yet'
            when 'not_pdf' then 'Only a PDF is taken'
            when 'several' then 'Several files of this name came; one is needed'
            else 'No document named'
        end as status_en,
        documents.file_hash as sha256,
        'documents/' || substr(documents.file_hash, 1, 16) || '.pdf' as address
    from plans
    left join documents
        on
            plans.fiscal_year = documents.fiscal_year
            and plans.plan_number = documents.plan_number
)

select * from final
