-- No verdict without both figures, and no verdict against them (K1 has the verdict of its own gate).
select
    kpi,
    aspect,
    target,
    actual,
    status
from {{ ref("kpi_scoreboard") }}
where
    (status in ('reached', 'not_reached') and (target is null or actual is null))
    or (status = 'reached' and actual < target)
    or (status = 'not_reached' and kpi in ('K3', 'K4') and actual >= target)
