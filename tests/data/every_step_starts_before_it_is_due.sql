-- The calendar counts from the first day of the fiscal year, so a slip of a month shows here.
select
    step,
    planned_start,
    due
from {{ ref("process_evidence") }}
where planned_start > due
