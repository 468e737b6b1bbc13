-- One row per consumer, table and column of the feed consumers: whether the profile database has the column, and
-- whether the consumer is registered, so that a change of the column will name it.
with

asked as (
    select * from {{ ref("stg_consumers") }}
),

registered as (
    {{ registered_columns() }}
),

known as (
    {{ database_columns() }}
),

-- the register is of the database that a passed year brings
database as (
    select count(*) as customers from {{ ref("customer_segments") }}
),

final as (
    select
        asked.consumer,
        asked.unit,
        asked.table_name,
        asked.column_name,
        asked.purpose,
        case
            when known.column_name is null then 'unknown_column'
            when registered.consumer is null then 'not_registered'
            else 'registered'
        end as status,
        database.customers > 0 as is_published
    from asked
    cross join database
    left join known
        on
            asked.table_name = known.table_name
            and asked.column_name = known.column_name
    left join registered
        on
            asked.consumer = registered.consumer
            and asked.table_name = registered.table_name
            and asked.column_name = registered.column_name
)

select * from final
order by consumer, table_name, column_name
