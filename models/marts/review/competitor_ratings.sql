-- One row per rated attribute (I4): the organisation's rating beside those of its competitors, and its place among
-- them. Who of those rated is the organisation says the list `organisation` of the seed aliases. The feed does not tell
-- how many answered.
with

ratings as (
    select
        ratings.attribute,
        ratings.competitor,
        ratings.rating,
        own.code is not null as is_own
    from {{ ref("stg_positioning_ratings") }} as ratings
    left join {{ ref("stg_aliases") }} as own
        on
            own.list_name = 'organisation'
            and own.alias_key = {{ alias_key("ratings.competitor") }}
    where ratings.rating is not null
),

own as (
    select
        attribute,
        max(rating) as rating
    from ratings
    where is_own
    group by attribute
),

others as (
    select
        ratings.attribute,
        count(*) as competitors,
        avg(ratings.rating) as mean_rating,
        max(ratings.rating) as best_rating,
        count(case when ratings.rating > own.rating then 1 end) as better
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
        cast(coalesce(others.competitors, 0) as integer) as competitors,
        {{ round_half_up("others.mean_rating", 2) }} as mean_of_competitors,
        cast(others.best_rating as decimal(18, 2)) as best_competitor,
        case when own.rating is not null then cast(others.better + 1 as integer) end as own_place,
        case
            when own.rating is null or others.competitors is null then 'not_enough_data'
            when own.rating >= others.best_rating then 'leads'
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
