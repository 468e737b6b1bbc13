-- One row per quarter and indicator (K4: per aspect): target, result, verdict, and whether the result was measured in
-- the quarter or carried forward. Results are hidden as on the scoreboard.
with

quarters as (
    select * from {{ ref("kpi_by_quarter") }}
),

scoreboard as (
    select * from {{ ref("public_kpi_scoreboard") }}
),

final as (
    select
        quarters.fiscal_year,
        {{ printed_year("quarters.fiscal_year", "th") }} as fiscal_year_th,
        {{ printed_year("quarters.fiscal_year", "en") }} as fiscal_year_en,
        quarters.quarter,
        'ไตรมาส ' || quarters.quarter as quarter_th,
        'Quarter ' || quarters.quarter as quarter_en,
        scoreboard.sort_order,
        quarters.kpi,
        quarters.aspect,
        scoreboard.short_name_th,
        scoreboard.short_name_en,
        scoreboard.unit_th,
        scoreboard.unit_en,
        case
            when quarters.kpi = 'K3' then coalesce({{ printed_number("quarters.target", 2) }}, '–')
            else scoreboard.target_value_text
        end as target_value_text,
        case
            when quarters.actual is null then '–'
            when quarters.kpi = 'K3' then {{ printed_number("quarters.actual", 2) }}
            else scoreboard.actual_text
        end as actual_text,
        case when quarters.actual is null then '–' else coalesce(satisfaction.interval_text, '–') end as interval_text,
        case when quarters.n is null then '–' else scoreboard.customers_text end as customers_text,
        quarters.status,
        case
            when quarters.kpi = 'K3' or quarters.actual is null then statuses.name_th else scoreboard.status_th
        end as status_th,
        case
            when quarters.kpi = 'K3' or quarters.actual is null then statuses.name_en else scoreboard.status_en
        end as status_en,
        quarters.basis,
        quarters.basis_th,
        quarters.basis_en,
        coalesce({{ printed_date("quarters.measured_on") }}, '–') as measured_on_th,
        coalesce({{ printed_date("quarters.measured_on", "en") }}, '–') as measured_on_en
    from quarters
    inner join scoreboard
        on
            quarters.kpi = scoreboard.kpi
            and coalesce(quarters.aspect, '') = coalesce(scoreboard.aspect, '')
    left join {{ ref("public_satisfaction") }} as satisfaction
        on
            quarters.kpi = 'K4'
            and satisfaction.segment_key = 'all'
            and quarters.aspect = satisfaction.aspect
    left join {{ ref("statuses") }} as statuses
        on quarters.status = statuses.status
)

select * from final
