-- One row per customer, service and month: the newest accepted version. Nil is 0, an unknown quantity is null.
with

checked as (
    select * from {{ ref("stg_service_usage__checked") }}
),

final as (
    select
        juristic_id,
        service,
        month,
        quantity,
        unit,
        source_file,
        source_sheet,
        source_row,
        source_sequence
    from checked
    where is_accepted
    qualify {{ is_latest("service_usage") }}
)

select * from final
