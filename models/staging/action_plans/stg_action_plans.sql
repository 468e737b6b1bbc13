-- One row per fiscal year, plan and segment: the newest accepted version.
with

checked as (
    select * from {{ ref("stg_action_plans__checked") }}
),

final as (
    select
        fiscal_year,
        plan_number,
        plan_th,
        plan_en,
        unit,
        indicator_th,
        indicator_en,
        target_th,
        target_en,
        details,
        obstacles,
        progress_percent,
        indicator_supervisor,
        segment,
        objective_key,
        serves,
        budget_baht,
        starts_on,
        ends_on,
        plan_status,
        document,
        source_file,
        source_sheet,
        source_table,
        source_row,
        source_key,
        source_sequence
    from checked
    where is_accepted
    qualify {{ is_latest("action_plans") }}
)

select * from final
