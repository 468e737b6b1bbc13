-- One row per landed fiscal year, tool and customer group, typed, with what is wrong with it.
with

landed as (
    select * from {{ source("landing", "information_tools") }}
),

cleaned as (
    select
        landed,
        {{ clean_columns([
            "fiscal_year", "tool_th", "tool_en", "customer_group", "promised_per_year", "delivered", "storage",
            "analysis_tool", "used_for", "unit",
        ]) }}
    from landed
),

typed as (
    select
        cleaned.*,
        customer_group.code as customer_group_code,
        unit.code as unit_code,
        {{ parse_year_ce("cleaned.fiscal_year_text") }} + 543 as fiscal_year,
        {{ parse_integer("cleaned.promised_per_year_text") }} as promised_per_year,
        {{ parse_integer("cleaned.delivered_text") }} as delivered,
        {{ text_columns(["tool_th", "tool_en", "storage", "analysis_tool", "used_for"]) }}
    from cleaned
    {{ join_aliases({"customer_group": "customer_group", "unit": "unit"}) }}
),

checked as (
    select
        typed.fiscal_year,
        typed.tool_th,
        typed.tool_en,
        typed.customer_group_code as customer_group,
        typed.promised_per_year,
        typed.delivered,
        typed.storage,
        typed.analysis_tool,
        typed.used_for,
        {{ renamed("typed.unit_code", "unit") }},
        {{ problems("information_tools", [
            {"column": "fiscal_year", "typed": "fiscal_year", "reason": "year_not_readable"},
            {"column": "tool_th", "typed": "tool_th", "reason": "value_missing"},
            {"column": "customer_group", "typed": "customer_group_code", "reason": "customer_group_unknown"},
            {"column": "promised_per_year", "typed": "promised_per_year", "reason": "integer_not_readable"},
            {"column": "delivered", "typed": "delivered", "reason": "integer_not_readable"},
            {"column": "unit", "typed": "unit_code", "reason": "unit_unknown"},
        ]) }} as problems,
        {{ source_columns() }}
    from typed
)

select
    *,
    {{ is_accepted("information_tools") }} as is_accepted
from checked
