-- One row per current customer: everything known about it that can make or describe a segment. Null is unknown.
with

customers as (
    select * from {{ ref("int_customers") }}
),

contracts as (
    select * from {{ ref("int_customer_contracts") }}
),

usage as (
    select * from {{ ref("int_customer_usage") }}
),

cycle as (
    select * from {{ ref("int_cycle") }}
),

final as (
    select
        customers.customer_id,

        customers.estate,
        customers.industry,
        customers.nationality,
        customers.zone,

        contracts.area_rai,
        usage.water_per_month,
        usage.wastewater_per_month,
        usage.electricity_per_month,
        usage.waste_per_month,
        usage.usage_trend,

        cast(customers.employees as double) as employees,
        cast(customers.investment_million_baht as double) as investment_million_baht,
        cast(
            case
                when customers.start_year <= cycle.fiscal_year - 543 then cycle.fiscal_year - 543 - customers.start_year
            end
            as double
        ) as age_years,
        cast(contracts.plot_count as double) as plot_count,
        cast(contracts.estate_count as double) as estate_count,
        coalesce(contracts.contract_mix, 'none') as contract_mix
    from customers
    cross join cycle
    left join contracts
        on customers.customer_id = contracts.customer_id
    left join usage
        on customers.customer_id = usage.customer_id
)

select * from final
