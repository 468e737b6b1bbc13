-- One row per segment and `all`: how many of its customers the units checked this year, and which share they confirmed.
with

placed as (
    select * from {{ ref("int_profile_checks") }}
),

counted as (
    select
        fiscal_year,
        segment_key,
        {{ checks_counted() }}
    from placed
    group by fiscal_year, segment_key
    union all
    select
        fiscal_year,
        'all' as segment_key,
        {{ checks_counted() }}
    from placed
    group by fiscal_year
),

final as (
    select
        *,
        case when checked_customers = 0 then 'not_checked' else 'checked' end as status
    from counted
)

select * from final
order by segment_key
