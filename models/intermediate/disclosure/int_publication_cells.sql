-- One row per cell of customers, or of amounts of theirs, that a public table prints, of all tables together: what one
-- shows must not give away what another hides. `all` is a total; the cells of one measure and breakdown add up to it
-- along rows and along columns. Kept cells are hidden only when nothing else helps.
with

profiles as (
    select * from {{ ref("segment_profiles") }}
),

sizes as (
    select
        segment_key,
        customers,
        new_customers
    from profiles
    union all
    select
        'all' as segment_key,
        sum(customers) as customers,
        sum(new_customers) as new_customers
    from profiles
    having count(*) > 0
),

mix as (
    select * from {{ ref("int_segment_mix") }}
),

-- the response rates print customers by industry over all segments, and by kind of estate
strata as (
    select
        'industry' as stratification,
        category as stratum,
        sum(customers) as customers
    from mix
    where variable = 'industry'
    group by category
    union all
    select
        stratification,
        stratum,
        customers
    from {{ ref("survey_response_rate") }}
    where stratification = 'estate'
),

-- all customers and the new ones are totals of other tables
kinds as (
    select * from {{ ref("placement_confidence") }}
    where kind not in ('all', 'new')
),

paths as (
    select
        cast(path_no as varchar) as path_key,
        customers
    from {{ ref("segment_typing_rule") }}
    union all
    select
        'all' as path_key,
        sum(customers) as customers
    from {{ ref("segment_typing_rule") }}
    having count(*) > 0
),

complete as (
    select distinct
        segment_key,
        complete_customers
    from {{ ref("segment_drivers") }}
),

-- how long a case took is told of segments, and of themes over all cases
days_to_close as (
    select * from {{ ref("int_voice_cells") }}
    where breakdown = 'rows' or (breakdown = 'theme' and row_key = 'all')
),

final as (
    {{ publication_cells("sizes", "'customers'", "customers", row_key="segment_key", is_kept="true") }}
    union all
    {{ publication_cells(
        "mix", "'customers'", "customers", row_key="segment_key", column_key="variable || ': ' || category",
        breakdown="variable"
    ) }}
    union all
    {{ publication_cells(
        "strata", "'customers'", "customers", column_key="stratification || ': ' || stratum",
        breakdown="stratification", rule="'survey'"
    ) }}
    union all
    {{ publication_cells("sizes", "'new customers'", "new_customers", row_key="segment_key",
        is_kept="segment_key = 'all'") }}
    union all
    {{ publication_cells("kinds", "'kind: ' || kind", "customers") }}
    union all
    {{ publication_cells("paths", "'path'", "customers", row_key="path_key", is_kept="path_key = 'all'") }}
    union all
    {{ publication_cells(
        ref("int_segment_holdings"), "'area'", "customers", row_key="segment_key", rule="'amount'", value="area_rai",
        largest="largest", second_largest="second_largest", is_kept="segment_key = 'all'"
    ) }}
    union all
    {{ publication_cells(
        ref("int_signed_area_cells"), "'signed area'", "customers", row_key="row_key", column_key="contract_type",
        breakdown="breakdown", rule="'amount'", value="area_rai", largest="largest", second_largest="second_largest",
        is_kept="row_key = 'all' and contract_type = 'all'"
    ) }}
    union all
    {{ publication_cells(
        ref("int_segment_figures"), "'known: ' || variable", "customers", row_key="segment_key",
        is_kept="segment_key = 'all'"
    ) }}
    union all
    {{ publication_cells(
        ref("satisfaction_by_segment"), "'satisfaction: ' || aspect", "n_customers", row_key="segment_key", rule="'survey'",
        is_kept="segment_key = 'all'"
    ) }}
    union all
    {{ publication_cells(
        ref("satisfaction_by_segment"), "'satisfaction pairs: ' || aspect", "paired_customers", row_key="segment_key",
        rule="'survey'", is_kept="segment_key = 'all'"
    ) }}
    union all
    {{ publication_cells(
        ref("segment_needs"), "'need: ' || item_id", "n_customers", row_key="segment_key", rule="'survey'"
    ) }}
    union all
    {{ publication_cells(
        "complete", "'drivers'", "complete_customers", row_key="segment_key", rule="'survey'",
        is_kept="segment_key = 'all'"
    ) }}
    union all
    {{ publication_cells(
        ref("segment_drivers"), "'driver score: ' || item_id", "answered_customers", row_key="segment_key",
        rule="'survey'", is_kept="segment_key = 'all'"
    ) }}
    union all
    {{ publication_cells(
        ref("int_voice_cells"), "'voice'", "contributors", row_key="row_key", column_key="column_key",
        breakdown="breakdown", value="cases", is_kept="row_key = 'all' and column_key = 'all'"
    ) }}
    union all
    {{ publication_cells(
        "days_to_close", "'voice closed'", "closed_contributors", row_key="row_key", column_key="column_key",
        breakdown="breakdown", value="closed_cases", is_kept="row_key = 'all' and column_key = 'all'"
    ) }}
)

select * from final
