-- One row per consumer, table and column: the newest accepted version.
with

checked as (
    select * from {{ ref("stg_consumers__checked") }}
),

final as (
    select
        consumer,
        unit,
        table_name,
        column_name,
        purpose,
        source_file,
        source_sheet,
        source_table,
        source_row,
        source_key,
        source_sequence
    from checked
    where is_accepted
    qualify {{ is_latest("consumers") }}
)

select * from final
