-- One row per figure (target or actual), fiscal year, quarter, area and contract type: the newest value known on
-- the day asked for (`as_of`), beside the first one, so that a restatement shows. A dash was nil, a blank has no row.
with

targets as (
    select
        'target' as figure,
        fiscal_year,
        quarter,
        area,
        'all' as contract_type,
        target_rai as rai,
        as_of,
        source as source_document,
        source_sequence,
        source_row
    from {{ ref("stg_area_targets") }}
),

actuals as (
    select
        'actual' as figure,
        fiscal_year,
        quarter,
        area,
        contract_type,
        actual_rai as rai,
        as_of,
        cast(null as varchar) as source_document,
        source_sequence,
        source_row
    from {{ ref("stg_area_actuals") }}
),

reported as (
    select * from targets
    union all
    select * from actuals
),

known as (
    select
        *,
        row_number() over (
            partition by figure, fiscal_year, quarter, area, contract_type
            order by as_of nulls first, source_sequence, source_row
        ) as place
    from reported
    where
        rai is not null
        and coalesce(as_of <= {{ day_asked_for() }}, true)
),

newest as (
    select
        figure,
        fiscal_year,
        quarter,
        area,
        contract_type,
        cast(max_by(rai, place) as decimal(18, 4)) as rai,
        cast(min_by(rai, place) as decimal(18, 4)) as first_rai,
        max(as_of) as as_of,
        max_by(source_document, place) as source_document,
        min(as_of) as first_as_of
    from known
    group by figure, fiscal_year, quarter, area, contract_type
),

final as (
    select
        newest.*,
        conflicts.targets is not null as is_disputed
    from newest
    left join {{ ref("int_area_target_conflicts") }} as conflicts
        on
            newest.figure = 'target'
            and newest.fiscal_year = conflicts.fiscal_year
            and newest.quarter = conflicts.quarter
            and newest.area = conflicts.area
            and newest.as_of is not distinct from conflicts.as_of
)

select * from final
