-- One row per objective of the year's segmentation, with the strategy's objective that it serves, as published.
with

objectives as (
    select * from {{ ref("segmentation_objectives_checked") }}
),

final as (
    select
        fiscal_year,
        objective,
        objective_th,
        coalesce(objective_en, objective_th) as objective_en,
        coalesce(strategy_objective_th, 'ไม่พบวัตถุประสงค์') as strategy_objective_th,
        coalesce(strategy_objective_en, 'No objective found') as strategy_objective_en,
        coalesce(strategy_th, 'ไม่ระบุ') as strategy_th,
        coalesce(strategy_en, 'Not stated') as strategy_en,
        coalesce(unit, 'ไม่ระบุ') as unit_th,
        coalesce({{ unit_name("unit") }}, 'Not stated') as unit_en,
        coalesce(reason_th, 'สอดคล้องกับยุทธศาสตร์ของปี') as status_th,
        coalesce(reason_en, 'Serves the strategy of the year') as status_en
    from objectives
)

select * from final
