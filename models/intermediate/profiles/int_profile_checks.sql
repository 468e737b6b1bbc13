-- One row per customer of the year: its segment, the unit that looks after it (`none` without one), and whether a unit
-- that checked it this year had something to correct (1) or nothing (0); null when nobody checked it.
with

checks as (
    select
        {{ counts_under("checks.juristic_id") }} as customer_id,
        checks.fiscal_year,
        max(case when checks.check_result = 'corrected' then 1 else 0 end) as was_corrected
    from {{ ref("stg_profile_checks") }} as checks
    left join {{ ref("int_customer_merges") }} as merged
        on checks.juristic_id = merged.merged_id
    group by all
),

final as (
    select
        placed.fiscal_year,
        placed.customer_id,
        placed.segment_key,
        checks.was_corrected,
        coalesce(units.unit, 'none') as unit
    from {{ ref("customer_segments") }} as placed
    left join checks
        on
            placed.customer_id = checks.customer_id
            and placed.fiscal_year = checks.fiscal_year
    left join {{ ref("int_customer_units") }} as units
        on placed.customer_id = units.customer_id
)

select * from final
