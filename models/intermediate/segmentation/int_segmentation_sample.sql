-- One row per sampled customer and basis variable: at most as many customers as the search for segments may see,
-- chosen by a hash of their id, so that the same customers are chosen every time.
with

basis as (
    select * from {{ ref("int_basis_values") }}
),

sampled as (
    select customer_id
    from {{ ref("int_customers") }}
    qualify row_number() over (order by md5(customer_id), customer_id) <= {{ threshold("sample_customers") }}
),

final as (
    select
        basis.customer_id,
        basis.variable,
        basis.kind,
        basis.weight,
        basis.numeric_value,
        basis.category_value
    from basis
    inner join sampled
        on basis.customer_id = sampled.customer_id
    order by basis.customer_id, basis.variable
)

select * from final
