-- Who signs the test stands in the units and in the process steps; both must say the same.
select process_steps.verifier
from {{ ref("process_steps") }} as process_steps
left join {{ ref("units") }} as units
    on process_steps.verifier = units.code
where
    process_steps.step = 'S5'
    and not coalesce(units.signs_s5, false)
