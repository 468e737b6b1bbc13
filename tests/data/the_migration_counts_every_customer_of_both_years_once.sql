-- S4: the customers of this year, or those of last year, are not all in the migration, or some are there twice.
with

migration as (
    select
        sum(case when movement <> 'left' then customers end) as these_customers,
        sum(case when movement <> 'joined' then customers end) as earlier_customers
    from {{ ref("segment_migration") }}
),

this_year as (
    select count(*) as these_customers from {{ ref("customer_segments") }}
),

last_year as (
    select count(*) as earlier_customers from {{ ref("int_previous_segments") }}
)

select
    migration.these_customers,
    this_year.these_customers as expected_now,
    migration.earlier_customers,
    last_year.earlier_customers as expected_before
from migration
cross join this_year
cross join last_year
where
    migration.these_customers <> this_year.these_customers
    or migration.earlier_customers <> last_year.earlier_customers
