-- One row per attempt of the year, as the ledger holds it; the newest is the current one. The numbers of segments to
-- try come from the year's objectives.
with

ledger as (
    select * from {{ source("ledger", "attempts") }}
),

cycle as (
    select * from {{ ref("int_cycle") }}
),

objectives as (
    select
        max(objectives.k_min) as k_min,
        min(objectives.k_max) as k_max
    from {{ ref("segmentation_objectives") }} as objectives
    inner join cycle
        on {{ valid_in_year("objectives", "cycle.fiscal_year") }}
),

final as (
    select
        ledger.fiscal_year,
        ledger.attempt,
        ledger.approach,
        ledger.alpha,
        ledger.attempts_allowed,
        ledger.needs_fingerprint,
        objectives.k_min,
        objectives.k_max,
        ledger.attempt = max(ledger.attempt) over () as is_current
    from ledger
    inner join cycle
        on ledger.fiscal_year = cycle.fiscal_year
    cross join objectives
    where ledger.event = 'attempt_started'
    qualify row_number() over (partition by ledger.attempt order by ledger.at desc) = 1
)

select * from final
