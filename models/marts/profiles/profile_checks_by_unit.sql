-- One row per unit that looks after customers (`none` for those without one): how many of them were checked this year,
-- which share was confirmed, and how many corrections are open.
with

counted as (
    select
        fiscal_year,
        unit,
        {{ checks_counted() }}
    from {{ ref("int_profile_checks") }}
    group by fiscal_year, unit
),

final as (
    select
        *,
        case
            when not exists (select 1 from {{ ref("stg_profile_checks") }}) then 'never_received'
            when checked_customers = 0 then 'not_checked'
            else 'checked'
        end as status
    from counted
)

select * from final
order by unit
