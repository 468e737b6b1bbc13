-- One row per customer (juristic person) and register: the newest accepted version.
with

checked as (
    select * from {{ ref("stg_customers__checked") }}
),

final as (
    select
        juristic_id,
        register_as_of,
        customer_name,
        estate,
        industry,
        nationality,
        zone,
        start_year,
        employees,
        investment_million_baht,
        source_file,
        source_sheet,
        source_row,
        source_sequence
    from checked
    where is_accepted
    qualify {{ is_latest("customers") }}
)

select * from final
