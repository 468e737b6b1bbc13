-- One row per feed and unit that sent it: how many of the rows received were used, and how many were not. File names
-- stay inside. What all of them come to is told in one sentence that leaves no row out.
with

quality as (
    select * from {{ ref("data_quality") }}
    where status <> 'document'
),

feeds as (
    {{ declared_feeds() }}
),

counted as (
    select
        feed,
        sender,
        count(distinct source_file) as files,
        sum(rows_in) as rows_in,
        sum(accepted) as accepted,
        sum(rejected) as rejected,
        sum(set_aside) as set_aside,
        sum(cells_rejected) as cells_rejected,
        sum(warnings) as warnings,
        count(distinct source_file) filter (where unknown_columns is not null) as files_with_unknown_columns,
        count(distinct source_file) filter (where hints_th is not null) as files_with_hints
    from quality
    group by feed, sender
),

totals as (
    select
        sum(rows_in) as rows_in,
        sum(set_aside) as set_aside,
        sum(accepted + rejected) as read_rows,
        sum(accepted) as accepted
    from counted
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
        cast(counted.files_with_unknown_columns as integer) as files_with_unknown_columns,
        cast(counted.files_with_hints as integer) as files_with_hints,
        coalesce(counted.feed, 'none') as feed,
        coalesce(feeds.title_th, counted.feed, 'ไม่ตรงกับแบบข้อมูลใด') as feed_th,
        coalesce(feeds.title_en, counted.feed, 'Matches no declared form') as feed_en,
        coalesce(counted.sender, '–') as sender,
        coalesce(counted.sender, '–') as sender_th,
        coalesce({{ unit_name("counted.sender") }}, '–') as sender_en,
        counted.accepted / nullif(counted.accepted + counted.rejected, 0) as share_accepted,
        'ได้รับ ' || {{ printed_number("totals.rows_in") }}
        || ' แถว เป็นหัวตาราง ยอดรวม หมายเหตุ และตารางที่ไม่ตรงกับแบบข้อมูลใด '
        || {{ printed_number("totals.set_aside") }} || ' แถวซึ่งแยกไว้ไม่ใช้ และเป็นข้อมูล '
        || {{ printed_number("totals.read_rows") }} || ' แถว ใช้ได้ '
        || {{ printed_number("totals.accepted") }} || ' แถว'
        -- rounded down: not all is not 100 %
        || coalesce(
            ' (' || {{ printed_number("floor(10000 * totals.accepted / nullif(totals.read_rows, 0)) / 100", 2) }}
            || '% ของแถวที่เป็นข้อมูล)',
            ''
        ) as all_feeds_th,
        'Of ' || {{ printed_number("totals.rows_in") }} || ' rows received, '
        || {{ printed_number("totals.set_aside") }}
        || ' are headings, totals, remarks and tables that match no form, set aside, and '
        || {{ printed_number("totals.read_rows") }} || ' are data; '
        || {{ printed_number("totals.accepted") }} || ' could be used'
        || coalesce(
            ' (' || {{ printed_number("floor(10000 * totals.accepted / nullif(totals.read_rows, 0)) / 100", 2) }}
            || '% of the rows of data)',
            ''
        )
        || '.' as all_feeds_en
    from counted
    cross join totals
    left join feeds
        on counted.feed = feeds.feed
)

select * from final
