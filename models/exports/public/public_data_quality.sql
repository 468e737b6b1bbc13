-- One row per feed: how many of the rows received were used, and how many were not. File names stay inside.
with

quality as (
    select * from {{ ref("data_quality") }}
),

feeds as (
    {{ declared_feeds() }}
),

counted as (
    select
        feed,
        count(distinct source_file) as files,
        sum(rows_in) as rows_in,
        sum(accepted) as accepted,
        sum(rejected) as rejected,
        sum(set_aside) as set_aside,
        sum(cells_rejected) as cells_rejected,
        sum(warnings) as warnings
    from quality
    group by feed
),

final as (
    select
        cast(counted.files as integer) as files,
        cast(counted.rows_in as bigint) as rows_in,
        cast(counted.accepted as bigint) as accepted,
        cast(counted.rejected as bigint) as rejected,
        cast(counted.set_aside as bigint) as set_aside,
        cast(counted.cells_rejected as bigint) as cells_rejected,
        cast(counted.warnings as bigint) as warnings,
        coalesce(counted.feed, 'none') as feed,
        coalesce(feeds.title_th, counted.feed, 'ไม่ตรงกับแบบข้อมูลใด') as feed_th,
        coalesce(feeds.title_en, counted.feed, 'Matches no declared form') as feed_en,
        coalesce(feeds.sender, '–') as sender,
        coalesce(feeds.sender, '–') as sender_th,
        coalesce({{ unit_name("feeds.sender") }}, '–') as sender_en,
        counted.accepted / nullif(counted.accepted + counted.rejected, 0) as share_accepted
    from counted
    left join feeds
        on counted.feed = feeds.feed
)

select * from final
