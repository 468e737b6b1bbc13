-- One row per step that was decided on within the fiscal year: the latest accepted decision. A decision that does not
-- name the fingerprint of what it approves was given in advance.
with

cycle as (
    select * from {{ ref("int_cycle") }}
),

decisions as (
    select decisions.*
    from {{ ref("stg_decisions") }} as decisions
    inner join cycle
        on decisions.decided_on between cycle.starts_on and cycle.ends_on
    inner join {{ ref("decision_outcomes") }} as step_outcomes
        on
            decisions.outcome = step_outcomes.code
            and step_outcomes.is_about = 'step'
    qualify row_number() over (
        partition by decisions.step
        order by decisions.decided_on desc, decisions.source_sequence desc, decisions.source_row desc
    ) = 1
),

outcomes as (
    select * from {{ ref("decision_outcomes") }}
),

final as (
    select
        decisions.step,
        decisions.outcome,
        outcomes.name_th as outcome_th,
        outcomes.name_en as outcome_en,
        decisions.unit,
        decisions.person,
        decisions.position,
        decisions.decided_on,
        decisions.reason,
        decisions.fingerprint is null as is_in_advance
    from decisions
    left join outcomes
        on decisions.outcome = outcomes.code
)

select * from final
