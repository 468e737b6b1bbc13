-- One row per objective of the year's segmentation (S2): the objective of the strategy that it names, and whether that
-- counts. S3 opens only if one does; the others go back to the unit that keeps the objectives, with the reason.
with

cycle as (
    select * from {{ ref("int_cycle") }}
),

objectives as (
    select
        seed.*,
        cycle.fiscal_year
    from {{ ref("segmentation_objectives") }} as seed
    inner join cycle
        on {{ valid_in_year("seed", "cycle.fiscal_year") }}
),

strategy as (
    select * from {{ ref("stg_strategy_objectives") }}
),

received as (
    select count(*) > 0 as is_received
    from strategy
    inner join cycle
        on strategy.fiscal_year = cycle.fiscal_year
),

other_years as (
    select distinct {{ alias_key("strategy.objective_key") }} as objective_alias
    from strategy
    inner join cycle
        on strategy.fiscal_year <> cycle.fiscal_year
),

judged as (
    select
        objectives.*,
        strategy.objective_key,
        strategy.objective_th as found_th,
        strategy.objective_en as found_en,
        strategy.strategy_th,
        strategy.strategy_en,
        strategy.unit,
        case
            when not received.is_received then 'strategy_not_received'
            when objectives.strategy_objective_key is null then 'objective_missing'
            when strategy.objective_key is null and other_years.objective_alias is not null
                then 'objective_of_another_year'
            when strategy.objective_key is null then 'objective_unknown'
            when not strategy.is_customer_strategy then 'objective_of_another_strategy'
            else 'counts'
        end as status
    from objectives
    cross join received
    left join strategy
        on
            objectives.fiscal_year = strategy.fiscal_year
            and {{ alias_key("objectives.strategy_objective_key") }} = {{ alias_key("strategy.objective_key") }}
    left join other_years
        on {{ alias_key("objectives.strategy_objective_key") }} = other_years.objective_alias
),

final as (
    select
        cast(judged.fiscal_year as integer) as fiscal_year,
        judged.objective,
        judged.objective_th,
        judged.objective_en,
        judged.strategy_objective_key,
        cast(judged.k_min as integer) as k_min,
        cast(judged.k_max as integer) as k_max,
        judged.found_th as strategy_objective_th,
        judged.strategy_th,
        judged.unit,
        judged.status,
        reasons.reason_th,
        reasons.reason_en,
        reasons.expected_th,
        reasons.expected_en,
        coalesce(judged.found_en, judged.found_th) as strategy_objective_en,
        coalesce(judged.strategy_en, judged.strategy_th) as strategy_en,
        judged.status = 'counts' as is_valid
    from judged
    left join {{ ref("reject_reasons") }} as reasons
        on judged.status = reasons.code
)

select * from final
order by objective
