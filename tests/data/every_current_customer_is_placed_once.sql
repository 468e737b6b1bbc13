-- S4: a current customer whom an attempt with a rule did not place, or placed more than once.
with

attempts as (
    select distinct attempt from {{ ref("int_segmentation_rule") }}
)

select
    attempts.attempt,
    customers.customer_id,
    count(placement.segment_no) as placements
from attempts
cross join {{ ref("int_customers") }} as customers
left join {{ ref("int_customer_placement") }} as placement
    on
        attempts.attempt = placement.attempt
        and customers.customer_id = placement.customer_id
group by attempts.attempt, customers.customer_id
having count(placement.segment_no) <> 1
