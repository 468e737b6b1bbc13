-- One row per decision of a person at a step: the newest accepted version. No fingerprint: a standing decision.
with

checked as (
    select * from {{ ref("stg_decisions__checked") }}
),

final as (
    select
        step,
        subject,
        outcome,
        person,
        position,
        unit,
        decided_on,
        reason,
        fingerprint,
        source_file,
        source_sheet,
        source_row,
        source_sequence
    from checked
    where is_accepted
    qualify {{ is_latest("decisions") }}
)

select * from final
