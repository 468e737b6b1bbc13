-- One row per rated attribute (I4): the organisation's rating beside those of its competitors, and its place among
-- them. Where the answers of all are known the status says what they bear out, else it says that it is by rating alone.
with

ratings as (
    select
        told.attribute,
        told.is_own,
        told.rating,
        told.answers,
        compared.interval_lower,
        compared.interval_upper,
        compared.status
    from {{ ref("int_competitor_ratings") }} as told
    inner join {{ ref("competitor_rating_intervals") }} as compared
        on
            told.attribute = compared.attribute
            and told.organisation = compared.organisation
),

own as (
    select *
    from ratings
    where is_own
),

others as (
    select
        ratings.attribute,
        count(*) as competitors,
        avg(ratings.rating) as mean_rating,
        max(ratings.rating) as best_rating,
        count(case when ratings.rating > own.rating then 1 end) as rated_better,
        count(case when ratings.status <> 'not_enough_data' then 1 end) as compared,
        count(case when ratings.status = 'better' then 1 end) as left_behind,
        count(case when ratings.status = 'worse' then 1 end) as ahead
    from ratings
    left join own
        on ratings.attribute = own.attribute
    where not ratings.is_own
    group by ratings.attribute
),

attributes as (
    select distinct attribute from {{ ref("stg_positioning_ratings") }}
),

final as (
    select
        attributes.attribute,
        cast(own.rating as decimal(18, 2)) as own_rating,
        own.answers as own_answers,
        own.interval_lower,
        own.interval_upper,
        cast(coalesce(others.competitors, 0) as integer) as competitors,
        {{ round_half_up("others.mean_rating", 2) }} as mean_of_competitors,
        cast(others.best_rating as decimal(18, 2)) as best_competitor,
        case when own.rating is not null then cast(others.rated_better + 1 as integer) end as own_place,
        case
            when own.rating is null or others.competitors is null then 'not_enough_data'
            when others.ahead > 0 then 'behind'
            when others.left_behind = others.competitors then 'leads'
            when others.compared = others.competitors then 'level'
            when own.rating >= others.best_rating then 'best_rated'
            when own.rating >= others.mean_rating then 'above_mean'
            else 'below_mean'
        end as status
    from attributes
    left join own
        on attributes.attribute = own.attribute
    left join others
        on attributes.attribute = others.attribute
)

select * from final
