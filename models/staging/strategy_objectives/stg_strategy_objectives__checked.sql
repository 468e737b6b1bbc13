-- One row per landed fiscal year and objective, typed, with what is wrong with it.
with

landed as (
    select * from {{ source("landing", "strategy_objectives") }}
),

cleaned as (
    select
        landed,
        {{ clean_columns([
            "fiscal_year", "objective_key", "objective_th", "objective_en", "strategy_th", "strategy_en",
            "is_customer_strategy", "unit",
        ]) }}
    from landed
),

typed as (
    select
        cleaned.*,
        is_customer_strategy.code = 'yes' as is_customer_strategy_code,
        unit.code as unit_code,
        {{ parse_year_ce("cleaned.fiscal_year_text") }} + 543 as fiscal_year,
        {{ text_columns(["objective_key", "objective_th", "objective_en", "strategy_th", "strategy_en"]) }}
    from cleaned
    {{ join_aliases({"is_customer_strategy": "yes_no", "unit": "unit"}) }}
),

checked as (
    select
        typed.fiscal_year,
        typed.objective_key,
        typed.objective_th,
        typed.objective_en,
        typed.strategy_th,
        typed.strategy_en,
        typed.is_customer_strategy_code as is_customer_strategy,
        {{ renamed("typed.unit_code", "unit") }},
        {{ problems("strategy_objectives", [
            {"column": "fiscal_year", "typed": "fiscal_year", "reason": "year_not_readable"},
            {"column": "objective_key", "typed": "objective_key", "reason": "value_missing"},
            {"column": "objective_th", "typed": "objective_th", "reason": "value_missing"},
            {"column": "is_customer_strategy", "typed": "is_customer_strategy_code", "reason": "answer_not_yes_no"},
            {"column": "unit", "typed": "unit_code", "reason": "unit_unknown"},
        ]) }} as problems,
        {{ source_columns() }}
    from typed
)

select
    *,
    {{ is_accepted("strategy_objectives") }} as is_accepted
from checked
