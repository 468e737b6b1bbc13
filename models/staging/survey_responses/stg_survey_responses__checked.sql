-- One row per landed answer cell of the survey, typed on its item's scale, with what is wrong with it.
-- The wave (Buddhist year) comes from the file's name, else from when the answer was given. Personal
-- columns hold keys; the key of an e-mail address tells a respondent.
with

landed as (
    select * from {{ source("landing", "survey_responses") }}
),

items as (
    select * from {{ ref("stg_survey_items__declared") }}
),

labels as (
    select
        scale_min,
        scale_max,
        score,
        unnest([{{ likert_label("label") }}, {{ likert_label("label_en") }}]) as label_key
    from {{ ref("answer_labels") }}
),

cleaned as (
    select
        landed,
        {{ clean_columns([
            "submitted_at", "juristic_id", "position", "email", "item_group", "item_wording", "answer",
        ]) }}
    from landed
),

typed as (
    select
        cleaned.*,
        {{ parse_timestamp("cleaned.submitted_at_text") }} as submitted_at,
        {{ parse_juristic_id("cleaned.juristic_id_text") }} as juristic_id,
        {{ text_columns(["position", "email", "item_group"]) }},
        coalesce(cleaned.item_wording_text, cleaned.item_group_text) as item_wording,
        {{ alias_key("cleaned.item_group_text") }} as group_key,
        {{ alias_key("coalesce(cleaned.item_wording_text, cleaned.item_group_text)") }} as wording_key,
        {{ likert_label("cleaned.answer_text") }} as label_key,
        {{ year_be_in(file_name("cleaned.landed['_file']")) }} as file_year
    from cleaned
),

waved as (
    select
        typed.*,
        coalesce(typed.file_year, cast(extract(year from typed.submitted_at) as integer) + 543) as wave,
        coalesce(md5(lower(typed.email)), md5(typed.juristic_id || '|' || coalesce(typed.position, '')))
            as respondent_key
    from typed
),

scored as (
    select
        waved.*,
        labels.score is null and labels.label_key is not null as is_no_opinion,
        {{ parse_likert(
            "waved.answer_text", "labels.score", "coalesce(items.scale_min, 1)", "coalesce(items.scale_max, 5)"
        ) }} as answer
    from waved
    left join items
        on
            waved.wave = items.wave
            and waved.group_key = items.group_key
            and waved.wording_key = items.wording_key
    left join labels
        on
            waved.label_key = labels.label_key
            and (
                labels.score is null
                or (
                    labels.scale_min = coalesce(items.scale_min, 1)
                    and labels.scale_max = coalesce(items.scale_max, 5)
                )
            )
),

checked as (
    select
        md5(scored.wave || '|' || scored.respondent_key) as response_id,
        scored.wave,
        scored.submitted_at,
        scored.juristic_id,
        scored.respondent_key,
        scored.position,
        scored.item_group,
        scored.item_wording,
        scored.group_key,
        scored.wording_key,
        scored.answer,
        {{ problems("survey_responses", [
            {"column": "submitted_at", "typed": "submitted_at", "reason": "timestamp_not_readable"},
            {"column": "juristic_id", "typed": "juristic_id", "reason": juristic_id_reason("juristic_id_text")},
            {"column": "answer", "typed": "answer", "reason": "case when not is_no_opinion then 'answer_unknown' end"},
        ]) }} as problems,
        {{ source_columns() }}
    from scored
)

select
    *,
    {{ is_accepted("survey_responses") }} as is_accepted
from checked
