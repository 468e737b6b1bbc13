-- One row per landed quarter cell of the area targets, typed, with what is wrong with it.
-- The fiscal year comes from the table's title, else from the file's name.
with

landed as (
    select * from {{ source("landing", "area_targets") }}
),

cleaned as (
    select
        landed,
        {{ clean_columns(["area", "quarter", "target_rai", "as_of", "source"]) }},
        coalesce({{ year_be_in("landed._title") }}, {{ year_be_in(file_name("landed._file")) }}) as fiscal_year
    from landed
),

typed as (
    select
        cleaned.*,
        {{ parse_quarter("cleaned.quarter_text") }} as fiscal_quarter,
        area.code as area_code,
        {{ text_columns(["source"]) }},
        cast({{ parse_decimal("cleaned.target_rai_text", nil_is_zero=true) }} as double) as target_rai,
        {{ parse_date("cleaned.as_of_text") }} as as_of
    from cleaned
    {{ join_aliases({"area": "area"}) }}
),

checked as (
    select
        typed.fiscal_year,
        {{ renamed("typed.fiscal_quarter", "quarter") }},
        {{ renamed("typed.area_code", "area") }},
        typed.source,
        typed.target_rai,
        typed.as_of,
        {{ problems("area_targets", [
            {"column": "fiscal_year", "typed": "fiscal_year", "reason": "fiscal_year_missing", "required": true,
                "found": "landed['_title']"},
            {"column": "quarter", "typed": "fiscal_quarter", "reason": "quarter_not_readable", "required": true},
            {"column": "area", "typed": "area_code", "reason": "area_name_unknown"},
            {"column": "target_rai", "typed": "target_rai", "reason": "number_not_readable"},
            {"column": "as_of", "typed": "as_of", "reason": "date_not_readable"},
        ], [
            total_warning("area_targets", "target_rai"),
        ]) }} as problems,
        {{ source_columns() }}
    from typed
)

select
    *,
    {{ is_accepted("area_targets") }} as is_accepted
from checked
