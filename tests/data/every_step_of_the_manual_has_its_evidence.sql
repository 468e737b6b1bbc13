-- A step that nobody has done yet is a row that says so, not a gap.
select process_steps.step
from {{ ref("process_steps") }} as process_steps
cross join {{ ref("int_cycle") }}
left join {{ ref("process_evidence") }} as evidence
    on process_steps.step = evidence.step
where evidence.step is null
