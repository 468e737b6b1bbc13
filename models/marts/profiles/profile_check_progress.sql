-- One row per segment and `all`: how many of its customers the units checked this year, and which share they confirmed.
with

placed as (
    select
        fiscal_year,
        customer_id,
        segment_key
    from {{ ref("customer_segments") }}
),

members as (
    select * from placed
    union all
    select
        fiscal_year,
        customer_id,
        'all' as segment_key
    from placed
),

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
        members.fiscal_year,
        members.segment_key,
        cast(count(*) as integer) as customers,
        cast(count(checks.customer_id) as integer) as checked_customers,
        cast(count(case when checks.was_corrected = 0 then 1 end) as integer) as confirmed_customers,
        cast(count(case when checks.was_corrected = 1 then 1 end) as integer) as corrected_customers,
        count(case when checks.was_corrected = 0 then 1 end) / nullif(count(checks.customer_id), 0) as share_confirmed,
        case when count(checks.customer_id) = 0 then 'not_checked' else 'checked' end as status
    from members
    left join checks
        on
            members.customer_id = checks.customer_id
            and members.fiscal_year = checks.fiscal_year
    group by members.fiscal_year, members.segment_key
)

select * from final
order by segment_key
