-- One row per landed rating cell of an attribute and a competitor, typed, with what is wrong with it. Where competitors
-- are columns, a number of answers or a spread beside them belongs to none of them.
with

landed as (
    select * from {{ source("landing", "positioning_ratings") }}
),

cleaned as (
    select
        landed,
        landed['_column'] is not null as is_one_of_several,
        {{ clean_columns(["attribute", "competitor", "rating", "answers", "standard_deviation"]) }}
    from landed
),

typed as (
    select
        cleaned.*,
        {{ text_columns(["attribute", "competitor"]) }},
        {{ parse_decimal("cleaned.rating_text") }} as rating,
        {{ parse_integer("cleaned.answers_text") }} as whole_number,
        {{ parse_decimal("cleaned.standard_deviation_text") }} as spread
    from cleaned
),

in_range as (
    select
        *,
        case when whole_number >= 1 and not is_one_of_several then whole_number end as answers,
        case when spread >= 0 and not is_one_of_several then spread end as standard_deviation
    from typed
),

checked as (
    select
        in_range.attribute,
        in_range.competitor,
        in_range.rating,
        in_range.answers,
        in_range.standard_deviation,
        {{ problems("positioning_ratings", [
            {"column": "attribute", "typed": "attribute", "reason": "value_missing"},
            {"column": "competitor", "typed": "competitor", "reason": "value_missing"},
            {"column": "rating", "typed": "rating", "reason": "number_not_readable"},
            {
                "column": "answers",
                "typed": "answers",
                "reason": "case when is_one_of_several then 'one_for_several' else 'count_not_readable' end",
            },
            {
                "column": "standard_deviation",
                "typed": "standard_deviation",
                "reason": "case when is_one_of_several then 'one_for_several' else 'deviation_not_readable' end",
            },
        ]) }} as problems,
        {{ source_columns() }}
    from in_range
)

select
    *,
    {{ is_accepted("positioning_ratings") }} as is_accepted
from checked
