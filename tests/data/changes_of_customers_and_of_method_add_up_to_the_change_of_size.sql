-- S4: a segment whose size this year less last year's is not what the customers changed (rule held fixed) and what the
-- method changed (data held fixed) together.
with

changes as (
    select * from {{ ref("segment_changes") }}
    where status = 'compared'
),

steps as (
    select
        previous_segment_key as segment_key,
        -customers as by_customers,
        0 as by_method
    from changes
    union all
    select
        kept_segment_key as segment_key,
        customers as by_customers,
        -customers as by_method
    from changes
    union all
    select
        segment_key,
        0 as by_customers,
        customers as by_method
    from changes
),

explained as (
    select
        segment_key,
        sum(by_customers) as by_customers,
        sum(by_method) as by_method
    from steps
    where segment_key is not null
    group by segment_key
),

sizes as (
    select
        segment_key,
        sum(customers) as growth
    from (
        select
            segment_key,
            1 as customers
        from {{ ref("customer_segments") }}
        union all
        select
            segment_key,
            -1 as customers
        from {{ ref("int_previous_segments") }}
    ) as both_years
    where exists (select 1 from changes)
    group by segment_key
)

select
    sizes.growth,
    explained.by_customers,
    explained.by_method,
    coalesce(sizes.segment_key, explained.segment_key) as segment_key
from sizes
full outer join explained
    on sizes.segment_key = explained.segment_key
where sizes.growth is distinct from explained.by_customers + explained.by_method
