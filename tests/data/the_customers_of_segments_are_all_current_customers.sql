-- S4: a year that passed the gate but left a current customer out, or holds one who is not current.
with

placed as (
    select * from {{ ref("customer_segments") }}
),

customers as (
    select * from {{ ref("int_customers") }}
),

gate as (
    select count(*) > 0 as is_open from placed
)

select
    placed.segment_key,
    coalesce(customers.customer_id, placed.customer_id) as customer_id
from customers
full outer join placed
    on customers.customer_id = placed.customer_id
cross join gate
where
    gate.is_open
    and (customers.customer_id is null or placed.customer_id is null)
