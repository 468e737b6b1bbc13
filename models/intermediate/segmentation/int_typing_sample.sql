-- One row per sampled customer and basis variable: the segment of the year and the value as a person would ask for it,
-- on a grid of two significant digits (growth in whole per cent). What the typing rule is made from.
with

sampled as (
    select distinct customer_id from {{ ref("int_segmentation_sample") }}
),

customer_segments as (
    select * from {{ ref("customer_segments") }}
),

basis as (
    select * from {{ ref("int_customer_feature_values") }}
    where role = 'basis'
),

variables as (
    select * from {{ ref("int_variables") }}
),

final as (
    select
        basis.customer_id,
        customer_segments.segment_no,
        basis.variable,
        basis.kind,
        case variables.display
            when 'growth' then floor(round(100 * (exp(basis.raw_value) - 1), 6))
            else {{ two_digits_reached("basis.raw_value") }}
        end as shown_value,
        basis.category_value as category
    from basis
    inner join sampled
        on basis.customer_id = sampled.customer_id
    inner join customer_segments
        on basis.customer_id = customer_segments.customer_id
    inner join variables
        on basis.variable = variables.variable
)

select * from final
order by customer_id, variable
