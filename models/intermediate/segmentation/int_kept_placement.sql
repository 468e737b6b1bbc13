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
        0 as attempt,
        kept_rule.*
    from {{ ref("int_kept_rule") }} as kept_rule
    inner join last_year
        on kept_rule.fiscal_year = last_year.fiscal_year
),

readings as (
    select
        0 as attempt,
        kept_values.*
    from {{ ref("int_kept_values") }} as kept_values
),

-- which of its segments a decision merged then
merges as (
    select
        0 as attempt,
        ledger.merged
    from last_year
    left join {{ source("ledger", "attempts") }} as ledger
        on
            last_year.fiscal_year = ledger.fiscal_year
            and last_year.attempt = ledger.attempt
            and ledger.event = 'attempt_started'
    qualify row_number() over (order by ledger.at desc nulls last) = 1
),

parts as (
    {{ placement_parts("rule", "readings") }}
),

placement as (
    {{ nearest_segments("rule", "readings", "parts", "merges") }}
),

keys as (
    select distinct
        fiscal_year,
        segment_no,
        segment_key
    from previous
),

final as (
    select
        rules.fiscal_year as rule_fiscal_year,
        placement.customer_id,
        coalesce(keys.segment_key, 'FY' || rules.fiscal_year || '-' || placement.segment_no) as segment_key,
        placement.missing_variables
    from placement
    cross join (select distinct fiscal_year from rule) as rules
    left join keys
        on placement.segment_no = keys.segment_no
)

select * from final
