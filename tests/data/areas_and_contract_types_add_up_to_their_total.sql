-- A total is the sum of its parts or it is unknown; it is never the sum of the parts that happen to be known.
with

results as (
    select
        fiscal_year,
        quarter,
        max(case when area = 'all' and contract_type = 'all' then actual_rai end) as total,
        sum(case when area <> 'all' and contract_type = 'all' then actual_rai end) as areas,
        sum(case when area = 'all' and contract_type <> 'all' then actual_rai end) as contract_types
    from {{ ref("area_against_target") }}
    where quarter > 0
    group by fiscal_year, quarter
)

select *
from results
where total <> areas or total <> contract_types
