-- One row per segment of last year or this year: how many customers it had, what the customers changed in that while
-- the rule was held fixed, what the method changed while the data were, and how many it has. The steps are null where
-- last year's rule is not there to tell them apart. Only for a year that passed the gate.
with

placed as (
    select
        fiscal_year,
        attempt,
        customer_id,
        segment_key,
        segment_name_th,
        segment_name_en
    from {{ ref("customer_segments") }}
),

previous as (
    select * from {{ ref("int_previous_segments") }}
),

kept as (
    select * from {{ ref("int_kept_placement") }}
),

current_attempt as (
    select distinct attempt from placed
),

years as (
    select
        changes.fiscal_year,
        changes.previous_fiscal_year,
        changes.status,
        min(kept_rule.approach) as previous_approach,
        min(attempts.approach) as approach
    from {{ ref("segment_changes") }} as changes
    cross join current_attempt
    inner join {{ ref("int_attempts") }} as attempts
        on current_attempt.attempt = attempts.attempt
    left join {{ ref("int_kept_rule") }} as kept_rule
        on changes.previous_fiscal_year = kept_rule.fiscal_year
    group by changes.fiscal_year, changes.previous_fiscal_year, changes.status
),

members as (
    select
        segment_key,
        segment_name_th as name_th,
        segment_name_en as name_en,
        'now' as moment
    from placed
    union all
    select
        segment_key,
        segment_name_th as name_th,
        segment_name_en as name_en,
        'then' as moment
    from previous
    union all
    select
        segment_key,
        cast(null as varchar) as name_th,
        cast(null as varchar) as name_en,
        'kept' as moment
    from kept
),

counted as (
    select
        segment_key,
        cast(count(case when moment = 'then' then 1 end) as integer) as previous_customers,
        cast(count(case when moment = 'kept' then 1 end) as integer) as kept_customers,
        cast(count(case when moment = 'now' then 1 end) as integer) as customers,
        coalesce(min(case when moment = 'now' then name_th end), min(name_th), segment_key) as name_th,
        coalesce(min(case when moment = 'now' then name_en end), min(name_en), segment_key) as name_en
    from members
    group by segment_key
),

final as (
    select
        years.fiscal_year,
        years.previous_fiscal_year,
        years.status,
        years.previous_approach,
        years.approach,
        counted.segment_key,
        counted.name_th,
        counted.name_en,
        counted.previous_customers,
        counted.customers,
        case when years.status = 'compared' then counted.kept_customers - counted.previous_customers end
            as changed_by_customers,
        case when years.status = 'compared' then counted.customers - counted.kept_customers end as changed_by_method
    from counted
    cross join years
)

select * from final
order by segment_key
