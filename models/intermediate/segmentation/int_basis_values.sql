-- One row per current customer and basis variable: what segments are made from and customers placed by. Numeric values
-- are in robust units from the median, clipped; null is missing.
with

basis as (
    select * from {{ ref("int_customer_feature_values") }}
    where role = 'basis'
),

scaling as (
    select * from {{ ref("int_basis_scaling") }}
),

scaled as (
    select
        basis.customer_id,
        basis.variable,
        basis.kind,
        basis.weight,
        basis.category_value,
        round((basis.transformed_value - scaling.median) / scaling.spread, 9) as scaled_value,
        {{ threshold("basis_clip") }} as clip
    from basis
    left join scaling
        on basis.variable = scaling.variable
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
