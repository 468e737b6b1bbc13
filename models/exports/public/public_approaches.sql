-- One row per declared approach to segmentation: what it does, which attempt takes it, and what came of it this year.
with

approaches as (
    select * from {{ ref("approaches") }}
),

attempts as (
    select
        approach,
        max(attempt) as attempt,
        max_by(light, attempt) as light,
        bool_or(is_current) as is_current
    from {{ ref("test_verdicts") }}
    group by approach
),

final as (
    select
        approaches.approach,
        cast(approaches.attempt_order as integer) as attempt_order,
        approaches.label_th,
        approaches.label_en,
        approaches.tool_th,
        approaches.tool_en,
        approaches.trend_reason_th,
        approaches.trend_reason_en,
        case
            when attempts.is_current then 'ใช้ผลของปีนี้ (ครั้งที่ ' || attempts.attempt || ')'
            when attempts.approach is not null then 'ลองแล้ว ไม่ใช้ (ครั้งที่ ' || attempts.attempt || ')'
            when approaches.is_active then 'ไม่ต้องลอง เพราะมีวิธีที่ผ่านก่อนแล้ว'
            else 'ใช้เมื่อมีมติเท่านั้น'
        end as use_th,
        case
            when attempts.is_current then 'Used this year (attempt ' || attempts.attempt || ')'
            when attempts.approach is not null then 'Tried and not used (attempt ' || attempts.attempt || ')'
            when approaches.is_active then 'Not needed: an earlier one passed'
            else 'By decision only'
        end as use_en
    from approaches
    left join attempts
        on approaches.approach = attempts.approach
)

select * from final
