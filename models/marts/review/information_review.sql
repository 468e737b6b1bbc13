-- One row per declared feed (S1): the category of the manual it belongs to, what of it has come, when and from whom,
-- and what it is used for. A feed that never came has its row too.
with

feeds as (
    {{ declared_feeds() }}
),

completeness as (
    select
        feed,
        cast(max(newest_arrival) as date) as received_on,
        max(is_needed) as is_needed,
        bool_or(status <> 'not_received') as is_received,
        max(period) as latest_period,
        string_agg(distinct sender, ', ' order by sender) as senders
    from {{ ref("feed_completeness") }}
    group by feed
),

counted as (
    select
        feed,
        sum(row_count) as rows_current
    from (
        select
            feed,
            sender,
            period,
            max(rows_current) as row_count
        from {{ ref("feed_completeness") }}
        group by feed, sender, period
    ) as parts
    group by feed
),

final as (
    select
        feeds.category,
        categories.text_th as category_th,
        categories.text_en as category_en,
        feeds.feed,
        feeds.title_th as feed_th,
        feeds.title_en as feed_en,
        completeness.latest_period,
        completeness.received_on,
        completeness.senders,
        cast(coalesce(counted.rows_current, 0) as bigint) as rows_current,
        coalesce(completeness.is_needed, false) as is_needed,
        coalesce(completeness.is_received, false) as is_received,
        coalesce(uses.used_for_th, 'ยังไม่ระบุการใช้') as used_for_th,
        coalesce(uses.used_for_en, 'Use not stated') as used_for_en,
        case when coalesce(completeness.is_received, false) then 'ได้รับแล้ว' else 'ไม่ได้รับ' end as status_th,
        case when coalesce(completeness.is_received, false) then 'Received' else 'Not received' end as status_en
    from feeds
    left join completeness
        on feeds.feed = completeness.feed
    left join counted
        on feeds.feed = counted.feed
    left join {{ ref("requirements") }} as categories
        on feeds.category = categories.id
    left join {{ ref("feed_uses") }} as uses
        on feeds.feed = uses.feed
)

select * from final
order by category, feed
