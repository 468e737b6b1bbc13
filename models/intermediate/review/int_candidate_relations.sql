-- One row per variable that segments could be made from and item of the survey before the tested one (`overall` is the
-- overall satisfaction): how closely they go together. Strength is epsilon squared, the explained share less what
-- chance alone would explain, so that many categories win nothing. Descriptive; no sealed answer is read.
with

answers as (
    select * from {{ ref("int_earlier_answers") }}
),

scores as (
    select
        customer_id,
        item_id,
        score
    from answers
    union all
    select distinct
        customer_id,
        'overall' as item_id,
        overall_score as score
    from answers
    where overall_score is not null
),

pairs as (
    select
        feature_values.variable,
        feature_values.kind,
        scores.item_id,
        feature_values.category_value,
        feature_values.transformed_value,
        scores.score
    from {{ ref("int_customer_feature_values") }} as feature_values
    inner join scores
        on feature_values.customer_id = scores.customer_id
    where coalesce(feature_values.category_value, cast(feature_values.transformed_value as varchar)) is not null
),

by_category as (
    select
        variable,
        item_id,
        count(*) as n,
        {{ exact_sum("score") }} as total,
        {{ exact_sum("score * score") }} as squares
    from pairs
    where kind = 'categorical'
    group by variable, item_id, category_value
),

explained as (
    select
        variable,
        item_id,
        sum(n) as n,
        count(*) as fitted_means,
        (sum(total * total / n) - sum(total) * sum(total) / sum(n))
        / nullif(sum(squares) - sum(total) * sum(total) / sum(n), 0) as explained_share
    from by_category
    group by variable, item_id
    union all
    select
        variable,
        item_id,
        count(*) as n,
        2 as fitted_means,
        pow(corr(transformed_value, score), 2) as explained_share
    from pairs
    where kind = 'numeric'
    group by variable, item_id
),

measured as (
    select
        variable,
        item_id,
        n,
        round(greatest(1 - (1 - explained_share) * (n - 1) / nullif(n - fitted_means, 0), 0), 4) as strength
    from explained
    where
        fitted_means > 1
        and n >= {{ threshold("driver_min_n_per_driver") }} * fitted_means
        and isfinite(explained_share)
),

final as (
    select
        *,
        row_number() over (
            partition by variable, item_id = 'overall'
            order by strength desc, item_id asc
        ) as place
    from measured
)

select * from final
