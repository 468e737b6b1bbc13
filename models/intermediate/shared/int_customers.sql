-- One row per current customer: the firms in the register that the year uses (see int_feed_periods). Two that people
-- found to be one are one, described by the row of the id that stays.
with

registers as (
    select
        customers.*,
        {{ counts_under("customers.customer_id") }} as counted_id
    from {{ ref("stg_customers") }} as customers
    left join {{ ref("int_customer_merges") }} as merged
        on customers.customer_id = merged.merged_id
    qualify row_number() over (
        partition by counted_id, customers.register_as_of
        order by customers.customer_id asc
    ) = 1
),

register_used as (
    select period_end as register_as_of
    from {{ ref("int_feed_periods") }}
    where feed = 'customers'
),

previous_register as (
    select max(registers.register_as_of) as register_as_of
    from registers
    cross join register_used
    where registers.register_as_of < register_used.register_as_of
),

known_before as (
    select registers.counted_id
    from registers
    inner join previous_register
        on registers.register_as_of = previous_register.register_as_of
),

final as (
    select
        registers.counted_id as customer_id,
        registers.customer_name,
        registers.estate,
        registers.industry,
        registers.nationality,
        registers.zone,
        registers.start_year,
        registers.employees,
        registers.investment_million_baht,
        registers.register_as_of,
        case
            when previous_register.register_as_of is not null then known_before.counted_id is null
        end as is_new
    from registers
    inner join register_used
        on registers.register_as_of = register_used.register_as_of
    cross join previous_register
    left join known_before
        on registers.counted_id = known_before.counted_id
)

select * from final
