-- One row per cell of cases received that a public table prints, before anything is hidden: segments (and `unknown`)
-- by theme, and all cases by theme, channel and quarter. A pair that nobody has counts 0: a hidden cell may be one.
with

cases as (
    select * from {{ ref("int_voice_cases") }}
    where is_reviewed
),

members as (
    select
        *,
        segment_key as row_key
    from cases
    union all
    select
        *,
        'all' as row_key
    from cases
),

labelled as (
    select
        *,
        'rows' as breakdown,
        'all' as category
    from members
    union all
    select
        *,
        'theme' as breakdown,
        theme as category
    from members
    union all
    select
        *,
        'channel' as breakdown,
        channel as category
    from members
    where row_key = 'all'
    union all
    select
        *,
        'quarter' as breakdown,
        fiscal_year || '-' || fiscal_quarter as category
    from members
    where row_key = 'all'
),

counted as (
    select
        row_key,
        breakdown,
        category,
        count(*) as cases,
        count(distinct contributor) as contributors,
        count(case when not is_open then 1 end) as closed_cases,
        count(distinct case when not is_open then contributor end) as closed_contributors,
        {{ quantile("days_to_close", 0.5) }} as median_days_to_close
    from labelled
    group by row_key, breakdown, category
),

row_keys as (
    select segment_key as row_key from {{ ref("customer_segments") }}
    union
    select row_key from counted
    union
    select 'unknown' as row_key
),

grid as (
    select
        row_keys.row_key,
        'rows' as breakdown,
        'all' as category
    from row_keys
    union all
    select
        row_keys.row_key,
        'theme' as breakdown,
        themes.theme as category
    from row_keys
    cross join {{ ref("voice_themes") }} as themes
    union all
    select
        row_key,
        breakdown,
        category
    from counted
    where breakdown in ('channel', 'quarter')
),

final as (
    select
        this_cycle.fiscal_year,
        grid.row_key,
        grid.breakdown,
        grid.category,
        counted.median_days_to_close,
        coalesce(counted.cases, 0) as cases,
        coalesce(counted.contributors, 0) as contributors,
        coalesce(counted.closed_cases, 0) as closed_cases,
        coalesce(counted.closed_contributors, 0) as closed_contributors,
        case grid.breakdown when 'rows' then 'all' else grid.breakdown || ': ' || grid.category end as column_key
    from grid
    cross join {{ ref("int_cycle") }} as this_cycle
    left join counted
        on
            grid.row_key = counted.row_key
            and grid.breakdown = counted.breakdown
            and grid.category = counted.category
    where exists (select 1 from cases)
)

select * from final
