-- A segment whose customers did not answer is a row that says so.
select
    segment_key,
    count(*) as found
from {{ ref("satisfaction_by_segment") }}
group by segment_key
having
    count(*) <> (select count(*) from {{ ref("aspects") }})
    or count(distinct aspect) <> count(*)
