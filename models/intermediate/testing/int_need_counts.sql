-- One row per attempt, segment, need item, sum of answers and number of respondents: how many customers have exactly
-- that. Answers are whole numbers, so these counts hold everything that the test needs, exactly.
with

scores as (
    select * from {{ ref("int_need_scores") }}
),

placement as (
    select * from {{ ref("int_customer_placement") }}
),

final as (
    select
        placement.attempt,
        placement.segment_no,
        scores.item_id,
        scores.sum_of_answers as answer_sum,
        scores.respondents,
        count(*) as customers
    from scores
    inner join placement
        on scores.customer_id = placement.customer_id
    group by
        placement.attempt,
        placement.segment_no,
        scores.item_id,
        scores.sum_of_answers,
        scores.respondents
)

select * from final
