-- For the intranet only: one row per table of a file and thing that was noticed in it though it was taken in. Headers
-- and names of files are as typed, so the public edition counts them alone; an e-mail address in them is left out.
with

notes as (
    select * from {{ ref("stg_file_notes") }}
    where not is_replaced
),

feeds as (
    {{ declared_feeds() }}
),

final as (
    select
        {{ without_addresses("notes.source_file") }} as source_file,
        coalesce({{ without_addresses("nullif(notes.source_sheet, '')") }}, '–') as source_sheet,
        coalesce(notes.sender, '–') as sender_th,
        coalesce({{ unit_name("notes.sender") }}, '–') as sender_en,
        coalesce(feeds.title_th, notes.feed) as feed_th,
        coalesce(feeds.title_en, notes.feed) as feed_en,
        notes.note_code,
        {{ without_addresses("notes.note_th") }} as note_th,
        {{ without_addresses("notes.note_en") }} as note_en,
        notes.expected_th,
        notes.expected_en,
        notes.times,
        coalesce(cast(notes.first_row as varchar), '–') as first_row,
        notes.is_asked,
        case when notes.is_asked then 'ขอให้ตรวจ' else 'แจ้งเพื่อทราบ' end as asked_th,
        case when notes.is_asked then 'Please check' else 'For information' end as asked_en
    from notes
    left join feeds
        on notes.feed = feeds.feed
)

select * from final
