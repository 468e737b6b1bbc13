-- One row per aspect: indicator K4 over all customers, in the common form of the scoreboard, with the number of
-- segments that reach the level, because an average can hide a segment.
with

wave as (
    select * from {{ ref("int_satisfaction_wave") }}
),

satisfaction as (
    select * from {{ ref("satisfaction_by_segment") }}
),

fewest as (
    select cast(cast({{ threshold("k4_min_n") }} as integer) as varchar) as customers
),

segments_judged as (
    select
        aspect,
        max(target_level) as target_level,
        max(target_level_en) as target_level_en,
        count(case when status in ('reached', 'not_reached') then 1 end) as judged,
        count(case when status = 'reached' then 1 end) as reached
    from satisfaction
    where segment_key <> 'all'
    group by aspect
),

segments_in_words as (
    select
        aspect,
        case
            when judged = 0 then 'ข้อมูลไม่พอสำหรับตัดสินรายกลุ่ม'
            else 'ถึงระดับ' || target_level || 'ใน ' || reached || ' จาก ' || judged || ' กลุ่มที่มีข้อมูลพอ'
        end as segments_th,
        case
            when judged = 0 then 'no segment has enough data of its own'
            else
                'the level ' || target_level_en || ' is reached in '
                || reached || ' of ' || judged || ' segments with enough data'
        end as segments_en
    from segments_judged
),

overall as (
    select *
    from satisfaction
    where segment_key = 'all'
),

final as (
    select
        wave.fiscal_year,
        'K4' as kpi,
        aspects.aspect,
        overall.mean_score as actual_figure,
        cast(overall.n_customers as bigint) as n,
        coalesce(overall.target_score, target_class.lower_bound) as target_figure,
        case
            when overall.status in ('reached', 'not_reached', 'not_enough_data') then overall.status
            else 'not_yet_measured'
        end as status,
        case
            when wave.wave is null then 'ยังไม่มีแบบสำรวจที่ปิดรับคำตอบในปีงบประมาณนี้'
            when overall.status is null then 'ยังไม่มีกลุ่มลูกค้าที่ผ่านการทดสอบในปีนี้'
            when overall.status = 'not_comparable' then 'แบบสำรวจใช้มาตรวัดอื่น จึงเทียบกับเกณฑ์ไม่ได้'
            when overall.status = 'not_enough_data'
                then 'มีลูกค้าตอบน้อยกว่า ' || fewest.customers || ' ราย'
            else
                'ค่าเฉลี่ย ' || overall.mean_score
                || coalesce(' [95% ' || overall.interval_lower || '–' || overall.interval_upper || ']', '')
                || ' อยู่ในระดับ' || overall.level_th
                || case
                    when overall.is_uncertain then ' แต่ยังไม่แน่นอนเพราะช่วงความเชื่อมั่นคร่อมเกณฑ์' else ''
                end
                || ' ' || segments_in_words.segments_th
        end as why_th,
        case
            when wave.wave is null then 'No survey closed in this fiscal year yet'
            when overall.status is null then 'No segments passed the test of this year yet'
            when overall.status = 'not_comparable' then 'The survey used another scale and can not be compared'
            when overall.status = 'not_enough_data'
                then 'Answers from fewer than ' || fewest.customers || ' customers'
            else
                'Mean ' || overall.mean_score
                || coalesce(' [95% ' || overall.interval_lower || '–' || overall.interval_upper || ']', '')
                || ', class ' || overall.level_en
                || case when overall.is_uncertain then ', uncertain: the interval holds the target' else '' end
                || '; ' || segments_in_words.segments_en
        end as why_en,
        coalesce('แบบสำรวจปี ' || wave.wave, 'ปีงบประมาณ ' || wave.fiscal_year) as period_th,
        coalesce('Survey of ' || (wave.wave - 543), 'Fiscal year ' || (wave.fiscal_year - 543)) as period_en,
        coalesce(wave.closed_on, wave.previous_closed_on) as as_of
    from wave
    cross join fewest
    cross join {{ ref("aspects") }} as aspects
    left join {{ ref("satisfaction_classes") }} as target_class
        on
            target_class.is_target
            and {{ valid_in_year("target_class", "wave.fiscal_year") }}
    left join overall
        on aspects.aspect = overall.aspect
    left join segments_in_words
        on aspects.aspect = segments_in_words.aspect
)

select * from final
