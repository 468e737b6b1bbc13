-- One row per feed and reason: how often a row or a cell could not be used as it came. What was found stays inside.
with

rejects as (
    select * from {{ ref("stg_rejects") }}
),

feeds as (
    {{ declared_feeds() }}
),

final as (
    select
        rejects.feed,
        rejects.reason_code,
        rejects.reason_th,
        rejects.reason_en,
        rejects.severity,
        coalesce(feeds.title_th, rejects.feed) as feed_th,
        coalesce(feeds.title_en, rejects.feed) as feed_en,
        case rejects.severity
            when 'row' then 'ไม่รับทั้งแถว'
            when 'cell' then 'ไม่รับเฉพาะช่อง'
            else 'รับไว้และแจ้งเตือน'
        end as severity_th,
        case rejects.severity
            when 'row' then 'Row not used'
            when 'cell' then 'Cell not used'
            else 'Used, with a warning'
        end as severity_en,
        count(*) as found
    from rejects
    left join feeds
        on rejects.feed = feeds.feed
    group by all
)

select * from final
