-- One row per segment of the current attempt and segment of the last published year: the customers in both. A segment
-- that shares no customer with that year has one row without a previous key.
with

attempts as (
    select * from {{ ref("int_attempts") }}
    where is_current
),

placement as (
    select * from {{ ref("int_customer_placement") }}
),

published as (
    select * from {{ ref("int_previous_segments") }}
),

placed as (
    select
        placement.segment_no,
        published.segment_key as previous_segment_key
    from placement
    inner join attempts
        on placement.attempt = attempts.attempt
    left join published
        on placement.customer_id = published.customer_id
),

final as (
    select
        segment_no,
        previous_segment_key,
        count(*) as customers
    from placed
    group by segment_no, previous_segment_key
)

select * from final
