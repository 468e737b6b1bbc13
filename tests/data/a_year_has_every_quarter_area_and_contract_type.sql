-- Five quarters (with the year), three areas and three contract types (with the totals): 45 rows, each once.
with

combinations as (
    select
        fiscal_year,
        quarter,
        area,
        contract_type,
        count(*) as times
    from {{ ref("area_against_target") }}
    group by fiscal_year, quarter, area, contract_type
)

select
    fiscal_year,
    count(*) as found
from combinations
group by fiscal_year
having count(*) <> 45 or max(times) > 1
