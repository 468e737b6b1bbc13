-- One row per action plan and document that it names, all years: which file of the inbox that is, by its name. Only
-- a PDF is taken, and no member of an archive.
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

received as (
    select
        {{ file_name_key("source_file") }} as document_name,
        min(file_hash) as file_hash,
        min(source_key) as source_key,
        count(distinct file_hash) as files
    from {{ ref("stg_file_senders") }}
    where feed is null and lower(source_file) like '%.pdf' and lower(source_file) not like '%.zip/%'
    group by {{ file_name_key("source_file") }}
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
            else 'received'
        end as status,
        case when received.files = 1 then received.file_hash end as file_hash,
        case when received.files = 1 then received.source_key end as source_key
    from named
    left join received
        on named.document_name = received.document_name
)

select * from final
