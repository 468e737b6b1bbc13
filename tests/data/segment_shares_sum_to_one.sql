-- S6: a year whose segments do not add up to all of its customers, or to all of their area where any is known.
select
    fiscal_year,
    sum(share_of_customers) as customers,
    sum(share_of_area) as area
from {{ ref("segment_profiles") }}
group by fiscal_year
having
    abs(sum(share_of_customers) - 1) > 1e-9
    or abs(coalesce(sum(share_of_area), 1) - 1) > 1e-9
