-- One row per quarter of the cycle's year and indicator (K4: per aspect): target, result and verdict as of the quarter.
-- K3 has a figure of its own for each quarter; K1, K2 and K4 come from the year's survey and are carried forward with
-- the day they were measured, never tested again.
with

cycle as (
    select * from {{ ref("int_cycle") }}
),

quarters as (
    select distinct
        {{ renamed("months.fiscal_quarter", "quarter") }},
        cast(cycle.starts_on + to_months(cast(3 * (months.fiscal_quarter - 1) as integer)) as date) as starts_on,
        cast(cycle.starts_on + to_months(cast(3 * months.fiscal_quarter as integer)) - interval 1 day as date)
            as ends_on,
        cycle.fiscal_year,
        cycle.as_of
    from {{ ref("months") }} as months
    cross join cycle
),

from_survey as (
    select
        quarters.fiscal_year,
        quarters.quarter,
        scoreboard.kpi,
        scoreboard.aspect,
        scoreboard.target,
        scoreboard.actual,
        scoreboard.status,
        scoreboard.as_of,
        scoreboard.n,
        case
            when quarters.starts_on > quarters.as_of then 'not_begun'
            when scoreboard.as_of is null or scoreboard.status = 'not_yet_measured' then 'not_measured'
            when scoreboard.as_of > quarters.ends_on then 'measured_later'
            when scoreboard.as_of >= quarters.starts_on then 'measured_in_quarter'
            else 'carried_forward'
        end as basis
    from quarters
    cross join {{ ref("kpi_scoreboard") }} as scoreboard
    where scoreboard.kpi <> 'K3'
),

from_area as (
    select
        quarters.fiscal_year,
        quarters.quarter,
        'K3' as kpi,
        cast(null as varchar) as aspect,
        {{ renamed("area.target_rai", "target") }},
        area.actual_rai as actual,
        coalesce(area.status, 'not_yet_measured') as status,
        coalesce(area.actual_as_of, area.actual_latest_as_of) as as_of,
        cast(null as bigint) as n,
        case
            when area.actual_rai is not null then 'measured_in_quarter'
            when quarters.starts_on > quarters.as_of then 'not_begun'
            else 'not_measured'
        end as basis
    from quarters
    left join {{ ref("area_against_target") }} as area
        on
            quarters.fiscal_year = area.fiscal_year
            and quarters.quarter = area.quarter
            and area.area = 'all'
            and area.contract_type = 'all'
),

placed as (
    select * from from_survey
    union all
    select * from from_area
),

known as (
    select
        *,
        basis in ('measured_in_quarter', 'carried_forward') as is_known
    from placed
),

final as (
    select
        known.fiscal_year,
        {{ renamed("cast(known.quarter as integer)", "quarter") }},
        known.kpi,
        known.aspect,
        {{ renamed("cast(known.target as decimal(18, 4))", "target") }},
        case when known.is_known then cast(known.actual as decimal(18, 4)) end as actual,
        case when known.is_known or known.kpi = 'K3' then known.status else 'not_yet_measured' end as status,
        known.basis,
        bases.name_th as basis_th,
        bases.name_en as basis_en,
        case when known.is_known then known.as_of end as measured_on,
        case when known.is_known then known.n end as n
    from known
    left join {{ ref("statuses") }} as bases
        on known.basis = bases.status
)

select * from final
