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
        periods.label_en as period_en,
        periods.closed_at_cut_off,
        coalesce(feeds.title_th, periods.feed) as feed_th,
        coalesce(feeds.title_en, periods.feed) as feed_en,
        case when periods.closed_at_cut_off then 'ครบก่อนวันตัดข้อมูล' else 'หลังวันตัดข้อมูล' end as closed_th,
        case when periods.closed_at_cut_off then 'Closed before the cut-off' else 'After the cut-off' end as closed_en
    from periods
    left join feeds
        on periods.feed = feeds.feed
)

select * from final
