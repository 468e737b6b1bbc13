-- One row per segment and need item (S6): the mean of the customers' mean answers, beside that of all customers.
with

customer_segments as (
    select * from {{ ref("customer_segments") }}
),

scores as (
    select * from {{ ref("int_need_scores") }}
),

results as (
    select * from {{ ref("segment_tests") }}
),

answered as (
    select
        customer_segments.fiscal_year,
        customer_segments.attempt,
        customer_segments.segment_key,
        scores.item_id,
        scores.respondents,
        scores.sum_of_answers / scores.respondents as customer_mean
    from customer_segments
    inner join scores
        on customer_segments.customer_id = scores.customer_id
),

overall as (
    select
        item_id,
        {{ exact_mean("customer_mean") }} as overall_mean
    from answered
    group by item_id
),

per_segment as (
    select
        fiscal_year,
        attempt,
        segment_key,
        item_id,
        cast(sum(respondents) as bigint) as n_respondents,
        count(*) as n_customers,
        {{ exact_mean("customer_mean") }} as mean
    from answered
    group by fiscal_year, attempt, segment_key, item_id
),

final as (
    select
        per_segment.fiscal_year,
        per_segment.segment_key,
        cast(results.wave as integer) as wave,
        per_segment.item_id,
        results.item_group,
        results.item_wording,
        cast(per_segment.n_customers as integer) as n_customers,
        cast(per_segment.n_respondents as integer) as n_respondents,
        cast(row_number() over (
            partition by per_segment.segment_key
            order by per_segment.mean desc, per_segment.item_id asc
        ) as integer) as rank_by_mean,
        results.differs,
        round(per_segment.mean, 9) as mean,
        round(overall.overall_mean, 9) as overall_mean,
        round(per_segment.mean - overall.overall_mean, 9) as difference
    from per_segment
    inner join overall
        on per_segment.item_id = overall.item_id
    inner join results
        on
            per_segment.attempt = results.attempt
            and per_segment.item_id = results.item_id
)

select * from final
order by segment_key, item_id
