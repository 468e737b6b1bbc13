-- One row per current customer: its segment of the year (S4). The only way past the gate S5: rows of the current
-- attempt, and only when segment_tests says that it passed. Everything of S6 to S9 is built on this table.
with

passed as (
    select distinct
        fiscal_year,
        attempt
    from {{ ref("segment_tests") }}
    where attempt_passed
),

current_attempt as (
    select
        passed.fiscal_year,
        passed.attempt
    from passed
    inner join {{ ref("int_attempts") }} as attempts
        on passed.attempt = attempts.attempt
    where attempts.is_current
),

placement as (
    select * from {{ ref("int_customer_placement") }}
),

customers as (
    select * from {{ ref("int_customers") }}
),

names as (
    select * from {{ ref("int_segment_names") }}
),

previous as (
    select * from {{ ref("int_previous_segments") }}
),

final as (
    select
        current_attempt.fiscal_year,
        customers.customer_id,
        customers.customer_name,
        customers.estate,
        customers.industry,
        names.segment_key,
        cast(names.segment_no as integer) as segment_no,
        names.name_th as segment_name_th,
        names.name_en as segment_name_en,
        current_attempt.attempt,
        placement.distance,
        placement.confidence,
        case
            when placement.confidence >= {{ threshold("confidence_high") }} then 'high'
            when placement.confidence >= {{ threshold("confidence_low") }} then 'medium'
            else 'low'
        end as confidence_level,
        cast(placement.missing_variables as integer) as missing_variables,
        previous.segment_key as previous_segment_key,
        customers.is_new as is_new_customer
    from current_attempt
    inner join placement
        on current_attempt.attempt = placement.attempt
    inner join names
        on
            placement.attempt = names.attempt
            and placement.segment_no = names.segment_no
    inner join customers
        on placement.customer_id = customers.customer_id
    left join previous
        on placement.customer_id = previous.customer_id
)

select * from final
order by customer_id
