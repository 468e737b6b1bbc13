-- One row per attempt of the year: the verdict of the test in one sentence, passed or not.
with

verdicts as (
    select * from {{ ref("test_verdicts") }}
),

largest as (
    select
        tests.attempt,
        tests.omega_squared,
        tests.item_wording as need_th,
        coalesce(items.item_wording_en, tests.item_wording) as need_en
    from {{ ref("segment_tests") }} as tests
    left join {{ ref("int_survey_items") }} as items
        on
            tests.wave = items.wave
            and tests.item_id = items.item_id
    where tests.differs
    qualify row_number() over (partition by tests.attempt order by tests.omega_squared desc, tests.item_id asc) = 1
),

final as (
    select
        verdicts.fiscal_year,
        verdicts.attempt,
        verdicts.attempts_allowed,
        verdicts.approach_th,
        verdicts.approach_en,
        verdicts.alpha,
        verdicts.is_current,
        verdicts.k,
        verdicts.needs,
        verdicts.needs_testable,
        verdicts.needs_differing,
        verdicts.share_differing,
        largest.need_th as largest_need_th,
        largest.need_en as largest_need_en,
        verdicts.stability_th,
        verdicts.stability_en,
        verdicts.tendency_th,
        verdicts.tendency_en,
        verdicts.light,
        verdicts.reasons_th,
        verdicts.reasons_en,
        verdicts.next_step_th,
        verdicts.next_step_en,
        verdicts.passed,
        verdicts.sentence_th,
        verdicts.sentence_en,
        'แตกต่างกัน ' || verdicts.needs_differing || ' จาก ' || verdicts.needs_testable || ' ข้อที่ทดสอบได้'
            as count_th,
        verdicts.needs_differing || ' of the ' || verdicts.needs_testable || ' needs that could be tested differ'
            as count_en,
        'เทียบเฉพาะลูกค้าในนิคมเดียวกัน ' || verdicts.needs_differing_within_places
        || ' ข้อ · เมื่อหักระดับการให้คะแนนของแต่ละราย ' || verdicts.needs_differing_centred || ' ข้อ' as checks_th,
        verdicts.needs_differing_within_places || ' differ among customers of one estate · '
        || verdicts.needs_differing_centred || ' when each customer’s own level of scoring is taken off' as checks_en,
        case verdicts.light when 'pass' then 'ผ่าน' when 'weak' then 'ผ่านอย่างมีเงื่อนไข' else 'ไม่ผ่าน' end
            as light_th,
        case verdicts.light when 'pass' then 'Passed' when 'weak' then 'Passed with reservations' else 'Not passed' end
            as light_en,
        'ขนาด' || verdicts.largest_effect_th || ' (ω² = ' || {{ printed_number("largest.omega_squared", 3) }} || ')'
        || case when verdicts.needs_differing > 1 then ' ข้ออื่นที่แตกต่างมีขนาดไม่เกินนี้' else '' end
            as largest_effect_th,
        verdicts.largest_effect_en || ' (ω² = ' || {{ printed_number("largest.omega_squared", 3) }} || ')'
        || case when verdicts.needs_differing > 1 then '; the other needs that differ do so by no more' else '' end
            as largest_effect_en,
        'ระดับนัยสำคัญของปี ' || {{ printed_share("verdicts.alpha * verdicts.attempts_allowed") }} || ' ÷ '
        || verdicts.attempts_allowed || ' ครั้งที่ทดสอบได้ = ' || {{ printed_share("verdicts.alpha", 2) }}
            as alpha_words_th,
        {{ printed_share("verdicts.alpha * verdicts.attempts_allowed") }} || ' for the year ÷ '
        || verdicts.attempts_allowed || ' attempts allowed = ' || {{ printed_share("verdicts.alpha", 2) }}
            as alpha_words_en
    from verdicts
    left join largest
        on verdicts.attempt = largest.attempt
)

select * from final
