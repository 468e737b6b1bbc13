-- The total is the segments' customers, each once: counts add up and the mean lies between the lowest and the highest.
with

by_aspect as (
    select
        aspect,
        max(case when segment_key = 'all' then n_customers end) as n_all,
        sum(case when segment_key <> 'all' then n_customers end) as n_segments,
        max(case when segment_key = 'all' then mean_score end) as mean_all,
        min(case when segment_key <> 'all' then mean_score end) as lowest,
        max(case when segment_key <> 'all' then mean_score end) as highest
    from {{ ref("satisfaction_by_segment") }}
    group by aspect
)

select *
from by_aspect
where
    n_all <> n_segments
    or mean_all not between lowest and highest
