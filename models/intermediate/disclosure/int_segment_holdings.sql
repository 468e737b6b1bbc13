-- One row per segment and `all`: the land its customers hold, how many hold any, and the two largest holdings. All
-- plots of a customer are one holding.
with

customer_segments as (
    select * from {{ ref("customer_segments") }}
),

features as (
    select * from {{ ref("int_customer_features") }}
),

members as (
    select
        customer_id,
        segment_key
    from customer_segments
    union all
    select
        customer_id,
        'all' as segment_key
    from customer_segments
),

ranked as (
    select
        members.segment_key,
        coalesce(features.area_rai, 0) as area_rai,
        row_number() over (
            partition by members.segment_key
            order by features.area_rai desc nulls last, members.customer_id asc
        ) as place
    from members
    inner join features
        on members.customer_id = features.customer_id
),

final as (
    select
        segment_key,
        count(case when area_rai > 0 then 1 end) as customers,
        {{ exact_sum("area_rai") }} as area_rai,
        max(case when place = 1 then area_rai end) as largest,
        coalesce(max(case when place = 2 then area_rai end), 0) as second_largest
    from ranked
    group by segment_key
)

select * from final
