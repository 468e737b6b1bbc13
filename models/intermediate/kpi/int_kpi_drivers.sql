-- One row: indicator K2, in the common form of the scoreboard. Its target is that the drivers of satisfaction are known
-- for every segment; a segment with few answers has those of all customers and counts as known, which is said.
with

cycle as (
    select * from {{ ref("int_cycle") }}
),

wave as (
    select * from {{ ref("int_satisfaction_wave") }}
),

by_segment as (
    select
        segment_key,
        bool_or(share is not null) as is_known,
        bool_or(status = 'own') as is_own,
        max(complete_customers) as complete_customers
    from {{ ref("segment_drivers") }}
    group by segment_key
),

segments as (
    select count(distinct segment_key) as segments
    from {{ ref("customer_segments") }}
),

counted as (
    select
        count(case when segment_key <> 'all' and is_known then 1 end) as known,
        count(case when segment_key <> 'all' and is_own then 1 end) as own,
        max(case when segment_key = 'all' then complete_customers end) as complete_customers
    from by_segment
),

final as (
    select
        cycle.fiscal_year,
        wave.closed_on as as_of,
        cast(null as varchar) as aspect,
        cast(counted.complete_customers as bigint) as n,
        'K2' as kpi,
        case when segments.segments > 0 then segments.segments end as target_figure,
        case when wave.wave is not null and segments.segments > 0 then counted.known end as actual_figure,
        case
            when wave.wave is null or segments.segments = 0 then 'not_yet_measured'
            when counted.known = 0 then 'not_enough_data'
            when counted.known >= segments.segments then 'reached'
            else 'not_reached'
        end as status,
        case
            when wave.wave is null then 'ยังไม่มีแบบสำรวจที่ปิดรับคำตอบในปีงบประมาณนี้'
            when segments.segments = 0 then 'ยังไม่มีกลุ่มลูกค้าที่ผ่านการทดสอบในปีนี้'
            when counted.known = 0 then 'ลูกค้าที่ตอบครบทุกเรื่องไม่พอสำหรับวิเคราะห์ปัจจัย'
            else
                'ทราบปัจจัยของ ' || counted.known || ' จาก ' || segments.segments || ' กลุ่ม จากคำตอบของกลุ่มเอง '
                || counted.own || ' กลุ่ม ที่เหลือใช้ผลของลูกค้าทั้งหมด'
        end as why_th,
        case
            when wave.wave is null then 'No survey closed in this fiscal year yet'
            when segments.segments = 0 then 'No segments passed the test of this year yet'
            when counted.known = 0 then 'Too few customers answered everything to analyse drivers'
            else
                'Drivers are known for ' || counted.known || ' of ' || segments.segments || ' segments: for '
                || counted.own || ' from their own answers, for the others from those of all customers'
        end as why_en,
        coalesce('แบบสำรวจปี ' || wave.wave, 'ปีงบประมาณ ' || cycle.fiscal_year) as period_th,
        coalesce('Survey of ' || (wave.wave - 543), 'Fiscal year ' || (cycle.fiscal_year - 543)) as period_en
    from cycle
    cross join segments
    cross join counted
    left join wave
        on cycle.fiscal_year = wave.fiscal_year
)

select * from final
