-- One row per declared feed (S1): what of it came, when, from whom, how much, and what it is used for, by the manual's
-- categories of information. No name of a file and nothing that somebody typed.
with

review as (
    select * from {{ ref("information_review") }}
),

sent as (
    select
        feed,
        unnest(string_split(senders, ', ')) as unit
    from review
),

named as (
    select
        feed,
        {{ unit_name("unit") }} as unit_en
    from sent
),

senders as (
    select
        feed,
        {{ listed("unit_en") }} as sender_en
    from named
    group by feed
),

final as (
    select
        review.category,
        review.category_th,
        review.category_en,
        review.feed,
        review.feed_th,
        review.feed_en,
        review.is_needed,
        review.is_received,
        review.senders as sender_th,
        senders.sender_en,
        review.rows_current,
        {{ printed_number("review.rows_current") }} as rows_text,
        review.used_for_th,
        review.used_for_en,
        review.status_th,
        review.status_en,
        coalesce({{ printed_period("review.latest_period") }}, '–') as period_th,
        coalesce({{ printed_period("review.latest_period", "en") }}, '–') as period_en,
        coalesce({{ printed_date("review.received_on") }}, '–') as received_th,
        coalesce({{ printed_date("review.received_on", "en") }}, '–') as received_en
    from review
    left join senders
        on review.feed = senders.feed
)

select * from final
