-- One row per figure, fiscal year, quarter (0 = the year), area and contract type, with the totals `all`. A total is
-- known only when every part of it is: both areas, both contract types. The year so far adds the known quarters and
-- says how many they are; a year's target needs all four. A total stands for the earliest day of its parts: what was
-- reported later is in it, but not of every part.
with

figures as (
    select
        *,
        as_of as latest_as_of
    from {{ ref("int_area_figures") }}
),

by_area as (
    select
        figure,
        fiscal_year,
        quarter,
        area,
        contract_type,
        rai,
        as_of,
        latest_as_of,
        source_document,
        first_rai,
        first_as_of,
        is_disputed,
        1 as parts
    from figures
    union all
    select
        figure,
        fiscal_year,
        quarter,
        'all' as area,
        contract_type,
        {{ added_up() }},
        1 as parts
    from figures
    where area in ('eec', 'non_eec')
    group by figure, fiscal_year, quarter, contract_type
    having count(distinct area) = 2
),

by_contract_type as (
    select * from by_area
    union all
    select
        figure,
        fiscal_year,
        quarter,
        area,
        'all' as contract_type,
        {{ added_up() }},
        1 as parts
    from by_area
    where contract_type in ('sale', 'lease')
    group by figure, fiscal_year, quarter, area
    having count(distinct contract_type) = 2
),

by_year as (
    select * from by_contract_type
    union all
    select
        figure,
        fiscal_year,
        {{ renamed("0", "quarter") }},
        area,
        contract_type,
        {{ added_up() }},
        count(*) as parts
    from by_contract_type
    group by figure, fiscal_year, area, contract_type
    having figure = 'actual' or count(*) = 4
),

final as (
    select
        figure,
        fiscal_year,
        quarter,
        area,
        contract_type,
        cast(rai as decimal(18, 4)) as rai,
        as_of,
        latest_as_of,
        source_document,
        cast(first_rai as decimal(18, 4)) as first_rai,
        first_as_of,
        cast(parts as integer) as quarters_known,
        coalesce(is_disputed, false) as is_disputed
    from by_year
)

select * from final
