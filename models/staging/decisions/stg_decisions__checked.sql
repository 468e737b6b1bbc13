-- One row per landed decision of a person, typed, with what is wrong with it.
with

landed as (
    select * from {{ source("landing", "decisions") }}
),

cleaned as (
    select
        landed,
        {{ clean_columns([
            "step", "subject", "outcome", "person", "position", "unit", "decided_on", "reason", "fingerprint",
        ]) }}
    from landed
),

typed as (
    select
        cleaned.*,
        {{ extract_group("upper(cleaned.step_text)", "^(S[1-9])") }} as step,
        {{ text_columns(["subject", "person", "position", "reason", "fingerprint"]) }},
        outcome.code as outcome_code,
        unit.code as unit_code,
        {{ parse_date("cleaned.decided_on_text") }} as decided_on
    from cleaned
    {{ join_aliases({"outcome": "decision_outcome", "unit": "unit"}) }}
),

checked as (
    select
        typed.step,
        typed.subject,
        {{ renamed("typed.outcome_code", "outcome") }},
        typed.person,
        typed.position,
        {{ renamed("typed.unit_code", "unit") }},
        typed.decided_on,
        typed.reason,
        typed.fingerprint,
        {{ problems("decisions", [
            {"column": "step", "typed": "step", "reason": "step_unknown"},
            {"column": "outcome", "typed": "outcome_code", "reason": "outcome_unknown"},
            {"column": "unit", "typed": "unit_code", "reason": "unit_unknown"},
            {"column": "decided_on", "typed": "decided_on", "reason": "date_not_readable"},
        ]) }} as problems,
        {{ source_columns() }}
    from typed
)

select
    *,
    {{ is_accepted("decisions") }} as is_accepted
from checked
