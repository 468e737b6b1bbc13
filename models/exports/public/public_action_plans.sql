-- One row per action plan and segment of the year, as it may be published: no person, no details or obstacles as
-- written, and no segment or objective that is not the organisation's own.
with

plans as (
    select * from {{ ref("action_plans_by_segment") }}
),

final as (
    select
        fiscal_year,
        plan_number,
        status = 'counts' as counts,
        segment_key,
        aspect,
        plan_th,
        plan_en,
        unit as unit_th,
        {{ unit_name("unit") }} as unit_en,
        coalesce(objective_th, 'ไม่พบวัตถุประสงค์') as objective_th,
        coalesce(objective_en, 'No objective found') as objective_en,
        case when serves_every_segment then 'ทุกกลุ่ม' else coalesce(segment_th, 'ไม่พบกลุ่ม') end as segment_th,
        case when serves_every_segment then 'All segments' else coalesce(segment_en, 'No segment found') end
            as segment_en,
        coalesce(serves_th, 'ไม่ระบุความต้องการ') as serves_th,
        coalesce(serves_en, 'No need named') as serves_en,
        serves_something,
        serves_every_segment,
        coalesce(indicator_th || ': ' || coalesce(target_th, 'ไม่ได้กำหนดเป้าหมาย'), 'ไม่ระบุตัวชี้วัด') as measure_th,
        coalesce(indicator_en || ': ' || coalesce(target_en, 'no target set'), 'No indicator named') as measure_en,
        coalesce({{ printed_date("starts_on") }} || ' – ' || {{ printed_date("ends_on") }}, 'ไม่ระบุ') as period_th,
        coalesce({{ printed_date("starts_on", "en") }} || ' – ' || {{ printed_date("ends_on", "en") }}, 'Not stated')
            as period_en,
        budget_baht,
        coalesce({{ printed_number("budget_baht") }}, 'ไม่ระบุ') as budget_th,
        coalesce({{ printed_number("budget_baht") }}, 'Not stated') as budget_en,
        coalesce(plan_status_th, 'ไม่ระบุสถานะ')
        || coalesce(' (' || {{ printed_number("progress_percent") }} || '%)', '') as progress_th,
        coalesce(plan_status_en, 'Status not stated')
        || coalesce(' (' || {{ printed_number("progress_percent") }} || '%)', '') as progress_en,
        status_th,
        status_en
    from plans
)

select * from final
