-- One row per action plan and document that it names, all years: which file of the inbox that is, by its name. Only
-- a plain PDF is taken that lies in the inbox now, and no member of an archive.
with

named as (
    select distinct
        fiscal_year,
        plan_number,
        document,
        {{ file_name_key("document") }} as document_name
    from {{ ref("stg_action_plans") }}
    where document is not null
),

-- those that were withdrawn are in no book of landed files
received as (
    select
        {{ file_name_key("documents.file") }} as document_name,
        min(documents.file_hash) as file_hash,
        min(landed.source_key) as source_key,
        min(documents.refusal) as refusal,
        count(distinct documents.file_hash) as files
    from {{ source("landing", "inbox_documents") }} as documents
    inner join {{ ref("stg_file_senders") }} as landed
        on documents.file_hash = landed.file_hash
    group by {{ file_name_key("documents.file") }}
),

final as (
    select
        named.fiscal_year,
        named.plan_number,
        named.document,
        case
            when named.document_name not like '%.pdf' then 'not_pdf'
            when received.files is null then 'missing'
            when received.files > 1 then 'several'
            when received.refusal is not null then 'refused'
            else 'received'
        end as status,
        case
            when named.document_name not like '%.pdf' then 'document_not_pdf'
            when received.files is null then 'document_missing'
            when received.files > 1 then 'document_several'
            else received.refusal
        end as problem,
        case when received.files = 1 and received.refusal is null then received.file_hash end as file_hash,
        case when received.files = 1 then received.source_key end as source_key
    from named
    left join received
        on named.document_name = received.document_name
)

select * from final
