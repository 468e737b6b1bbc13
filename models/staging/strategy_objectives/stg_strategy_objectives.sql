-- One row per fiscal year and objective: the newest accepted version.
with

checked as (
    select * from {{ ref("stg_strategy_objectives__checked") }}
),

final as (
    select
        fiscal_year,
        objective_key,
        objective_th,
        objective_en,
        strategy_th,
        strategy_en,
        is_customer_strategy,
        unit,
        source_file,
        source_sheet,
        source_table,
        source_row,
        source_key,
        source_sequence
    from checked
    where is_accepted
    qualify {{ is_latest("strategy_objectives") }}
)

select * from final
