-- One row per segment (and `all`) and satisfaction item of the survey: whether it can be a driver there. It can when
-- enough of the customers who gave the outcome answered it too; of more items than the method takes, those answered by
-- most customers.
with

scores as (
    select * from {{ ref("int_driver_scores") }}
),

outcomes as (
    select
        segment_key,
        customer_id
    from scores
    where item_id = 'overall'
),

segments as (
    select
        segments.segment_key,
        count(outcomes.customer_id) as customers_with_outcome
    from (
        select distinct segment_key from {{ ref("customer_segments") }}
        union
        select 'all' as segment_key from {{ ref("customer_segments") }}
    ) as segments
    left join outcomes
        on segments.segment_key = outcomes.segment_key
    group by segments.segment_key
),

items as (
    select
        items.wave,
        items.item_id
    from {{ ref("int_survey_items") }} as items
    inner join {{ ref("int_satisfaction_wave") }} as wave
        on items.wave = wave.wave
    where items.kind = 'satisfaction'
),

answered as (
    select
        scores.segment_key,
        scores.item_id,
        count(*) as answered_customers,
        count(outcomes.customer_id) as answered_with_outcome,
        {{ exact_mean("scores.score") }} as mean_score
    from scores
    left join outcomes
        on
            scores.segment_key = outcomes.segment_key
            and scores.customer_id = outcomes.customer_id
    where scores.item_id != 'overall'
    group by scores.segment_key, scores.item_id
),

measured as (
    select
        segments.segment_key,
        items.wave,
        items.item_id,
        answered.mean_score,
        coalesce(answered.answered_customers, 0) as answered_customers,
        coalesce(answered.answered_with_outcome, 0) / nullif(segments.customers_with_outcome, 0) as answered_share,
        row_number() over (
            partition by segments.segment_key
            order by coalesce(answered.answered_with_outcome, 0) desc, items.item_id asc
        ) as rank_by_answers
    from segments
    cross join items
    left join answered
        on
            segments.segment_key = answered.segment_key
            and items.item_id = answered.item_id
),

final as (
    select
        segment_key,
        wave,
        item_id,
        answered_customers,
        answered_share,
        mean_score,
        case
            when coalesce(answered_share < {{ threshold("driver_answered_min") }}, true) then 'few_answers'
            when rank_by_answers > {{ threshold("drivers_max") }} then 'beyond_limit'
            else 'driver'
        end as used_as
    from measured
)

select * from final
