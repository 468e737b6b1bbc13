-- One row per indicator of the work manual's section 11 (K4: per aspect): target, result, verdict and why, with the
-- period and the day the figure stands for. A figure that is not there has a reason, never a default.
with

cycle as (
    select * from {{ ref("int_cycle") }}
),

indicators as (
    select * from {{ ref("indicators") }}
),

aspects as (
    select * from {{ ref("aspects") }}
),

not_served as (
    select
        cycle.fiscal_year,
        requirements.id as kpi,
        requirements.not_served_reason_th as why_th,
        requirements.not_served_reason as why_en
    from cycle
    cross join {{ ref("requirements") }} as requirements
    where requirements.not_served_reason is not null
),

results as (
    {% for measured in ["int_kpi_needs", "int_kpi_drivers", "int_kpi_area", "int_kpi_satisfaction"] %}
        select
            fiscal_year,
            kpi,
            aspect,
            target_figure,
            actual_figure,
            status,
            why_th,
            why_en,
            period_th,
            period_en,
            as_of,
            n
        from {{ ref(measured) }}
        union all
    {% endfor %}
    select
        fiscal_year,
        kpi,
        null as aspect,
        null as target_figure,
        null as actual_figure,
        'not_yet_measured' as status,
        why_th,
        why_en,
        null as period_th,
        null as period_en,
        null as as_of,
        null as n
    from not_served
),

final as (
    select
        results.fiscal_year,
        indicators.kpi,
        results.aspect,
        indicators.target_text_th,
        indicators.target_text_en,
        {{ renamed("cast(results.target_figure as decimal(18, 4))", "target") }},
        cast(results.actual_figure as decimal(18, 4)) as actual,
        indicators.unit_th,
        indicators.unit_en,
        results.status,
        statuses.name_th as status_th,
        statuses.name_en as status_en,
        results.why_th,
        results.why_en,
        results.as_of,
        cast(results.n as bigint) as n,
        indicators.name_th || coalesce(': ' || aspects.name_th, '') as name_th,
        indicators.name_en || coalesce(': ' || aspects.name_en, '') as name_en,
        coalesce(results.period_th, 'ปีงบประมาณ ' || results.fiscal_year) as period_th,
        coalesce(results.period_en, 'Fiscal year ' || (results.fiscal_year - 543)) as period_en
    from results
    inner join indicators
        on results.kpi = indicators.kpi
    left join aspects
        on results.aspect = aspects.aspect
    left join {{ ref("statuses") }} as statuses
        on results.status = statuses.status
)

select * from final
