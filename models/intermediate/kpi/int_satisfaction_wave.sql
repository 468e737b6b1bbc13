-- One row: the satisfaction survey of the fiscal year, which is the latest one that closed in it. Without such a survey
-- the wave is null and the last one closed before the year is named, so that a page can say so.
with

cycle as (
    select * from {{ ref("int_cycle") }}
),

waves as (
    select
        wave,
        cast(min(submitted_at) as date) as opened_on,
        cast(max(submitted_at) as date) as closed_on
    from {{ ref("stg_survey_responses") }}
    where submitted_at is not null
    group by wave
),

closed_in_year as (
    select
        cycle.fiscal_year,
        waves.wave,
        waves.opened_on,
        waves.closed_on
    from waves
    inner join cycle
        on waves.closed_on between cycle.starts_on and cycle.ends_on
    qualify row_number() over (order by waves.closed_on desc, waves.wave desc) = 1
),

closed_before as (
    select max(waves.closed_on) as closed_on
    from waves
    inner join cycle
        on waves.closed_on < cycle.starts_on
),

final as (
    select
        cycle.fiscal_year,
        closed_in_year.wave,
        closed_in_year.opened_on,
        closed_in_year.closed_on,
        closed_before.closed_on as previous_closed_on
    from cycle
    cross join closed_before
    left join closed_in_year
        on cycle.fiscal_year = closed_in_year.fiscal_year
)

select * from final
