-- One row per stratum of the customers, in two stratifications (kind of estate and EEC; industry): how many of them
-- answered the survey that the year uses, how many answers are needed, and the weight that makes the answers
-- representative. Needed is Yamane's sample of all customers, shared out by size with a minimum per stratum.
with

customers as (
    select * from {{ ref("int_customers") }}
),

estates as (
    select * from {{ ref("estates") }}
),

industries as (
    select * from {{ ref("industries") }}
),

responded as (
    select distinct {{ counts_under("responses.juristic_id") }} as customer_id
    from {{ ref("stg_survey_responses") }} as responses
    inner join {{ ref("int_feed_periods") }} as periods
        on
            periods.feed = 'survey_responses'
            and cast(responses.wave as varchar) = periods.period_key
    left join {{ ref("int_customer_merges") }} as merged
        on responses.juristic_id = merged.merged_id
),

customer_strata as (
    select
        customers.customer_id,
        'estate' as stratification,
        {{ estate_stratum("estates") }} as stratum,
        case estates.kind
            when 'own' then 'นิคมที่ดำเนินการเอง'
            when 'joint' then 'นิคมร่วมดำเนินงาน'
            else 'ไม่ทราบนิคม'
        end || case when estates.is_eec then ' ใน EEC' when not estates.is_eec then ' นอก EEC' else '' end
            as stratum_th,
        case estates.kind
            when 'own' then 'Own estates'
            when 'joint' then 'Joint estates'
            else 'Estate unknown'
        end || case when estates.is_eec then ', EEC' when not estates.is_eec then ', elsewhere' else '' end
            as stratum_en
    from customers
    left join estates
        on customers.estate = estates.code
    union all
    select
        customers.customer_id,
        'industry' as stratification,
        coalesce(industries.code, 'unknown') as stratum,
        coalesce(industries.name_th, 'ไม่ทราบอุตสาหกรรม') as stratum_th,
        coalesce(industries.name_en, 'Industry unknown') as stratum_en
    from customers
    left join industries
        on customers.industry = industries.code
),

counted as (
    select
        customer_strata.stratification,
        customer_strata.stratum,
        customer_strata.stratum_th,
        customer_strata.stratum_en,
        count(*) as customers,
        count(responded.customer_id) as responded
    from customer_strata
    left join responded
        on customer_strata.customer_id = responded.customer_id
    group by
        customer_strata.stratification,
        customer_strata.stratum,
        customer_strata.stratum_th,
        customer_strata.stratum_en
),

totals as (
    select
        *,
        sum(customers) over (partition by stratification) as all_customers,
        sum(responded) over (partition by stratification) as all_responded
    from counted
),

final as (
    select
        stratification,
        stratum,
        stratum_th,
        stratum_en,
        customers,
        cast(least(customers, greatest(
            {{ threshold("stratum_minimum") }},
            ceil({{ yamane("all_customers", threshold("survey_precision")) }} * customers / all_customers)
        )) as bigint) as needed,
        responded,
        cast(responded as double) / customers as response_rate,
        (cast(customers as double) / all_customers) / nullif(cast(responded as double) / nullif(all_responded, 0), 0)
            as weight
    from totals
)

select * from final
