-- One row per step of the manual that the year's latest run has booked: how it stands there, and when the step was
-- first done in any run of the year. Times are Thai time.
with

cycle as (
    select * from {{ ref("int_cycle") }}
),

events as (
    select
        steps.run,
        steps.step,
        steps.status,
        {{ thai_time('steps."at"') }} as booked_at,
        {{ thai_time("steps.started") }} as started,
        {{ thai_time("steps.finished") }} as finished,
        steps.seconds,
        cast(steps.inputs as varchar) as inputs,
        nullif(steps.tool, '') as tool,
        nullif(steps.tool_version, '') as tool_version,
        nullif(steps.output, '') as output,
        steps.output_th,
        steps.output_en,
        nullif(steps.note, '') as note
    from {{ source("ledger", "steps") }} as steps
    inner join cycle
        on steps.fiscal_year = cycle.fiscal_year
),

latest_run as (
    select run
    from events
    qualify row_number() over (order by booked_at desc, run desc) = 1
),

first_done as (
    select
        step,
        min(finished) as first_finished
    from events
    where status = 'done'
    group by step
),

latest_event as (
    select events.*
    from events
    inner join latest_run
        on events.run = latest_run.run
    qualify row_number() over (
        partition by events.step
        order by events.booked_at desc, case when events.status = 'started' then 1 else 0 end
    ) = 1
),

final as (
    select
        latest_event.run,
        latest_event.step,
        latest_event.status,
        latest_event.started,
        latest_event.finished,
        first_done.first_finished,
        latest_event.seconds,
        latest_event.inputs,
        latest_event.tool,
        latest_event.tool_version,
        latest_event.output,
        latest_event.output_th,
        latest_event.output_en,
        latest_event.note
    from latest_event
    left join first_done
        on latest_event.step = first_done.step
)

select * from final
