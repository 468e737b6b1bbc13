-- One row per attempt, segment, estate and need item: how many customers answered, with the sums of their scores. With
-- the sums of the centred scores (less the customer's own mean over its needs) this is all that the two questions
-- beside the test need: within one estate, and in what they want or only in level.
with

scores as (
    select
        customer_id,
        item_id,
        cast(round(sum_of_answers / respondents, 12) as decimal(18, 12)) as score
    from {{ ref("int_need_scores") }}
),

levels as (
    select
        customer_id,
        cast(round(cast(sum(score) as double) / count(*), 12) as decimal(18, 12)) as own_mean
    from scores
    group by customer_id
    having count(*) > 1
),

customers as (
    select
        customer_id,
        estate
    from {{ ref("int_customers") }}
),

placement as (
    select * from {{ ref("int_customer_placement") }}
),

measured as (
    select
        scores.customer_id,
        scores.item_id,
        scores.score,
        coalesce(customers.estate, '') as place,
        scores.score - levels.own_mean as centred
    from scores
    inner join customers
        on scores.customer_id = customers.customer_id
    left join levels
        on scores.customer_id = levels.customer_id
),

final as (
    select
        placement.attempt,
        placement.segment_no,
        measured.item_id,
        measured.place,
        count(*) as customers,
        sum(measured.score) as score_sum,
        sum(measured.score * measured.score) as score_squares,
        count(measured.centred) as centred_customers,
        coalesce(sum(measured.centred), 0) as centred_sum,
        coalesce(sum(measured.centred * measured.centred), 0) as centred_squares
    from measured
    inner join placement
        on measured.customer_id = placement.customer_id
    group by
        placement.attempt,
        placement.segment_no,
        measured.item_id,
        measured.place
)

select * from final
