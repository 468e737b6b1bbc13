-- One row per segment (and `all`) and numeric basis variable: how many customers have a known value, and its median.
with

customer_segments as (
    select * from {{ ref("customer_segments") }}
),

members as (
    select
        customer_id,
        fiscal_year,
        segment_key
    from customer_segments
    union all
    select
        customer_id,
        fiscal_year,
        'all' as segment_key
    from customer_segments
),

variables as (
    select *
    from {{ ref("int_variables") }}
    where kind = 'numeric' and role = 'basis'
),

feature_values as (
    select * from {{ ref("int_customer_feature_values") }}
),

final as (
    select
        members.fiscal_year,
        members.segment_key,
        variables.variable,
        variables.label_th,
        variables.label_en,
        variables.block,
        variables.display,
        count(feature_values.raw_value) as customers,
        {{ quantile("feature_values.raw_value", 0.5) }} as raw_median
    from members
    inner join feature_values
        on members.customer_id = feature_values.customer_id
    inner join variables
        on feature_values.variable = variables.variable
    group by all
)

select * from final
