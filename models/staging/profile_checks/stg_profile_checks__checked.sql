-- One row per landed check of a customer's segment by a unit, typed, with what is wrong with it.
with

landed as (
    select * from {{ source("landing", "profile_checks") }}
),

cleaned as (
    select
        landed,
        {{ clean_columns(["fiscal_year", "juristic_id", "check_result", "correction", "unit", "checked_on"]) }}
    from landed
),

typed as (
    select
        cleaned.*,
        check_result.code as check_result_code,
        unit.code as unit_code,
        {{ parse_year_ce("cleaned.fiscal_year_text") }} + 543 as fiscal_year,
        {{ parse_juristic_id("cleaned.juristic_id_text") }} as juristic_id,
        {{ text_columns(["correction"]) }},
        {{ parse_date("cleaned.checked_on_text") }} as checked_on
    from cleaned
    {{ join_aliases({"check_result": "profile_check", "unit": "unit"}) }}
),

checked as (
    select
        typed.fiscal_year,
        typed.juristic_id,
        {{ renamed("typed.check_result_code", "check_result") }},
        typed.correction,
        {{ renamed("typed.unit_code", "unit") }},
        typed.checked_on,
        {{ problems("profile_checks", [
            {"column": "fiscal_year", "typed": "fiscal_year", "reason": "year_not_readable"},
            {"column": "juristic_id", "typed": "juristic_id", "reason": juristic_id_reason("juristic_id_text")},
            {"column": "check_result", "typed": "check_result_code", "reason": "check_result_unknown"},
            {"column": "unit", "typed": "unit_code", "reason": "unit_unknown"},
            {"column": "checked_on", "typed": "checked_on", "reason": "date_not_readable"},
        ]) }} as problems,
        {{ source_columns() }}
    from typed
)

select
    *,
    {{ is_accepted("profile_checks") }} as is_accepted
from checked
