-- One row per landed competitor and segment, typed, with what is wrong with it.
with

landed as (
    select * from {{ source("landing", "competitor_segmentations") }}
),

cleaned as (
    select
        landed,
        {{ clean_columns([
            "competitor", "segment_name", "basis", "industry", "source", "as_of",
        ]) }}
    from landed
),

typed as (
    select
        cleaned.*,
        industry.code as industry_code,
        {{ parse_date("cleaned.as_of_text") }} as as_of,
        {{ text_columns(["competitor", "segment_name", "basis", "source"]) }}
    from cleaned
    {{ join_aliases({"industry": "industry"}) }}
),

checked as (
    select
        typed.competitor,
        typed.segment_name,
        typed.basis,
        {{ code_or_text(["industry"]) }},
        typed.source,
        typed.as_of,
        {{ problems("competitor_segmentations", [
            {"column": "competitor", "typed": "competitor", "reason": "value_missing"},
            {"column": "segment_name", "typed": "segment_name", "reason": "value_missing"},
            {"column": "source", "typed": "source", "reason": "value_missing"},
            {"column": "as_of", "typed": "as_of", "reason": "date_not_readable"},
        ], [
            unknown_name_warning("industry", "industry_code"),
        ]) }} as problems,
        {{ source_columns() }}
    from typed
)

select
    *,
    {{ is_accepted("competitor_segmentations") }} as is_accepted
from checked
