-- One row per attribute and organisation with a rating: what the report tells of it, and whether it is the organisation
-- itself. Who that is says the list `organisation` of the seed aliases; of two spellings of it the better rated counts.
with

ratings as (
    select
        ratings.attribute,
        ratings.competitor as organisation,
        ratings.rating,
        ratings.answers,
        ratings.standard_deviation,
        own.code is not null as is_own
    from {{ ref("stg_positioning_ratings") }} as ratings
    left join {{ ref("stg_aliases") }} as own
        on
            own.list_name = 'organisation'
            and own.alias_key = {{ alias_key("ratings.competitor") }}
    where ratings.rating is not null
),

final as (
    select *
    from ratings
    qualify
        not is_own
        or row_number() over (partition by attribute, is_own order by rating desc, organisation asc) = 1
)

select * from final
