-- One row per segment, descriptive variable and category that any customer of the year has: how many customers of the
-- segment have it. A pair that nobody has counts 0, because a hidden cell may be one. What no seed declares is text
-- that somebody typed about one firm and counts as unknown.
with

customer_segments as (
    select * from {{ ref("customer_segments") }}
),

variables as (
    select *
    from {{ ref("int_variables") }}
    where variable in ('industry', 'nationality', 'zone', 'contract_mix')
),

feature_values as (
    select * from {{ ref("int_customer_feature_values") }}
),

labels as (
    select * from {{ ref("int_category_labels") }}
),

counted as (
    select
        customer_segments.fiscal_year,
        customer_segments.segment_key,
        variables.variable,
        case when labels.is_declared then feature_values.category_value else 'unknown' end as category,
        count(*) as customers
    from customer_segments
    inner join feature_values
        on customer_segments.customer_id = feature_values.customer_id
    inner join variables
        on feature_values.variable = variables.variable
    left join labels
        on
            feature_values.variable = labels.variable
            and feature_values.category_value = labels.category
    group by all
),

segments as (
    select distinct
        fiscal_year,
        segment_key
    from counted
),

categories as (
    select distinct
        variable,
        category
    from counted
),

final as (
    select
        segments.fiscal_year,
        segments.segment_key,
        categories.variable,
        variables.label_th as variable_th,
        variables.label_en as variable_en,
        categories.category,
        coalesce(labels.label_th, 'ไม่ทราบ') as category_th,
        coalesce(labels.label_en, 'Unknown') as category_en,
        coalesce(counted.customers, 0) as customers
    from segments
    cross join categories
    inner join variables
        on categories.variable = variables.variable
    left join labels
        on
            categories.variable = labels.variable
            and categories.category = labels.category
    left join counted
        on
            segments.segment_key = counted.segment_key
            and categories.variable = counted.variable
            and categories.category = counted.category
)

select * from final
