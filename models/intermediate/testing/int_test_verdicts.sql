-- One row per attempt of the year: how many needs could be tested, how many differ, and whether the gate opens. An
-- attempt without an eligible candidate tests nothing and does not pass.
with

attempts as (
    select * from {{ ref("int_attempts") }}
),

chosen as (
    select
        attempt,
        k
    from {{ ref("int_segmentation_choice") }}
    where chosen
),

results as (
    select * from {{ ref("int_need_results") }}
),

counted as (
    select
        attempt,
        count(*) as needs,
        count(case when status = 'tested' then 1 end) as needs_testable,
        count(case when differs then 1 end) as needs_differing
    from results
    group by attempt
),

final as (
    select
        attempts.fiscal_year,
        attempts.attempt,
        attempts.approach,
        attempts.alpha,
        attempts.attempts_allowed,
        attempts.is_current,
        chosen.k,
        coalesce(counted.needs, 0) as needs,
        coalesce(counted.needs_testable, 0) as needs_testable,
        coalesce(counted.needs_differing, 0) as needs_differing,
        counted.needs_differing / nullif(counted.needs_testable, 0) as share_differing,
        coalesce(
            counted.needs_differing >= {{ threshold("gate_needs_min") }}
            and counted.needs_differing / nullif(counted.needs_testable, 0) >= {{ threshold("gate_share_min") }},
            false
        ) as passed
    from attempts
    left join chosen
        on attempts.attempt = chosen.attempt
    left join counted
        on attempts.attempt = counted.attempt
)

select * from final
