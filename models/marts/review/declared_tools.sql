-- One row per declared tool and group of customers (S1, I1): how often information was to be collected and how often it
-- was, where it is kept, with what it is analysed, for what it is used and whose it is. The tools of the cycle's year,
-- else of the latest year before it.
with

cycle as (
    select * from {{ ref("int_cycle") }}
),

tools as (
    select tools.*
    from {{ ref("stg_information_tools") }} as tools
    inner join cycle
        on tools.fiscal_year <= cycle.fiscal_year
    qualify rank() over (order by tools.fiscal_year desc) = 1
),

judged as (
    select
        *,
        case
            when promised_per_year is null or delivered is null then 'not_enough_data'
            when delivered = 0 and promised_per_year > 0 then 'never'
            when delivered < promised_per_year then 'less_often'
            else 'as_promised'
        end as status
    from tools
),

final as (
    select
        judged.fiscal_year,
        judged.tool_th,
        judged.customer_group,
        judged.promised_per_year,
        judged.delivered,
        judged.storage,
        judged.analysis_tool,
        judged.used_for,
        judged.unit,
        judged.status,
        statuses.name_th as status_th,
        statuses.name_en as status_en,
        coalesce(judged.tool_en, judged.tool_th) as tool_en
    from judged
    left join {{ ref("statuses") }} as statuses
        on judged.status = statuses.status
)

select * from final
