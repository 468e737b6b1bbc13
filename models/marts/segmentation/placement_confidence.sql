-- One row per kind of customer: how surely the customers of the year are placed (S4), the new and the incompletely
-- known ones apart. Only for a year that passed the gate.
with

placed as (
    select * from {{ ref("customer_segments") }}
),

kinds as (
    select
        fiscal_year,
        confidence_level,
        'all' as kind
    from placed
    union all
    select
        fiscal_year,
        confidence_level,
        'new' as kind
    from placed
    where is_new_customer
    union all
    select
        fiscal_year,
        confidence_level,
        'incomplete' as kind
    from placed
    where missing_variables > 0
    union all
    select
        fiscal_year,
        confidence_level,
        'without_data' as kind
    from placed
    where distance is null
),

final as (
    select
        fiscal_year,
        kind,
        cast(count(*) as integer) as customers,
        cast(count(case when confidence_level = 'high' then 1 end) as integer) as high,
        cast(count(case when confidence_level = 'medium' then 1 end) as integer) as medium,
        cast(count(case when confidence_level = 'low' then 1 end) as integer) as low
    from kinds
    group by fiscal_year, kind
)

select * from final
order by kind
