-- One row per customer, contract type, estate kind and side of the EEC: the land of the contracts that the customer
-- signed in the fiscal year of the newest one known at the cut-off, also if a contract has ended since. Customers in no
-- segment count as `unplaced`, estates that nobody named as `unknown`. Empty until the segmentation has passed.
with

contracts as (
    select * from {{ ref("stg_contracts") }}
),

placed as (
    select
        customer_id,
        segment_key
    from {{ ref("customer_segments") }}
),

period as (
    select
        period_end,
        {{ fiscal_year("period_end") }} as fiscal_year
    from {{ ref("int_feed_periods") }}
    where
        feed = 'contracts'
        and exists (select 1 from placed)
),

signed as (
    select
        period.fiscal_year,
        period.period_end as signed_until,
        contracts.estate,
        contracts.contract_type,
        contracts.area_rai,
        {{ counts_under("contracts.juristic_id") }} as customer_id
    from contracts
    inner join period
        on
            contracts.contract_date <= period.period_end
            and {{ fiscal_year("contracts.contract_date") }} = period.fiscal_year
    left join {{ ref("int_customer_merges") }} as merged
        on contracts.juristic_id = merged.merged_id
),

final as (
    select
        signed.fiscal_year,
        signed.signed_until,
        signed.customer_id,
        signed.contract_type,
        coalesce(placed.segment_key, 'unplaced') as segment_key,
        coalesce(estates.kind, 'unknown') as estate_kind,
        case estates.is_eec when true then 'eec' when false then 'non_eec' else 'unknown' end as area,
        {{ exact_sum("signed.area_rai") }} as area_rai
    from signed
    left join placed
        on signed.customer_id = placed.customer_id
    left join {{ ref("estates") }} as estates
        on signed.estate = estates.code
    group by all
)

select * from final
