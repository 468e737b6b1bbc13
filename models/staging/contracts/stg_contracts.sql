-- One row per contract and plot: the newest accepted version.
with

checked as (
    select * from {{ ref("stg_contracts__checked") }}
),

final as (
    select
        contract_number,
        plot,
        juristic_id,
        customer_name,
        estate,
        contract_type,
        area_rai,
        contract_date,
        value_baht,
        is_active,
        source_file,
        source_sheet,
        source_row,
        source_sequence
    from checked
    where is_accepted
    qualify {{ is_latest("contracts") }}
)

select * from final
