-- One row per declared feed and unit: what of it has come, when, for which latest period, and how full its fields are
-- there. A feed that never came has its row too.
with

fields as (
    select
        *,
        coalesce(period, '') = coalesce(max(period) over (partition by feed, sender), '') as is_latest_period
    from {{ ref("feed_completeness") }}
),

latest as (
    select
        feed,
        sender,
        max(feed_th) as feed_th,
        max(feed_en) as feed_en,
        max(period) as period,
        bool_or(is_needed) as is_needed,
        bool_and(status <> 'not_received') as is_received,
        max(rows_current) as rows_current,
        avg(share_filled) as share_filled,
        cast(max(newest_arrival) as date) as received_on,
        string_agg(
            field_th || ' ' || {{ printed_share("share_filled") }}, ', ' order by share_filled asc, field_number asc
        ) filter (
            -- a field without a Thai header is no column that a unit fills in
            where share_filled < {{ threshold("field_nearly_full") }} and field_th <> field
        ) as gaps_th,
        string_agg(
            field_en || ' ' || {{ printed_share("share_filled") }}, ', ' order by share_filled asc, field_number asc
        ) filter (
            where share_filled < {{ threshold("field_nearly_full") }} and field_th <> field
        ) as gaps_en
    from fields
    where is_latest_period
    group by feed, sender
),

final as (
    select
        feed,
        feed_th,
        feed_en,
        sender,
        sender as sender_th,
        {{ unit_name("sender") }} as sender_en,
        is_needed,
        is_received,
        period,
        rows_current,
        share_filled,
        received_on,
        gaps_th,
        gaps_en,
        case
            when not is_received and is_needed then 'ยังไม่ได้รับ (จำเป็น)'
            when not is_received then 'ยังไม่ได้รับ (ทำต่อได้)'
            when gaps_th is not null then 'ได้รับแล้ว มีบางคอลัมน์ไม่เต็ม'
            else 'ได้รับครบ'
        end as status_th,
        case
            when not is_received and is_needed then 'Not received (needed)'
            when not is_received then 'Not received (not needed to go on)'
            when gaps_th is not null then 'Received, with gaps'
            else 'Received in full'
        end as status_en,
        {{ printed_period("period") }} as period_th,
        {{ printed_period("period", "en") }} as period_en,
        case when is_received then {{ printed_share("share_filled", 1) }} end as share_filled_text,
        {{ printed_date("received_on") }} as received_th,
        {{ printed_date("received_on", "en") }} as received_en
    from latest
)

select * from final
