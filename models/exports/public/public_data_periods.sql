-- One row per feed that the segmentation reads: the period it used, and whether that was closed at the cut-off.
with

periods as (
    select * from {{ ref("int_feed_periods") }}
),

feeds as (
    {{ declared_feeds() }}
),

final as (
    select
        periods.feed,
        periods.label_th as period_th,
        periods.closed_at_cut_off,
        coalesce(feeds.title_th, periods.feed) as feed_th,
        case when periods.closed_at_cut_off then 'ครบก่อนวันตัดข้อมูล' else 'หลังวันตัดข้อมูล' end as closed_th
    from periods
    left join feeds
        on periods.feed = feeds.feed
)

select * from final
