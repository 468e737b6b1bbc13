-- One row per segment (and `all`) and aspect: counts, sums and sums of squares of its customers' scores, and of the
-- changes of those who have a score in the survey before too. They hold all that intervals and trends need.
with

members as (
    select
        customer_id,
        segment_key
    from {{ ref("customer_segments") }}
    union all
    select
        customer_id,
        'all' as segment_key
    from {{ ref("customer_segments") }}
),

scores as (
    select * from {{ ref("int_satisfaction_scores") }}
    where score is not null
),

pairs as (
    select
        *,
        score - previous_score as moved
    from {{ ref("int_satisfaction_pairs") }}
),

final as (
    select
        members.segment_key,
        scores.aspect,
        count(*) as n,
        {{ exact_sum("scores.score") }} as total,
        {{ exact_sum("scores.score * scores.score") }} as squares,
        count(pairs.moved) as pairs,
        coalesce({{ exact_sum("pairs.moved") }}, 0) as change_total,
        coalesce({{ exact_sum("pairs.moved * pairs.moved") }}, 0) as change_squares,
        max(pairs.previous_wave) as previous_wave
    from members
    inner join scores
        on members.customer_id = scores.customer_id
    left join pairs
        on
            scores.customer_id = pairs.customer_id
            and scores.aspect = pairs.aspect
    group by members.segment_key, scores.aspect
)

select * from final
