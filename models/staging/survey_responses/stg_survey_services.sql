-- One row per respondent, survey wave and service that was ticked in the form's check boxes, of the answer sheet that
-- counts. A form joins what was ticked by semicolons, or by commas where there is none.
with

responses as (
    select * from {{ ref("stg_survey_responses") }}
),

-- a sheet lands once for each of its items
landed as (
    select distinct
        _landing_key as source_key,
        _sheet as source_sheet,
        _table as source_table,
        _row as source_row,
        services_used
    from {{ source("landing", "survey_responses") }}
),

ticked as (
    select
        responses.response_id,
        responses.wave,
        cast(responses.submitted_at as date) as answered_on,
        {{ unnest_choices(normalise_text("landed.services_used")) }} as service_text
    from responses
    inner join landed
        on
            responses.source_key = landed.source_key
            and responses.source_sheet = landed.source_sheet
            and responses.source_table = landed.source_table
            and responses.source_row = landed.source_row
),

final as (
    select distinct
        ticked.response_id,
        ticked.wave,
        coalesce(services.code, trim(ticked.service_text)) as service,
        services.code is not null as is_known
    from ticked
    left join {{ ref("stg_aliases") }} as services
        on
            services.list_name = 'service'
            and services.alias_key = {{ alias_key("ticked.service_text") }}
            and {{ is_valid_on("services", "ticked.answered_on") }}
    where not {{ is_blank("nullif(trim(ticked.service_text), '')") }}
)

select * from final
