-- One row per rated attribute and organisation (I4): its rating with n and interval, and whether the organisation's own
-- rating is told apart from it. Competitors are named, so only the intranet may read this table.
with

ratings as (
    select * from {{ ref("int_competitor_ratings") }}
),

own as (
    select
        attribute,
        rating
    from ratings
    where is_own
),

final as (
    select
        ratings.attribute,
        ratings.organisation,
        ratings.is_own,
        cast(ratings.rating as decimal(18, 2)) as rating,
        ratings.answers,
        intervals.verdict as status,
        cast(round(intervals.lower, 2) as decimal(18, 2)) as interval_lower,
        cast(round(intervals.upper, 2) as decimal(18, 2)) as interval_upper,
        cast(round(intervals.difference_lower, 2) as decimal(18, 2)) as difference_lower,
        cast(round(intervals.difference_upper, 2) as decimal(18, 2)) as difference_upper,
        case when not ratings.is_own then cast(own.rating - ratings.rating as decimal(18, 2)) end as difference
    from ratings
    inner join {{ ref("int_competitor_intervals") }} as intervals
        on
            ratings.attribute = intervals.attribute
            and ratings.organisation = intervals.organisation
    left join own
        on ratings.attribute = own.attribute
)

select * from final
