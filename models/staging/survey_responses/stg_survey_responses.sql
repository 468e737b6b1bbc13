-- One row per respondent and survey wave: the latest answer sheet of a person who answered more than once.
with

checked as (
    select * from {{ ref("stg_survey_responses__checked") }}
),

sheets as (
    select distinct
        response_id,
        wave,
        submitted_at,
        juristic_id,
        respondent_key,
        position,
        source_file,
        source_sheet,
        source_table,
        source_row,
        source_key,
        source_sequence,
        replaces_period,
        cast(null as varchar) as source_column
    from checked
    where is_accepted
),

final as (
    select
        response_id,
        wave,
        submitted_at,
        juristic_id,
        respondent_key,
        position,
        source_file,
        source_sheet,
        source_table,
        source_row,
        source_key,
        source_sequence
    from sheets
    qualify {{ is_latest("survey_responses", first_by="submitted_at") }}
)

select * from final
