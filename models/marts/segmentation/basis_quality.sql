-- One row per basis variable of the year: what the declared rules did to its values. A missing value is left out of a
-- customer's distances; a value far from the median is clipped; a rare category counts as 'other'; a variable with one
-- value only tells nothing and takes no part.
with

basis as (
    select * from {{ ref("int_basis_values") }}
),

variables as (
    select * from {{ ref("int_variables") }}
    where role = 'basis'
),

scaled as (
    select
        feature_values.variable,
        count(*) as clipped
    from {{ ref("int_customer_feature_values") }} as feature_values
    inner join {{ ref("int_basis_scaling") }} as scaling
        on feature_values.variable = scaling.variable
    where abs(feature_values.transformed_value - scaling.median) / scaling.spread > {{ threshold("basis_clip") }}
    group by feature_values.variable
),

categories as (
    select
        variable,
        category_value,
        count(*) as customers
    from basis
    where category_value is not null
    group by variable, category_value
),

totals as (
    select
        variable,
        count(*) as customers,
        count(*) - count(coalesce(cast(numeric_value as varchar), category_value)) as missing,
        count(distinct coalesce(cast(numeric_value as varchar), category_value)) as distinct_values
    from basis
    group by variable
),

pooled as (
    select
        categories.variable,
        count(*) as categories_pooled,
        sum(categories.customers) as customers_pooled
    from categories
    inner join totals
        on categories.variable = totals.variable
    where categories.customers < {{ threshold("rare_category_share") }} * totals.customers
    group by categories.variable
),

final as (
    select
        variables.variable,
        variables.label_th,
        variables.label_en,
        variables.block,
        variables.construct,
        variables.kind,
        variables.scale,
        variables.transformation,
        variables.source_feed,
        cast(coalesce(totals.customers, 0) as integer) as customers,
        cast(coalesce(totals.missing, 0) as integer) as missing,
        case when variables.kind = 'numeric' then cast(coalesce(scaled.clipped, 0) as integer) end as clipped,
        case
            when variables.kind = 'categorical' then cast(coalesce(pooled.categories_pooled, 0) as integer)
        end as categories_pooled,
        case
            when variables.kind = 'categorical' then cast(coalesce(pooled.customers_pooled, 0) as integer)
        end as customers_pooled,
        coalesce(totals.distinct_values, 0) <= 1 as is_constant
    from variables
    left join totals
        on variables.variable = totals.variable
    left join scaled
        on variables.variable = scaled.variable
    left join pooled
        on variables.variable = pooled.variable
)

select * from final
order by variable
