-- K4 stands there once per aspect, the others once.
with

expected as (
    select
        indicators.kpi,
        case when indicators.kpi = 'K4' then aspects.aspect end as aspect
    from {{ ref("indicators") }} as indicators
    cross join {{ ref("aspects") }} as aspects
    cross join {{ ref("int_cycle") }}
    group by all
),

found as (
    select
        kpi,
        aspect,
        count(*) as times
    from {{ ref("kpi_scoreboard") }}
    group by kpi, aspect
)

select
    expected.kpi,
    expected.aspect,
    found.times
from expected
full outer join found
    on
        expected.kpi = found.kpi
        and coalesce(expected.aspect, '') = coalesce(found.aspect, '')
where expected.kpi is null or coalesce(found.times, 0) <> 1
