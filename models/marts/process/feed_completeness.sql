-- One row per declared feed, sender, period and field: did it come, when, how many rows count and how full they are.
-- A feed that never came has one row per field that says so.
with

declared_fields as (
    select * from {{ ref("stg_declared_fields") }}
),

counts as (
    select * from {{ ref("int_field_counts") }}
),

final as (
    select
        declared_fields.feed,
        declared_fields.feed_th,
        declared_fields.feed_en,
        counts.period,
        declared_fields.field_number,
        declared_fields.field,
        declared_fields.field_th,
        declared_fields.field_en,
        declared_fields.is_needed,
        declared_fields.is_required,
        counts.newest_arrival,
        coalesce(counts.sender, declared_fields.declared_sender) as sender,
        case
            when counts.feed is null then 'not_received'
            when counts.filled = 0 then 'empty'
            when counts.filled < counts.row_count then 'partly_filled'
            else 'complete'
        end as status,
        case
            when counts.feed is null then 'ยังไม่ได้รับ'
            when counts.filled = 0 then 'ได้รับแต่ไม่มีค่า'
            when counts.filled < counts.row_count then 'มีค่าบางแถว'
            else 'ครบ'
        end as status_th,
        coalesce(counts.row_count, 0) as rows_current,
        counts.filled / nullif(cast(counts.row_count as double), 0) as share_filled
    from declared_fields
    left join counts
        on
            declared_fields.feed = counts.feed
            and declared_fields.field = counts.field
)

select * from final
