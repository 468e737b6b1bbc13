-- One row per attempt of the year: the verdict of the test in one sentence, passed or not.
with

final as (
    select
        fiscal_year,
        attempt,
        attempts_allowed,
        approach_th,
        alpha,
        is_current,
        k,
        needs,
        needs_testable,
        needs_differing,
        share_differing,
        largest_effect_th,
        stability_th,
        tendency_th,
        light,
        reasons_th,
        next_step_th,
        passed,
        sentence_th,
        'แตกต่างกัน ' || needs_differing || ' จาก ' || needs_testable || ' ข้อที่ทดสอบได้' as count_th,
        'เทียบเฉพาะลูกค้าในนิคมเดียวกัน ' || needs_differing_within_places
        || ' ข้อ · เมื่อหักระดับการให้คะแนนของแต่ละราย ' || needs_differing_centred || ' ข้อ' as checks_th,
        case light when 'pass' then 'ผ่าน' when 'weak' then 'ผ่านอย่างมีเงื่อนไข' else 'ไม่ผ่าน' end as light_th
    from {{ ref("test_verdicts") }}
)

select * from final
