-- One row per variable that segments could be made from: its role, the reason for or against it from the survey before
-- the tested one, and the decision of S1. Figures over all who answered, none of a segment.
with

candidates as (
    select
        *,
        coalesce(item_wording_en, item_wording) as wording_en,
        {{ printed_number("strongest", 3) }} as strongest_text
    from {{ ref("basis_candidates") }}
),

final as (
    select
        candidates.variable,
        candidates.label_th,
        candidates.label_en,
        candidates.status,
        candidates.strongest,
        case candidates.role when 'basis' then 'ใช้จัดกลุ่ม' else 'ใช้อธิบายกลุ่ม' end as role_th,
        case candidates.role when 'basis' then 'Makes the segments' else 'Describes them' end as role_en,
        case candidates.block
            when 'basic' then 'ปัจจัยพื้นฐาน'
            when 'behaviour' then 'พฤติกรรมการใช้บริการ'
            when 'trend' then 'แนวโน้ม'
            else 'คำอธิบาย'
        end as block_th,
        case candidates.block
            when 'basic' then 'Basic factors'
            when 'behaviour' then 'Use of services'
            when 'trend' then 'Trend'
            else 'Description'
        end as block_en,
        case candidates.status
            when 'no_earlier_wave' then 'ข้อมูลไม่พอ: ปีแรกยังไม่มีแบบสำรวจก่อนหน้า'
            when 'not_enough_data' then 'ข้อมูลไม่พอ: มีค่าหรือคำตอบของลูกค้าน้อยเกินไป'
            else
                'สัมพันธ์กับ ' || candidates.items_related || ' จาก ' || candidates.items || ' ข้อ มากที่สุดกับ “'
                || candidates.item_wording || '” (ε² ' || candidates.strongest_text || ')'
        end as reason_th,
        case candidates.status
            when 'no_earlier_wave' then 'Not enough data: a first year has no earlier survey'
            when 'not_enough_data' then 'Not enough data: too few customers with a value and an answer'
            else
                'Goes with ' || candidates.items_related || ' of ' || candidates.items || ' items, most closely with “'
                || candidates.wording_en || '” (ε² ' || candidates.strongest_text || ')'
        end as reason_en,
        coalesce({{ printed_number("candidates.overall_strength", 3) }}, 'ข้อมูลไม่พอ') as overall_th,
        coalesce({{ printed_number("candidates.overall_strength", 3) }}, 'not enough data') as overall_en,
        coalesce({{ printed_number("candidates.n_customers") }}, '–') as customers_text,
        coalesce(candidates.decision_th, 'ไม่มีบันทึกการพิจารณา') as decision_th,
        coalesce(candidates.decision_en, 'No decision recorded') as decision_en
    from candidates
)

select * from final
