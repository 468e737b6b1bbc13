-- The manual writes unit numbers in Thai digits, the list of units in Arabic ones.
with

units as (
    select
        code,
        length(code) + 1 as code_length
    from {{ ref("units") }}
),

recognised as (
    select
        process_steps.step,
        length(process_steps.owner) + 1 as owner_length,
        sum(units.code_length) as recognised_length
    from {{ ref("process_steps") }} as process_steps
    left join units
        on position(' ' || units.code || ' ' in ' ' || translate(process_steps.owner, '๑๒๓', '123') || ' ') > 0
    group by process_steps.step, process_steps.owner
)

select *
from recognised
where coalesce(recognised_length, 0) <> owner_length
