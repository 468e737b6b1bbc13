-- One row per landed name that a unit gives to a segment, typed, with what is wrong with it. Whether there is such a
-- segment is known only after S4: see int_segment_renames.
with

landed as (
    select * from {{ source("landing", "segment_names") }}
),

cleaned as (
    select
        landed,
        {{ clean_columns([
            "fiscal_year", "segment", "name_th", "name_en", "paragraph_th", "paragraph_en", "unit", "reason",
        ]) }}
    from landed
),

typed as (
    select
        cleaned.*,
        {{ parse_year_ce("cleaned.fiscal_year_text") }} + 543 as fiscal_year,
        case when length(cleaned.name_th_text) <= 120 then {{ known_text("cleaned.name_th_text") }} end as name_th,
        case when length(cleaned.name_en_text) <= 120 then {{ known_text("cleaned.name_en_text") }} end as name_en,
        case when length(cleaned.paragraph_th_text) <= 1000 then {{ known_text("cleaned.paragraph_th_text") }} end
            as paragraph_th,
        case when length(cleaned.paragraph_en_text) <= 1000 then {{ known_text("cleaned.paragraph_en_text") }} end
            as paragraph_en,
        {{ text_columns(["segment", "reason"]) }},
        unit.code as unit_code
    from cleaned
    {{ join_aliases({"unit": "unit"}) }}
),

checked as (
    select
        typed.fiscal_year,
        typed.segment,
        typed.name_th,
        typed.name_en,
        typed.paragraph_th,
        typed.paragraph_en,
        {{ renamed("typed.unit_code", "unit") }},
        typed.reason,
        {{ problems("segment_names", [
            {"column": "fiscal_year", "typed": "fiscal_year", "reason": "year_not_readable"},
            {"column": "segment", "typed": "segment", "reason": "value_missing"},
            {"column": "name_th", "typed": "name_th", "reason": "name_too_long"},
            {"column": "name_en", "typed": "name_en", "reason": "name_too_long"},
            {"column": "paragraph_th", "typed": "paragraph_th", "reason": "paragraph_too_long"},
            {"column": "paragraph_en", "typed": "paragraph_en", "reason": "paragraph_too_long"},
            {"column": "unit", "typed": "unit_code", "reason": "unit_unknown"},
        ]) }} as problems,
        {{ source_columns() }}
    from typed
)

select
    *,
    {{ is_accepted("segment_names") }} as is_accepted
from checked
