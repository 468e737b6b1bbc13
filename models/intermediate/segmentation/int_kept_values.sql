-- One row per current customer and variable of last year's rule: this year's value in the units of that rule, clipped;
-- null is missing. A variable that is no longer there has no row.
with

kept_variables as (
    select distinct
        variable,
        transformation,
        median,
        spread,
        weight,
        case when category is null then 'numeric' else 'categorical' end as kind
    from {{ ref("int_kept_rule") }}
),

-- the house rule reads one value: the cell that the customer falls into today
feature_values as (
    select
        customer_id,
        variable,
        raw_value,
        category_value
    from {{ ref("int_customer_feature_values") }}
    union all
    select
        house.customer_id,
        named.variable,
        cast(null as double) as raw_value,
        house.cell as category_value
    from {{ ref("int_house_segments") }} as house
    cross join (values ('house_cell')) as named (variable)
),

scaled as (
    select
        feature_values.customer_id,
        kept_variables.variable,
        kept_variables.kind,
        kept_variables.weight,
        feature_values.category_value,
        round(
            ({{ transformed("feature_values.raw_value", "kept_variables.transformation") }} - kept_variables.median)
            / kept_variables.spread,
            9
        ) as scaled_value,
        {{ threshold("basis_clip") }} as clip
    from kept_variables
    inner join feature_values
        on kept_variables.variable = feature_values.variable
),

final as (
    select
        customer_id,
        variable,
        kind,
        weight,
        {{ clipped("scaled_value", "clip") }} as numeric_value,
        category_value
    from scaled
)

select * from final
