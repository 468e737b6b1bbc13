-- One row per landed rating cell of an attribute and a competitor, typed, with what is wrong with it.
with

landed as (
    select * from {{ source("landing", "positioning_ratings") }}
),

cleaned as (
    select
        landed,
        {{ clean_columns(["attribute", "competitor", "rating"]) }}
    from landed
),

typed as (
    select
        cleaned.*,
        {{ text_columns(["attribute", "competitor"]) }},
        {{ parse_decimal("cleaned.rating_text") }} as rating
    from cleaned
),

checked as (
    select
        typed.attribute,
        typed.competitor,
        typed.rating,
        {{ problems("positioning_ratings", [
            {"column": "attribute", "typed": "attribute", "reason": "value_missing"},
            {"column": "competitor", "typed": "competitor", "reason": "value_missing"},
            {"column": "rating", "typed": "rating", "reason": "number_not_readable"},
        ]) }} as problems,
        {{ source_columns() }}
    from typed
)

select
    *,
    {{ is_accepted("positioning_ratings") }} as is_accepted
from checked
