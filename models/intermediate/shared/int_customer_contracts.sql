-- One row per customer with an active contract signed by the cut-off: land held, all plots together. A contract whose
-- date is not known counts.
with

contracts as (
    select * from {{ ref("stg_contracts") }}
),

period as (
    select period_end
    from {{ ref("int_feed_periods") }}
    where feed = 'contracts'
),

counted as (
    select
        contracts.*,
        {{ counts_under("contracts.juristic_id") }} as customer_id
    from contracts
    left join {{ ref("int_customer_merges") }} as merged
        on contracts.juristic_id = merged.merged_id
    left join period
        on contracts.contract_date <= period.period_end
    where
        contracts.is_active
        and (contracts.contract_date is null or period.period_end is not null)
),

final as (
    select
        customer_id,
        case
            when count(distinct contract_type) > 1 then 'both'
            else max(contract_type)
        end as contract_mix,
        {{ exact_sum("area_rai") }} as area_rai,
        count(*) as plot_count,
        count(distinct estate) as estate_count
    from counted
    where customer_id is not null
    group by customer_id
)

select * from final
