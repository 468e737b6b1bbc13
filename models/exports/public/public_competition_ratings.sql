-- One row per rated attribute: the organisation's rating with n and interval beside the mean and the best of its
-- competitors, without their names, its place, and what of that the answers bear out.
with

ratings as (
    select
        ratings.*,
        statuses.name_th as status_th,
        statuses.name_en as status_en
    from {{ ref("competitor_ratings") }} as ratings
    left join {{ ref("statuses") }} as statuses
        on ratings.status = statuses.status
),

final as (
    select
        {{ published_text("positioning_ratings", "attribute", "attribute") }} as attribute_th,
        {{ published_text("positioning_ratings", "attribute", "attribute") }} as attribute_en,
        coalesce({{ printed_number("own_rating", 2) }}, '–') as own_text,
        coalesce({{ printed_number("own_answers") }}, 'ไม่ระบุ') as answers_th,
        coalesce({{ printed_number("own_answers") }}, 'not stated') as answers_en,
        coalesce({{ printed_interval("interval_lower", "interval_upper") }}, 'ข้อมูลไม่พอ') as interval_th,
        coalesce({{ printed_interval("interval_lower", "interval_upper") }}, 'not enough data') as interval_en,
        coalesce({{ printed_number("mean_of_competitors", 2) }}, '–') as mean_text,
        coalesce({{ printed_number("best_competitor", 2) }}, '–') as best_text,
        own_place,
        coalesce(own_place || ' จาก ' || (competitors + 1), 'ข้อมูลไม่พอ') as place_th,
        coalesce(own_place || ' of ' || (competitors + 1), 'not enough data') as place_en,
        status,
        status_th,
        status_en,
        cast({{ threshold("k4_min_n") }} as integer) as fewest_answers
    from ratings
)

select * from final
