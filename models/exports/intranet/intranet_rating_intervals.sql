-- For the intranet only: one row per rated attribute and organisation, with n, interval, and whether the organisation's
-- own rating is better or worse than that of the competitor, who is named.
with

ratings as (
    select
        ratings.*,
        statuses.name_th as status_th,
        statuses.name_en as status_en
    from {{ ref("competitor_rating_intervals") }} as ratings
    left join {{ ref("statuses") }} as statuses
        on ratings.status = statuses.status
),

final as (
    select
        attribute,
        organisation,
        is_own,
        {{ printed_number("rating", 2) }} as rating_text,
        coalesce({{ printed_number("answers") }}, 'ไม่ระบุ') as answers_th,
        coalesce({{ printed_number("answers") }}, 'not stated') as answers_en,
        coalesce({{ printed_interval("interval_lower", "interval_upper") }}, 'ข้อมูลไม่พอ') as interval_th,
        coalesce({{ printed_interval("interval_lower", "interval_upper") }}, 'not enough data') as interval_en,
        cast(difference as double) as difference,
        coalesce({{ signed_number("difference", 2) }}, '–') as difference_text,
        {{ printed_difference("difference_lower", "difference_upper", "is_own") }} as difference_interval_th,
        {{ printed_difference("difference_lower", "difference_upper", "is_own", "en") }} as difference_interval_en,
        status,
        status_th,
        status_en,
        cast({{ threshold("k4_min_n") }} as integer) as fewest_answers
    from ratings
)

select * from final
