-- The gate S5: a row for the current attempt unless its segments differ in their needs. It stands on segment_tests, so
-- dbt skips everything after it; without any attempt there is nothing to publish and customer_segments is empty.
with

attempts as (
    select * from {{ ref("int_test_verdicts") }}
    where is_current
),

passed as (
    select distinct attempt
    from {{ ref("segment_tests") }}
    where attempt_passed
)

select
    attempts.fiscal_year,
    attempts.attempt,
    attempts.approach
from attempts
left join passed
    on attempts.attempt = passed.attempt
where passed.attempt is null
