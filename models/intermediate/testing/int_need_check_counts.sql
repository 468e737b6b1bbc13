-- One row per attempt: how many of the tested needs differ within estates and when each customer's level is taken off,
-- by the rule by which the test itself calls a need different.
with

judged as (
    select
        checks.attempt,
        checks.question,
        coalesce(
            checks.p_holm < attempts.alpha
            and checks.omega_squared >= {{ threshold("gate_omega_squared_min") }},
            false
        ) as differs
    from {{ ref("int_need_checks") }} as checks
    inner join {{ ref("int_attempts") }} as attempts
        on checks.attempt = attempts.attempt
),

final as (
    select
        attempt,
        count(case when question = 'within_places' then 1 end) as needs,
        count(case when question = 'within_places' and differs then 1 end) as differing_within_places,
        count(case when question = 'centred' and differs then 1 end) as differing_centred
    from judged
    group by attempt
)

select * from final
