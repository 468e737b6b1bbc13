-- Bounds are inclusive with two decimals: the next class begins one hundredth above the last, the first at the lowest
-- answer of the scale, the last ends at its highest; the target begins with exactly one class.
with

classes as (
    select
        fiscal_year_from,
        scale_min,
        scale_max,
        level,
        lower_bound,
        upper_bound,
        lag(upper_bound) over (
            partition by fiscal_year_from, scale_min, scale_max
            order by level
        ) as upper_bound_below,
        lead(lower_bound) over (
            partition by fiscal_year_from, scale_min, scale_max
            order by level
        ) as lower_bound_above,
        sum(case when is_target then 1 else 0 end) over (
            partition by fiscal_year_from, scale_min, scale_max
        ) as targets
    from {{ ref("satisfaction_classes") }}
)

select
    level,
    lower_bound,
    upper_bound
from classes
where
    lower_bound <> coalesce(upper_bound_below + 0.01, scale_min)
    or upper_bound <> coalesce(lower_bound_above - 0.01, scale_max)
    or targets <> 1
