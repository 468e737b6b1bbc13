-- One row per segment (and `all`), bucket of customers and pair of items: the sum of their products. Only customers who
-- answered the outcome and every driver of the segment count: pairs counted over different customers can contradict
-- each other, and no regression has their R squared. The item '' is the constant 1, so its own pair counts customers.
with

scores as (
    select * from {{ ref("int_driver_scores") }}
),

used as (
    select
        segment_key,
        item_id
    from {{ ref("int_driver_items") }}
    where used_as = 'driver'
    union all
    select distinct
        segment_key,
        'overall' as item_id
    from {{ ref("int_driver_items") }}
    where used_as = 'driver'
),

items_per_segment as (
    select
        segment_key,
        count(*) as items
    from used
    group by segment_key
),

answered as (
    select
        scores.segment_key,
        scores.customer_id,
        scores.item_id,
        cast(scores.score as decimal(18, 9)) as score,
        count(*) over (partition by scores.segment_key, scores.customer_id) as items
    from scores
    inner join used
        on
            scores.segment_key = used.segment_key
            and scores.item_id = used.item_id
),

complete as (
    select
        answered.segment_key,
        answered.customer_id,
        answered.item_id,
        answered.score
    from answered
    inner join items_per_segment
        on
            answered.segment_key = items_per_segment.segment_key
            and answered.items = items_per_segment.items
),

with_constant as (
    select * from complete
    union all
    select distinct
        segment_key,
        customer_id,
        '' as item_id,
        cast(1 as decimal(18, 9)) as score
    from complete
),

final as (
    select
        one.segment_key,
        {{ hash_bucket("one.customer_id", threshold("driver_buckets")) }} as bucket,
        one.item_id as item_a,
        other.item_id as item_b,
        cast(sum(one.score * other.score) as double) as product_sum
    from with_constant as one
    inner join with_constant as other
        on
            one.segment_key = other.segment_key
            and one.customer_id = other.customer_id
            and one.item_id <= other.item_id
    group by one.segment_key, bucket, one.item_id, other.item_id
)

select * from final
