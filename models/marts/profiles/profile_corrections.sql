-- One row per customer that a unit checked this year and did not confirm, or that is no customer of the year: what has
-- to be corrected, beside what the profile database says.
with

checks as (
    select
        checks.*,
        {{ counts_under("checks.juristic_id") }} as customer_id
    from {{ ref("stg_profile_checks") }} as checks
    inner join {{ ref("int_cycle") }} as this_cycle
        on checks.fiscal_year = this_cycle.fiscal_year
    left join {{ ref("int_customer_merges") }} as merged
        on checks.juristic_id = merged.merged_id
),

final as (
    select
        checks.fiscal_year,
        checks.juristic_id,
        placed.customer_name,
        placed.segment_key,
        placed.segment_name_th,
        placed.segment_name_en,
        placed.estate,
        placed.industry,
        checks.correction,
        checks.unit,
        checks.checked_on,
        checks.source_file,
        cast(checks.source_row as integer) as source_row,
        case
            when placed.customer_id is null then 'not_a_customer'
            when checks.correction is null then 'correction_missing'
            else 'to_correct'
        end as status
    from checks
    left join {{ ref("customer_segments") }} as placed
        on checks.customer_id = placed.customer_id
    where placed.customer_id is null or checks.check_result = 'corrected'
)

select * from final
order by juristic_id
