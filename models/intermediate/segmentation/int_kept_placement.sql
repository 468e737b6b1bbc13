-- One row per current customer: the segment that last year's published rule gives it on this year's data, whatever this
-- year's approach is. Empty when no rule of that year is archived.
with

previous as (
    select * from {{ ref("int_previous_segments") }}
),

last_year as (
    select distinct
        fiscal_year,
        attempt
    from previous
),

-- the rule, and what it reads, under a number that no attempt has
rule as (
    select
        kept_rule.*,
        0 as attempt
    from {{ ref("int_kept_rule") }} as kept_rule
    inner join last_year
        on kept_rule.fiscal_year = last_year.fiscal_year
),

readings as (
    select
        kept_values.*,
        0 as attempt
    from {{ ref("int_kept_values") }} as kept_values
),

kept_merges as (
    {{ merges_of_the_kept_rule() }}
),

-- which of its segments a decision merged then
decided as (
    select
        0 as attempt,
        max(merged) as merged
    from kept_merges
),

parts as (
    {{ placement_parts("rule", "readings") }}
),

placement as (
    {{ nearest_segments("rule", "readings", "parts", "decided") }}
),

keys as (
    select distinct
        segment_no,
        segment_key
    from previous
),

final as (
    select
        last_year.fiscal_year as rule_fiscal_year,
        placement.customer_id,
        placement.missing_variables,
        coalesce(keys.segment_key, 'FY' || last_year.fiscal_year || '-' || placement.segment_no) as segment_key
    from placement
    cross join last_year
    left join keys
        on placement.segment_no = keys.segment_no
)

select * from final
