-- One row per attempt of the year: the verdict of the gate S5 in one sentence. It stands beside the gate, not behind
-- it, so that a year that did not pass can be read.
with

verdicts as (
    select * from {{ ref("int_test_verdicts") }}
),

approaches as (
    select * from {{ ref("approaches") }}
),

final as (
    select
        verdicts.fiscal_year,
        verdicts.attempt,
        verdicts.approach,
        approaches.label_th as approach_th,
        approaches.label_en as approach_en,
        verdicts.alpha,
        verdicts.attempts_allowed,
        verdicts.is_current,
        cast(verdicts.k as integer) as k,
        cast(verdicts.needs as integer) as needs,
        cast(verdicts.needs_testable as integer) as needs_testable,
        cast(verdicts.needs_differing as integer) as needs_differing,
        verdicts.share_differing,
        cast(verdicts.needs_differing_within_places as integer) as needs_differing_within_places,
        cast(verdicts.needs_differing_centred as integer) as needs_differing_centred,
        case
            when verdicts.stability = 'not_applicable' then 'ไม่มีค่า เพราะกฎกำหนดไว้ก่อน'
            when verdicts.is_stable then 'คงตัวดี'
            when verdicts.k is not null then 'คงตัวพอใช้'
        end as stability_th,
        case
            when verdicts.stability = 'not_applicable' then 'Not measured: the rule was set beforehand'
            when verdicts.is_stable then 'Stable'
            when verdicts.k is not null then 'Fairly stable'
        end as stability_en,
        verdicts.tendency,
        case verdicts.tendency
            when 'natural' then 'กลุ่มตามธรรมชาติ' when 'constructed' then 'กลุ่มที่กำหนดขึ้น'
        end as tendency_th,
        case verdicts.tendency
            when 'natural' then 'Natural groups' when 'constructed' then 'Constructed groups'
        end as tendency_en,
        verdicts.light,
        verdicts.reasons,
        verdicts.reasons_th,
        verdicts.reasons_en,
        verdicts.to_quote_th,
        verdicts.segments_awaiting,
        verdicts.largest_effect,
        case
            when verdicts.largest_effect >= {{ threshold("effect_large") }} then 'มาก'
            when verdicts.largest_effect >= {{ threshold("effect_medium") }} then 'ปานกลาง'
            when verdicts.largest_effect is not null then 'น้อย'
        end as largest_effect_th,
        case
            when verdicts.largest_effect >= {{ threshold("effect_large") }} then 'Large'
            when verdicts.largest_effect >= {{ threshold("effect_medium") }} then 'Medium'
            when verdicts.largest_effect is not null then 'Small'
        end as largest_effect_en,
        verdicts.passed,
        case
            when verdicts.k is null
                then 'ขยายข้อมูลพื้นฐานหรือเพิ่มแนวทางในปีถัดไป'
            when verdicts.needs_testable = 0
                then 'เก็บแบบสำรวจเพิ่มให้ครบทุกกลุ่ม แล้วทดสอบใหม่'
            when verdicts.light = 'fail'
                then 'กลับไปกำหนดแนวทางใหม่ (ขั้นตอนที่ 3)'
            when verdicts.segments_awaiting is not null
                then
                    'บันทึกมติให้รวมหรือคงกลุ่ม ' || verdicts.segments_awaiting
                    || ' (เรื่อง: "' || verdicts.approach || ' ' || verdicts.k_before_merging || ': '
                    || verdicts.segments_awaiting || '")'
            when verdicts.light = 'weak' and not verdicts.passed
                then 'ให้หน่วยงานที่รับรองผลลงมติขั้นตอนที่ 5 โดยอ้างเหตุผล: ' || verdicts.to_quote_th
            when verdicts.light = 'weak'
                then verdicts.todo_th
            else 'นำผลไปจัดทำฐานข้อมูลกลุ่มลูกค้าและแผนดูแลแต่ละกลุ่ม (ขั้นตอนที่ 6)'
        end as next_step_th,
        case
            when verdicts.k is null
                then 'Widen the basic data or add an approach next year'
            when verdicts.needs_testable = 0
                then 'Collect more answers in every segment and test again'
            when verdicts.light = 'fail'
                then 'Back to setting the approach (step 3)'
            when verdicts.segments_awaiting is not null
                then
                    'Record a decision to merge or keep segment ' || verdicts.segments_awaiting
                    || ' (subject: "' || verdicts.approach || ' ' || verdicts.k_before_merging || ': '
                    || verdicts.segments_awaiting || '")'
            when verdicts.light = 'weak' and not verdicts.passed
                then 'The verifying unit decides on step 5 and quotes the reasons: ' || verdicts.reasons
            when verdicts.light = 'weak'
                then verdicts.todo_en
            else 'Build the profile database of the segments and their care plans (step 6)'
        end as next_step_en,
        case
            when verdicts.k is null
                then
                    'ครั้งที่ '
                    || verdicts.attempt
                    || ': ไม่พบการจัดกลุ่มที่คงตัวและมีขนาดเพียงพอ จึงยังไม่ได้ทดสอบความต้องการ'
            when verdicts.needs_testable = 0
                then 'ครั้งที่ ' || verdicts.attempt || ': ข้อมูลความต้องการไม่พอสำหรับการทดสอบ'
            when verdicts.light in ('pass', 'weak')
                then
                    'ครั้งที่ '
                    || verdicts.attempt
                    || case when verdicts.light = 'weak' then ': ผ่านอย่างมีเงื่อนไข ลูกค้า ' else ': ผ่าน ลูกค้า ' end
                    || verdicts.k
                    || ' กลุ่มมีความต้องการแตกต่างกัน '
                    || verdicts.needs_differing || ' จาก ' || verdicts.needs_testable || ' ข้อที่ทดสอบได้'
            else
                'ครั้งที่ '
                || verdicts.attempt
                || ': ไม่ผ่าน ลูกค้า '
                || verdicts.k
                || ' กลุ่มมีความต้องการแตกต่างกันเพียง '
                || verdicts.needs_differing || ' จาก ' || verdicts.needs_testable
                || ' ข้อที่ทดสอบได้ ให้กลับไปกำหนดแนวทางใหม่ (ขั้นตอนที่ 3)'
        end as sentence_th,
        case
            when verdicts.k is null
                then
                    'Attempt '
                    || verdicts.attempt
                    || ': no segmentation was stable and large enough, so needs were not tested'
            when verdicts.needs_testable = 0
                then 'Attempt ' || verdicts.attempt || ': not enough answers on needs to test them'
            when verdicts.light in ('pass', 'weak')
                then
                    'Attempt ' || verdicts.attempt
                    || case when verdicts.light = 'weak' then ': weak. The ' else ': passed. The ' end
                    || verdicts.k || ' segments differ in '
                    || verdicts.needs_differing || ' of the ' || verdicts.needs_testable || ' needs that can be tested'
            else
                'Attempt ' || verdicts.attempt || ': not passed. The ' || verdicts.k || ' segments differ in only '
                || verdicts.needs_differing || ' of the ' || verdicts.needs_testable
                || ' needs that can be tested; back to setting the approach (step 3)'
        end as sentence_en
    from verdicts
    left join approaches
        on verdicts.approach = approaches.approach
)

select * from final
order by attempt
