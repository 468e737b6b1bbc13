-- One row per current customer: the firms in the register that the year uses (see int_feed_periods).
with

registers as (
    select * from {{ ref("stg_customers") }}
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
    select registers.juristic_id
    from registers
    inner join previous_register
        on registers.register_as_of = previous_register.register_as_of
),

final as (
    select
        registers.juristic_id as customer_id,
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
            when previous_register.register_as_of is not null then known_before.juristic_id is null
        end as is_new
    from registers
    inner join register_used
        on registers.register_as_of = register_used.register_as_of
    cross join previous_register
    left join known_before
        on registers.juristic_id = known_before.juristic_id
)

select * from final
