-- One row per customer with usage in the months used: means per month and service, and the trend within the year.
-- A nil month counts as 0, an unknown one not at all. The trend is the mean, over water, wastewater and electricity,
-- of the log ratio of the second half's mean to the first half's.
with

usage as (
    select
        {{ counts_under("service_usage.juristic_id") }} as customer_id,
        service_usage.service,
        service_usage.quantity,
        service_usage.month >= period.period_start
        + to_months(cast(ceil((date_diff('month', period.period_start, period.period_end) + 1) / 2) as integer))
            as is_second_half
    from {{ ref("stg_service_usage") }} as service_usage
    inner join {{ ref("int_feed_periods") }} as period
        on
            period.feed = 'service_usage'
            and service_usage.month between period.period_start and period.period_end
    left join {{ ref("int_customer_merges") }} as merged
        on service_usage.juristic_id = merged.merged_id
    where service_usage.quantity is not null
),

per_service as (
    select
        customer_id,
        service,
        {{ exact_mean("quantity") }} as per_month,
        {{ exact_mean("case when not is_second_half then quantity end") }} as first_half,
        {{ exact_mean("case when is_second_half then quantity end") }} as second_half
    from usage
    group by customer_id, service
),

trends as (
    select
        customer_id,
        service,
        per_month,
        case
            when service in ('water', 'wastewater', 'electricity') and first_half > 0 and second_half > 0
                then ln(second_half / first_half)
        end as log_ratio
    from per_service
),

final as (
    select
        customer_id,
        max(case when service = 'water' then per_month end) as water_per_month,
        max(case when service = 'wastewater' then per_month end) as wastewater_per_month,
        max(case when service = 'electricity' then per_month end) as electricity_per_month,
        max(case when service = 'waste' then per_month end) as waste_per_month,
        round({{ exact_mean("log_ratio") }}, 9) as usage_trend
    from trends
    group by customer_id
)

select * from final
