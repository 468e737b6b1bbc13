-- One row per landed fiscal year, plan and segment, typed, with what is wrong with it.
with

landed as (
    select * from {{ source("landing", "action_plans") }}
),

cleaned as (
    select
        landed,
        {{ clean_columns([
            "fiscal_year", "plan_number", "plan_th", "plan_en", "unit", "indicator_th", "indicator_en",
            "target_th", "target_en", "details", "obstacles", "progress_percent", "indicator_supervisor",
            "segment", "objective_key", "serves", "budget_baht", "starts_on", "ends_on", "plan_status", "document",
        ]) }}
    from landed
),

typed as (
    select
        cleaned.*,
        unit.code as unit_code,
        plan_status.code as plan_status_code,
        {{ parse_year_ce("cleaned.fiscal_year_text") }} + 543 as fiscal_year,
        {{ parse_decimal("cleaned.progress_percent_text") }} as progress_percent,
        {{ parse_decimal("cleaned.budget_baht_text") }} as budget_baht,
        {{ parse_date("cleaned.starts_on_text") }} as starts_on,
        {{ parse_date("cleaned.ends_on_text") }} as ends_on,
        {{ text_columns([
            "plan_number", "plan_th", "plan_en", "indicator_th", "indicator_en", "target_th", "target_en",
            "details", "obstacles", "indicator_supervisor", "segment", "objective_key", "serves", "document",
        ]) }}
    from cleaned
    {{ join_aliases({"unit": "unit", "plan_status": "plan_status"}) }}
),

checked as (
    select
        typed.fiscal_year,
        typed.plan_number,
        typed.plan_th,
        typed.plan_en,
        {{ renamed("typed.unit_code", "unit") }},
        typed.indicator_th,
        typed.indicator_en,
        typed.target_th,
        typed.target_en,
        typed.details,
        typed.obstacles,
        typed.progress_percent,
        typed.indicator_supervisor,
        typed.segment,
        typed.objective_key,
        typed.serves,
        typed.budget_baht,
        typed.starts_on,
        typed.ends_on,
        typed.plan_status_code as plan_status,
        typed.document,
        {{ problems("action_plans", [
            {"column": "fiscal_year", "typed": "fiscal_year", "reason": "year_not_readable"},
            {"column": "plan_number", "typed": "plan_number", "reason": "value_missing"},
            {"column": "plan_th", "typed": "plan_th", "reason": "value_missing"},
            {"column": "unit", "typed": "unit_code", "reason": "unit_unknown"},
            {"column": "progress_percent", "typed": "progress_percent", "reason": "number_not_readable"},
            {"column": "budget_baht", "typed": "budget_baht", "reason": "number_not_readable"},
            {"column": "starts_on", "typed": "starts_on", "reason": "date_not_readable"},
            {"column": "ends_on", "typed": "ends_on", "reason": "date_not_readable"},
            {"column": "plan_status", "typed": "plan_status_code", "reason": "plan_status_unknown"},
        ]) }} as problems,
        {{ source_columns() }}
    from typed
)

select
    *,
    {{ is_accepted("action_plans") }} as is_accepted
from checked
