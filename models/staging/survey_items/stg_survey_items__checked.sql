-- One row per landed row of the survey's list of items, typed, with what is wrong with it.
with

landed as (
    select * from {{ source("landing", "survey_items") }}
),

cleaned as (
    select
        landed,
        {{ clean_columns([
            "wave", "item_id", "item_group", "item_wording", "item_wording_en", "kind", "aspect", "scale_min", "scale_max",
            "comparable_to_previous",
        ]) }}
    from landed
),

typed as (
    select
        cleaned.*,
        {{ parse_year_ce("cleaned.wave_text") }} + 543 as wave,
        {{ text_columns(["item_id", "item_group"]) }},
        coalesce({{ known_text("cleaned.item_wording_text") }}, cleaned.item_group_text) as item_wording,
        {{ known_text("cleaned.item_wording_en_text") }} as item_wording_en,
        kind.code as kind,
        aspect.code as aspect,
        {{ parse_integer("cleaned.scale_min_text") }} as scale_min,
        {{ parse_integer("cleaned.scale_max_text") }} as scale_max,
        comparable_to_previous.code = 'yes' as comparable_to_previous
    from cleaned
    {{ join_aliases({"kind": "survey_kind", "aspect": "survey_aspect", "comparable_to_previous": "yes_no"}) }}
),

checked as (
    select
        typed.wave,
        typed.item_id,
        typed.item_group,
        typed.item_wording,
        typed.item_wording_en,
        typed.kind,
        typed.aspect,
        typed.scale_min,
        typed.scale_max,
        typed.comparable_to_previous,
        {{ problems("survey_items", [
            {"column": "wave", "typed": "wave", "reason": "year_not_readable"},
            {"column": "item_id", "typed": "item_id", "reason": "value_missing"},
            {"column": "item_group", "typed": "item_group", "reason": "value_missing"},
            {"column": "kind", "typed": "kind", "reason": "kind_unknown"},
            {"column": "aspect", "typed": "aspect", "reason": "kind_unknown"},
            {"column": "scale_min", "typed": "scale_min", "reason": "integer_not_readable"},
            {"column": "scale_max", "typed": "scale_max", "reason": "integer_not_readable"},
            {"column": "comparable_to_previous", "typed": "comparable_to_previous", "reason": "answer_not_yes_no"},
        ]) }} as problems,
        {{ source_columns() }}
    from typed
)

select
    *,
    {{ is_accepted("survey_items") }} as is_accepted
from checked
