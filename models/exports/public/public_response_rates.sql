-- One row per stratum of customers: how many answered the survey against how many are needed, and the weight that
-- follows. Strata that may not be shown stand together.
with

judged as (
    select
        *,
        {{ is_hidden("'customers'", column_key="stratification || ': ' || stratum") }} as is_pooled
    from {{ ref("survey_response_rate") }}
),

counted as (
    select
        stratification,
        case when is_pooled then 'small' else stratum end as stratum,
        case when is_pooled then 'กลุ่มที่มีลูกค้าน้อย รวมกัน' else stratum_th end as stratum_th,
        case when is_pooled then 'Small groups together' else stratum_en end as stratum_en,
        sum(customers) as customers,
        sum(needed) as needed,
        sum(responded) as responded
    from judged
    group by all
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
        cast(customers as bigint) as customers,
        cast(needed as bigint) as needed,
        cast(responded as bigint) as responded,
        responded >= needed as is_enough,
        case stratification when 'estate' then 'นิคมอุตสาหกรรม' else 'ประเภทอุตสาหกรรม' end as stratification_th,
        case stratification when 'estate' then 'Industrial estate' else 'Industry' end as stratification_en,
        {{ printed_share("responded / nullif(customers, 0)", 1) }} as response_rate_text,
        case
            when responded = 0 then '–'
            else {{ printed_number("(customers / all_customers) / (responded / all_responded)", 2) }}
        end as weight_text,
        case
            when responded >= needed then 'พอ'
            else 'ขาด ' || cast(cast(needed - responded as bigint) as varchar) || ' ราย'
        end as enough_th,
        case
            when responded >= needed then 'Enough'
            else cast(cast(needed - responded as bigint) as varchar) || ' short'
        end as enough_en
    from totals
)

select * from final
