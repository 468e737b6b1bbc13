-- One row per numeric basis variable: the median and the robust spread (interquartile range / 1.349, which is the
-- standard deviation when values are normal) of the transformed values of all current customers.
with

basis as (
    select * from {{ ref("int_customer_feature_values") }}
    where role = 'basis' and kind = 'numeric'
),

measured as (
    select
        variable,
        count(transformed_value) as customers,
        {{ quantile("transformed_value", 0.5) }} as median,
        ({{ quantile("transformed_value", 0.75) }} - {{ quantile("transformed_value", 0.25) }})
        / 1.349 as robust_spread,
        {{ exact_deviation("transformed_value") }} as deviation
    from basis
    group by variable
),

final as (
    select
        variable,
        customers,
        median,
        round(coalesce(nullif(robust_spread, 0), nullif(deviation, 0), 1), 9) as spread
    from measured
)

select * from final
