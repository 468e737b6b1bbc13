-- One row per fiscal year, quarter (0 = the year), area and contract type: the area sold and leased beside its target
-- (K3). The years run up to the one whose segmentation passed the test.
with

evaluated_years as (
    select distinct fiscal_year
    from {{ ref("customer_segments") }}
),

totals as (
    select * from {{ ref("int_area_totals") }}
),

years as (
    select fiscal_year from evaluated_years
    union
    select totals.fiscal_year
    from totals
    inner join evaluated_years
        on totals.fiscal_year < evaluated_years.fiscal_year
),

quarters as (
    select {{ renamed("0", "quarter") }}
    union all
    select distinct {{ renamed("fiscal_quarter", "quarter") }} from {{ ref("months") }}
),

areas as (
    select 'eec' as area
    union all
    select 'non_eec' as area
    union all
    select 'all' as area
),

contract_types as (
    select code as contract_type from {{ ref("contract_types") }}
    union all
    select 'all' as contract_type
),

compared as (
    select
        years.fiscal_year,
        quarters.quarter,
        areas.area,
        contract_types.contract_type,
        targets.rai as target_rai,
        actuals.rai as actual_rai,
        targets.as_of as target_as_of,
        targets.latest_as_of as target_latest_as_of,
        targets.source_document as target_source,
        actuals.as_of as actual_as_of,
        actuals.latest_as_of as actual_latest_as_of,
        targets.first_rai as first_target_rai,
        targets.first_as_of as first_target_as_of,
        actuals.first_rai as first_actual_rai,
        actuals.first_as_of as first_actual_as_of,
        cast(actuals.rai / nullif(targets.rai, 0) as double) as share_of_target,
        targets.rai <> targets.first_rai as target_is_restated,
        actuals.rai <> actuals.first_rai as actual_is_restated,
        coalesce(targets.is_disputed, false) as target_is_disputed,
        coalesce(actuals.quarters_known, 0) as quarters_known
    from years
    cross join quarters
    cross join areas
    cross join contract_types
    left join totals as targets
        on
            targets.figure = 'target'
            and years.fiscal_year = targets.fiscal_year
            and quarters.quarter = targets.quarter
            and areas.area = targets.area
            and contract_types.contract_type = targets.contract_type
    left join totals as actuals
        on
            actuals.figure = 'actual'
            and years.fiscal_year = actuals.fiscal_year
            and quarters.quarter = actuals.quarter
            and areas.area = actuals.area
            and contract_types.contract_type = actuals.contract_type
),

final as (
    select
        *,
        case
            when target_rai is null then 'no_target'
            when target_is_disputed then 'target_unclear'
            when actual_rai >= target_rai then 'reached'
            when actual_rai is null or (quarter = 0 and quarters_known < 4) then 'not_yet_measured'
            else 'not_reached'
        end as status
    from compared
)

select * from final
