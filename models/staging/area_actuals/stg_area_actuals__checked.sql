-- One row per landed quarter cell of the area sold and leased, typed, with what is wrong with it.
-- The fiscal year comes from the table's title, else from the file's name.
with

landed as (
    select * from {{ source("landing", "area_actuals") }}
),

cleaned as (
    select
        landed,
        {{ clean_columns(["area", "contract_type", "quarter", "actual_rai", "as_of"]) }},
        coalesce({{ year_be_in("landed._title") }}, {{ year_be_in(file_name("landed._file")) }}) as fiscal_year
    from landed
),

typed as (
    select
        cleaned.*,
        {{ parse_quarter("cleaned.quarter_text") }} as fiscal_quarter,
        area.code as area_code,
        contract_type.code as contract_type,
        cast({{ parse_decimal("cleaned.actual_rai_text", nil_is_zero=true) }} as double) as actual_rai,
        {{ parse_date("cleaned.as_of_text") }} as as_of
    from cleaned
    {{ join_aliases({"area": "area", "contract_type": "contract_type"}) }}
),

checked as (
    select
        typed.fiscal_year,
        {{ renamed("typed.fiscal_quarter", "quarter") }},
        {{ renamed("typed.area_code", "area") }},
        typed.contract_type,
        typed.actual_rai,
        typed.as_of,
        {{ problems("area_actuals", [
            {"column": "fiscal_year", "typed": "fiscal_year", "reason": "fiscal_year_missing", "required": true,
                "found": "landed['_title']"},
            {"column": "quarter", "typed": "fiscal_quarter", "reason": "quarter_not_readable", "required": true},
            {"column": "area", "typed": "area_code", "reason": "area_name_unknown"},
            {"column": "contract_type", "typed": "contract_type", "reason": "contract_type_unknown"},
            {"column": "actual_rai", "typed": "actual_rai", "reason": "number_not_readable"},
            {"column": "as_of", "typed": "as_of", "reason": "date_not_readable"},
        ], [
            total_warning("area_actuals", "actual_rai"),
        ]) }} as problems,
        {{ source_columns() }}
    from typed
)

select
    *,
    {{ is_accepted("area_actuals") }} as is_accepted
from checked
