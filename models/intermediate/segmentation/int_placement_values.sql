-- One row per attempt with a rule, current customer and variable: the values that the rule reads, in its own units.
with

rules as (
    select distinct
        attempt,
        values_from
    from {{ ref("int_segmentation_rule") }}
),

readings as (
    select
        'year' as values_from,
        customer_id,
        variable,
        numeric_value,
        category_value
    from {{ ref("int_basis_values") }}
    union all
    select
        'kept' as values_from,
        customer_id,
        variable,
        numeric_value,
        category_value
    from {{ ref("int_kept_values") }}
    union all
    select
        'house' as values_from,
        house.customer_id,
        named.variable,
        cast(null as double) as numeric_value,
        house.cell as category_value
    from {{ ref("int_house_segments") }} as house
    cross join (values ('house_cell')) as named (variable)
),

final as (
    select
        rules.attempt,
        readings.customer_id,
        readings.variable,
        readings.numeric_value,
        readings.category_value
    from rules
    inner join readings
        on rules.values_from = readings.values_from
)

select * from final
