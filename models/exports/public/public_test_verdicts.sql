-- One row per attempt of the year: the verdict of the test in one sentence, passed or not.
with

final as (
    select
        fiscal_year,
        attempt,
        attempts_allowed,
        approach_th,
        approach_en,
        alpha,
        is_current,
        k,
        needs,
        needs_testable,
        needs_differing,
        share_differing,
        largest_effect_th,
        largest_effect_en,
        stability_th,
        stability_en,
        tendency_th,
        tendency_en,
        light,
        reasons_th,
        reasons_en,
        next_step_th,
        next_step_en,
        passed,
        sentence_th,
        sentence_en,
        'แตกต่างกัน ' || needs_differing || ' จาก ' || needs_testable || ' ข้อที่ทดสอบได้' as count_th,
        needs_differing || ' of the ' || needs_testable || ' needs that could be tested differ' as count_en,
        'เทียบเฉพาะลูกค้าในนิคมเดียวกัน ' || needs_differing_within_places
        || ' ข้อ · เมื่อหักระดับการให้คะแนนของแต่ละราย ' || needs_differing_centred || ' ข้อ' as checks_th,
        needs_differing_within_places || ' differ among customers of one estate · ' || needs_differing_centred
        || ' when each customer’s own level of scoring is taken off' as checks_en,
        case light when 'pass' then 'ผ่าน' when 'weak' then 'ผ่านอย่างมีเงื่อนไข' else 'ไม่ผ่าน' end as light_th,
        case light when 'pass' then 'Passed' when 'weak' then 'Passed with reservations' else 'Not passed' end as light_en
    from {{ ref("test_verdicts") }}
)

select * from final
