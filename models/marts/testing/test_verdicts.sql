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
        verdicts.passed,
        case
            when verdicts.k is null
                then
                    'ครั้งที่ '
                    || verdicts.attempt
                    || ': ไม่พบการจัดกลุ่มที่คงตัวและมีขนาดเพียงพอ จึงยังไม่ได้ทดสอบความต้องการ'
            when verdicts.needs_testable = 0
                then 'ครั้งที่ ' || verdicts.attempt || ': ข้อมูลความต้องการไม่พอสำหรับการทดสอบ'
            when verdicts.passed
                then
                    'ครั้งที่ '
                    || verdicts.attempt
                    || ': ผ่าน ลูกค้า '
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
            when verdicts.passed
                then
                    'Attempt ' || verdicts.attempt || ': passed. The ' || verdicts.k || ' segments differ in '
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
