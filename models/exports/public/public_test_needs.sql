-- One row per need item of the attempt that stands: the F-test table as the manual asks for it, and what the row means
-- in one sentence. Segments in a test have at least 20 customers each, so no cell is small.
with

tests as (
    select * from {{ ref("segment_tests") }}
),

verdicts as (
    select * from {{ ref("test_verdicts") }}
    where is_current
),

items as (
    select * from {{ ref("int_survey_items") }}
),

final as (
    select
        tests.fiscal_year,
        tests.attempt,
        tests.wave,
        tests.item_id,
        cast(row_number() over (
            order by tests.differs desc, tests.omega_squared desc nulls last, tests.item_id asc
        ) as integer) as rank_by_effect,
        tests.item_wording,
        tests.item_wording as item_wording_th,
        coalesce(items.item_wording_en, tests.item_wording) as item_wording_en,
        tests.status,
        tests.n_customers,
        tests.n_segments,
        tests.ss_between,
        tests.df_between,
        tests.ms_between,
        tests.ss_within,
        tests.df_within,
        tests.ms_within,
        tests.f,
        tests.f_p_value,
        tests.levene_p_value,
        tests.kruskal_p_value,
        tests.welch_f,
        tests.welch_df1,
        tests.welch_df2,
        tests.welch_p_value,
        tests.welch_p_holm,
        tests.eta_squared,
        tests.omega_squared,
        tests.effect_lower,
        tests.effect_upper,
        tests.differs,
        tests.classic_and_welch_agree,
        tests.ss_between + tests.ss_within as ss_total,
        tests.df_between + tests.df_within as df_total,
        coalesce(
            'ต้องการกลุ่มละ ' || {{ printed_number("tests.n_per_segment") }} || ' ราย', 'ไม่ทราบจำนวนที่ต้องการ'
        ) as needed_th,
        coalesce(
            {{ printed_number("tests.n_per_segment") }} || ' per segment needed', 'number needed not known'
        ) as needed_en,
        case
            when tests.status = 'not_enough_data' then 'ข้อมูลไม่พอ'
            when tests.status = 'constant' then 'ทุกรายตอบเหมือนกัน'
            when tests.differs then 'แตกต่าง'
            when tests.welch_p_holm < tests.alpha then 'แตกต่างน้อยเกินไป'
            else 'ไม่พบความแตกต่าง'
        end as result_th,
        case
            when tests.status = 'not_enough_data' then 'Not enough data'
            when tests.status = 'constant' then 'All answers alike'
            when tests.differs then 'Differs'
            when tests.welch_p_holm < tests.alpha then 'Differs too little'
            else 'No difference found'
        end as result_en,
        case
            when tests.status = 'not_enough_data' then 'มีผู้ตอบไม่พอสำหรับการทดสอบที่เป็นธรรม จึงไม่ทดสอบ'
            when tests.status = 'constant' then 'ลูกค้าทุกรายตอบเหมือนกัน จึงไม่มีความต่างให้ทดสอบ'
            when tests.differs
                then 'แตกต่างอย่างมีนัยสำคัญ ขนาด' || case
                    when tests.omega_squared >= {{ threshold("effect_large") }} then 'มาก'
                    when tests.omega_squared >= {{ threshold("effect_medium") }} then 'ปานกลาง'
                    else 'น้อย'
                end
            when tests.welch_p_holm < tests.alpha
                then 'แตกต่างอย่างมีนัยสำคัญ แต่ขนาดความต่างน้อยเกินกว่าจะมีความหมายในทางปฏิบัติ'
            else 'ไม่พบความแตกต่างระหว่างกลุ่ม'
        end || case
            when tests.classic_and_welch_agree is false then ' (วิธี F แบบเดิมให้ผลต่างจากวิธีเวลช์ จึงยึดวิธีเวลช์)'
            else ''
        end as sentence_th,
        case
            when tests.status = 'not_enough_data' then 'Too few answers for a fair test, so not tested'
            when tests.status = 'constant' then 'Every customer gave the same answer, so there is nothing to test'
            when tests.differs
                then 'Significant difference, ' || case
                    when tests.omega_squared >= {{ threshold("effect_large") }} then 'large'
                    when tests.omega_squared >= {{ threshold("effect_medium") }} then 'medium'
                    else 'small'
                end || ' in size'
            when tests.welch_p_holm < tests.alpha
                then 'Significant difference, but too small to matter in practice'
            else 'No difference between the segments found'
        end || case
            when tests.classic_and_welch_agree is false then ' (the classic F disagrees; Welch decides)'
            else ''
        end as sentence_en
    from tests
    inner join verdicts
        on tests.attempt = verdicts.attempt
    left join items
        on
            tests.wave = items.wave
            and tests.item_id = items.item_id
)

select * from final
