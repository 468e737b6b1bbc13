-- One row per landed consumer, table and column, typed, with what is wrong with it.
with

landed as (
    select * from {{ source("landing", "consumers") }}
),

cleaned as (
    select
        landed,
        {{ clean_columns([
            "consumer", "unit", "table_name", "column_name", "purpose",
        ]) }}
    from landed
),

typed as (
    select
        cleaned.*,
        unit.code as unit_code,
        {{ text_columns(["consumer", "table_name", "column_name", "purpose"]) }}
    from cleaned
    {{ join_aliases({"unit": "unit"}) }}
),

checked as (
    select
        typed.consumer,
        {{ renamed("typed.unit_code", "unit") }},
        typed.table_name,
        typed.column_name,
        typed.purpose,
        {{ problems("consumers", [
            {"column": "consumer", "typed": "consumer", "reason": "value_missing"},
            {"column": "unit", "typed": "unit_code", "reason": "unit_unknown"},
            {"column": "table_name", "typed": "table_name", "reason": "value_missing"},
            {"column": "column_name", "typed": "column_name", "reason": "value_missing"},
        ]) }} as problems,
        {{ source_columns() }}
    from typed
)

select
    *,
    {{ is_accepted("consumers") }} as is_accepted
from checked
