-- One row per feed that the segmentation reads: the period used, and whether it was closed at the cut-off of S1.
-- Used is the latest period closed at the cut-off, else the earliest one after it. A feed without rows has no row. A
-- month of usage that few customers have is a stray row or a month still coming in: it is none yet.
with

cycle as (
    select * from {{ ref("int_cycle") }}
),

registers as (
    select distinct
        'customers' as feed,
        cast(register_as_of as varchar) as period_key,
        register_as_of as period_start,
        register_as_of as period_end
    from {{ ref("stg_customers") }}
),

waves as (
    select
        'survey_responses' as feed,
        cast(wave as varchar) as period_key,
        cast(min(submitted_at) as date) as period_start,
        cast(max(submitted_at) as date) as period_end
    from {{ ref("stg_survey_responses") }}
    where submitted_at is not null
    group by wave
),

contract_dates as (
    select
        min(contracts.contract_date) as first_signed,
        max(case when contracts.contract_date <= cycle.s1_cut_off then contracts.contract_date end) as last_before,
        max(contracts.contract_date) as last_signed
    from {{ ref("stg_contracts") }} as contracts
    cross join cycle
),

contracts as (
    select
        'contracts' as feed,
        cast(coalesce(last_before, last_signed) as varchar) as period_key,
        first_signed as period_start,
        coalesce(last_before, last_signed) as period_end
    from contract_dates
    where last_signed is not null
),

months as (
    select
        service_usage.month,
        service_usage.month + interval 1 month - interval 1 day <= cycle.s1_cut_off as is_closed,
        count(distinct service_usage.juristic_id) as customers
    from {{ ref("stg_service_usage") }} as service_usage
    cross join cycle
    group by service_usage.month, is_closed
),

full_months as (
    select *
    from months
    qualify customers >= {{ threshold("usage_month_share_min") }} * max(customers) over ()
),

months_closed as (
    select count(*) >= {{ threshold("usage_months") }} as enough
    from full_months
    where is_closed
),

months_used as (
    select full_months.month
    from full_months
    cross join months_closed
    where full_months.is_closed or not months_closed.enough
    qualify row_number() over (order by full_months.month desc) <= {{ threshold("usage_months") }}
),

usage as (
    select
        'service_usage' as feed,
        cast(min(month) as varchar) as period_key,
        cast(min(month) as date) as period_start,
        cast(max(month) + interval 1 month - interval 1 day as date) as period_end
    from months_used
    having count(*) > 0
),

periods as (
    select * from registers
    union all
    select * from waves
    union all
    select * from contracts
    union all
    select * from usage
),

chosen as (
    select
        periods.feed,
        periods.period_key,
        periods.period_start,
        periods.period_end,
        periods.period_end <= cycle.s1_cut_off as closed_at_cut_off
    from periods
    cross join cycle
    qualify row_number() over (
        partition by periods.feed
        order by
            case when periods.period_end <= cycle.s1_cut_off then 0 else 1 end,
            abs(date_diff('day', periods.period_end, cycle.s1_cut_off)),
            periods.period_key desc
    ) = 1
),

final as (
    select
        feed,
        period_key,
        period_start,
        period_end,
        closed_at_cut_off,
        case feed
            when 'customers' then 'ทะเบียน ณ วันที่ ' || {{ date_text("period_end", "th") }}
            when 'contracts' then 'สัญญาที่ลงนามถึง ' || {{ date_text("period_end", "th") }}
            when 'survey_responses' then 'แบบสำรวจปี ' || period_key
            else {{ month_text("period_start", "th") }} || ' – ' || {{ month_text("period_end", "th") }}
        end
        || case when closed_at_cut_off then '' else ' (ปิดข้อมูลหลังวันตัดข้อมูล)' end as label_th,
        case feed
            when 'customers' then 'Register as of ' || {{ date_text("period_end", "en") }}
            when 'contracts' then 'Contracts signed by ' || {{ date_text("period_end", "en") }}
            when 'survey_responses' then 'Survey of ' || cast(cast(period_key as integer) - 543 as varchar)
            else {{ month_text("period_start", "en") }} || ' – ' || {{ month_text("period_end", "en") }}
        end
        || case when closed_at_cut_off then '' else ' (closed after the cut-off)' end as label_en
    from chosen
)

select * from final
