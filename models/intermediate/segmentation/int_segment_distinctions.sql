-- One row per attempt, segment, variable and, for categorical variables, category: how the segment differs from all
-- customers. Differences are in standard deviations of all customers, so that variables of both kinds compare.
with

feature_values as (
    select * from {{ ref("int_customer_feature_values") }}
),

placement as (
    select * from {{ ref("int_customer_placement") }}
),

placed as (
    select
        placement.attempt,
        placement.segment_no,
        feature_values.variable,
        feature_values.role,
        feature_values.kind,
        feature_values.raw_value,
        feature_values.transformed_value,
        feature_values.category_value
    from feature_values
    inner join placement
        on feature_values.customer_id = placement.customer_id
),

numeric_overall as (
    select
        attempt,
        variable,
        {{ exact_mean("transformed_value") }} as mean,
        {{ exact_deviation("transformed_value") }} as deviation,
        {{ quantile("raw_value", 0.5) }} as median
    from placed
    where kind = 'numeric'
    group by attempt, variable
),

numeric_segments as (
    select
        attempt,
        segment_no,
        variable,
        role,
        {{ exact_mean("transformed_value") }} as mean,
        {{ quantile("raw_value", 0.5) }} as median
    from placed
    where kind = 'numeric'
    group by attempt, segment_no, variable, role
),

category_counts as (
    select
        attempt,
        segment_no,
        variable,
        role,
        category_value as category,
        count(*) as customers
    from placed
    where kind = 'categorical' and category_value is not null
    group by attempt, segment_no, variable, role, category_value
),

category_shares as (
    select
        *,
        customers / sum(customers) over (partition by attempt, segment_no, variable) as segment_share,
        sum(customers) over (partition by attempt, variable, category)
        / sum(customers) over (partition by attempt, variable) as overall_share
    from category_counts
),

final as (
    select
        segments.attempt,
        segments.segment_no,
        segments.variable,
        segments.role,
        'numeric' as kind,
        cast(null as varchar) as category,
        segments.median as segment_figure,
        overall.median as overall_figure,
        round((segments.mean - overall.mean) / nullif(overall.deviation, 0), 6) as standardised_difference
    from numeric_segments as segments
    inner join numeric_overall as overall
        on
            segments.attempt = overall.attempt
            and segments.variable = overall.variable
    union all
    select
        attempt,
        segment_no,
        variable,
        role,
        'categorical' as kind,
        category,
        segment_share as segment_figure,
        overall_share as overall_figure,
        round((segment_share - overall_share) / nullif(sqrt(overall_share * (1 - overall_share)), 0), 6)
            as standardised_difference
    from category_shares
)

select * from final
