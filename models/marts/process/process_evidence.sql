-- One row per step of the manual in the fiscal year: who owns it, when it was due, when and with which data and tool it
-- was done, what came out and who decided (A2). A step that nobody has done yet has its row too.
with

cycle as (
    select * from {{ ref("int_cycle") }}
),

planned as (
    select
        cycle.fiscal_year,
        cycle.as_of,
        process_steps.step,
        process_steps.step_number,
        process_steps.name_th,
        process_steps.name_en,
        process_steps.owner,
        process_steps.verifier,
        process_steps.quality_th,
        process_steps.quality_en,
        process_steps.left_to_do_th,
        process_steps.left_to_do_en,
        calendar.is_confirmed as calendar_is_confirmed,
        {{ date_after("cycle.starts_on", "calendar.start_month_offset", "calendar.start_day_offset") }}
            as planned_start,
        {{ date_after("cycle.starts_on", "calendar.due_month_offset", "calendar.due_day_offset") }} as due
    from cycle
    cross join {{ ref("process_steps") }} as process_steps
    inner join {{ ref("process_calendar") }} as calendar
        on process_steps.step = calendar.step
),

events as (
    select * from {{ ref("int_step_events") }}
),

decisions as (
    select * from {{ ref("int_step_decisions") }}
),

done as (
    select
        planned.*,
        events.run,
        events.started,
        events.finished,
        events.first_finished,
        events.seconds,
        events.note,
        events.inputs,
        events.tool,
        events.tool_version,
        events.output,
        events.output_th,
        events.output_en,
        case
            when events.status = 'done' and planned.left_to_do_en is not null then 'partly'
            else coalesce(events.status, 'not_done')
        end as status,
        -- a step that was never done is as late as the latest day the data speak of
        coalesce(cast(events.first_finished as date), planned.as_of) - planned.due as days_after_due
    from planned
    left join events
        on planned.step = events.step
),

final as (
    select
        done.fiscal_year,
        done.step,
        cast(done.step_number as integer) as step_number,
        done.name_th,
        done.name_en,
        done.owner,
        done.verifier,
        done.quality_th,
        done.quality_en,
        done.left_to_do_th,
        done.left_to_do_en,
        done.planned_start,
        done.due,
        done.calendar_is_confirmed,
        done.run,
        done.started,
        done.finished,
        done.first_finished,
        done.seconds,
        cast(case when done.days_after_due < 0 then 0 else done.days_after_due end as integer) as days_late,
        done.status,
        statuses.name_th as status_th,
        statuses.name_en as status_en,
        done.note,
        done.inputs,
        done.tool,
        done.tool_version,
        done.output,
        done.output_th,
        done.output_en,
        decisions.outcome as decision,
        decisions.outcome_th as decision_th,
        decisions.outcome_en as decision_en,
        decisions.unit as decided_by,
        decisions.person as decided_by_person,
        decisions.position as decided_by_position,
        decisions.decided_on,
        decisions.reason as decision_reason,
        decisions.is_in_advance as decision_is_in_advance,
        decisions.unit = done.verifier as signed_by_verifier
    from done
    left join decisions
        on done.step = decisions.step
    left join {{ ref("statuses") }} as statuses
        on done.status = statuses.status
)

select * from final
