-- One row per customer and register: the newest accepted version. A customer is its juristic id; without one, the id
-- that its customer number has in another row; else the number itself.
with

checked as (
    select
        *,
        min(juristic_id) over (partition by customer_number) as least_id,
        max(juristic_id) over (partition by customer_number) as greatest_id
    from {{ ref("stg_customers__checked") }}
    where is_accepted
),

identified as (
    select
        *,
        coalesce(
            juristic_id,
            case when least_id = greatest_id then least_id end,
            'no-' || replace(customer_number, ' ', '')
        ) as customer_id
    from checked
),

final as (
    select
        customer_id,
        juristic_id,
        customer_number,
        register_as_of,
        customer_name,
        estate,
        province,
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
    from identified
    qualify {{ is_latest("customers") }}
)

select * from final
