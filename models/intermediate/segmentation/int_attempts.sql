-- One row per attempt of the year, as the ledger holds it; the newest is the current one. The numbers of segments to
-- try come from the year's objectives, or from the decision that the attempt carries out.
with

ledger as (
    select * from {{ source("ledger", "attempts") }}
),

cycle as (
    select * from {{ ref("int_cycle") }}
),

objectives as (
    {{ objectives_of_year() }}
),

kept_merges as (
    {{ merges_of_the_kept_rule() }}
),

final as (
    select
        ledger.fiscal_year,
        ledger.attempt,
        ledger.approach,
        ledger.alpha,
        ledger.attempts_allowed,
        ledger.needs_fingerprint,
        coalesce(ledger.k, objectives.k_min) as k_min,
        coalesce(ledger.k, objectives.k_max) as k_max,
        -- a kept rule is kept with the merges it was published with
        case when ledger.approach = 'keep' then coalesce(ledger.merged, kept_merges.merged) else ledger.merged end
            as merged,
        ledger.attempt = max(ledger.attempt) over () as is_current
    from ledger
    inner join cycle
        on ledger.fiscal_year = cycle.fiscal_year
    cross join objectives
    left join kept_merges
        on true
    where ledger.event = 'attempt_started'
    qualify row_number() over (partition by ledger.attempt order by ledger.at desc) = 1
)

select * from final
