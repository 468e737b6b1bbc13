-- One row: what S1 decided about last year's segmentation (keep, adjust or redo), who, when and why. Without a decision
-- on record the row says so. The reason is the sender's sentence, of a column declared to be published.
with

evidence as (
    select *
    from {{ ref("process_evidence") }}
    where step = 'S1'
),

final as (
    select
        fiscal_year,
        decision is not null as is_decided,
        coalesce(decision_th, 'ไม่มีบันทึกการพิจารณา') as decision_th,
        coalesce(decision_en, 'No decision recorded') as decision_en,
        coalesce(decided_by, '–') as decided_by_th,
        coalesce({{ unit_name("decided_by") }}, '–') as decided_by_en,
        coalesce({{ printed_date("decided_on") }}, '–') as decided_on_th,
        coalesce({{ printed_date("decided_on", "en") }}, '–') as decided_on_en,
        coalesce({{ published_text("decisions", "reason", "decision_reason") }}, 'ไม่ได้ระบุเหตุผล') as reason_th,
        coalesce({{ published_text("decisions", "reason", "decision_reason") }}, 'no reason given') as reason_en
    from evidence
)

select * from final
