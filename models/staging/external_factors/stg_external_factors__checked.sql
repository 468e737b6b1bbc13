-- One row per landed factor, typed, with what is wrong with it.
with

landed as (
    select * from {{ source("landing", "external_factors") }}
),

cleaned as (
    select
        landed,
        {{ clean_columns([
            "factor_kind", "statement_th", "statement_en", "industries", "direction", "source", "stated_on",
        ]) }}
    from landed
),

typed as (
    select
        cleaned.*,
        factor_kind.code as factor_kind_code,
        direction.code as direction_code,
        {{ parse_date("cleaned.stated_on_text") }} as stated_on,
        {{ text_columns(["statement_th", "statement_en", "industries", "source"]) }}
    from cleaned
    {{ join_aliases({"factor_kind": "factor_kind", "direction": "factor_direction"}) }}
),

checked as (
    select
        typed.factor_kind_code as factor_kind,
        typed.statement_th,
        typed.statement_en,
        typed.industries,
        typed.direction_code as direction,
        typed.source,
        typed.stated_on,
        {{ problems("external_factors", [
            {"column": "factor_kind", "typed": "factor_kind_code", "reason": "factor_kind_unknown"},
            {"column": "statement_th", "typed": "statement_th", "reason": "value_missing"},
            {"column": "direction", "typed": "direction_code", "reason": "direction_unknown"},
            {"column": "source", "typed": "source", "reason": "value_missing"},
            {"column": "stated_on", "typed": "stated_on", "reason": "date_not_readable"},
        ]) }} as problems,
        {{ source_columns() }}
    from typed
)

select
    *,
    {{ is_accepted("external_factors") }} as is_accepted
from checked
