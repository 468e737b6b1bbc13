-- Law of the test: a variable, or a construct, that makes segments and is tested or followed on them. Testing segments
-- on what they were made from finds "significant" differences in pure noise.
with

variables as (
    select * from {{ ref("segmentation_variables") }}
)

select
    basis.variable as basis_variable,
    held_out.variable as held_out_variable,
    basis.construct
from variables as basis
inner join variables as held_out
    on
        basis.variable = held_out.variable
        or basis.construct = held_out.construct
where
    basis.role = 'basis'
    and held_out.role in ('needs', 'outcome')
