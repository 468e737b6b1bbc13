-- One row per variable that segments could be made from (S1): its role and block, how closely it goes with what
-- customers wanted and how satisfied they were in the survey before the tested one, and the decision on last year.
with

variables as (
    select * from {{ ref("int_variables") }}
    where role in ('basis', 'descriptor')
),

relations as (
    select * from {{ ref("int_candidate_relations") }}
),

summed as (
    select
        variable,
        count(case when item_id <> 'overall' then 1 end) as items,
        count(case when item_id <> 'overall' and strength >= {{ threshold("gate_omega_squared_min") }} then 1 end)
            as items_related,
        max(case when item_id <> 'overall' and place = 1 then item_id end) as strongest_item,
        max(case when item_id <> 'overall' then strength end) as strongest,
        max(case when item_id = 'overall' then strength end) as overall_strength,
        max(n) as n_customers
    from relations
    group by variable
),

wordings as (
    select distinct
        items.item_id,
        items.item_wording,
        items.item_wording_en
    from {{ ref("int_survey_items") }} as items
    inner join {{ ref("int_earlier_answers") }} as answers
        on
            items.wave = answers.wave
            and items.item_id = answers.item_id
),

final as (
    select
        variables.variable,
        variables.label_th,
        variables.label_en,
        variables.role,
        variables.block,
        summed.strongest_item,
        wordings.item_wording,
        wordings.item_wording_en,
        summed.strongest,
        summed.overall_strength,
        evidence.decision,
        evidence.decision_th,
        evidence.decision_en,
        cast(summed.items as integer) as items,
        cast(summed.items_related as integer) as items_related,
        cast(summed.n_customers as integer) as n_customers,
        case
            when not exists (select 1 from {{ ref("int_earlier_answers") }}) then 'no_earlier_wave'
            when summed.strongest is null then 'not_enough_data'
            when summed.strongest >= {{ threshold("effect_large") }} then 'large'
            when summed.strongest >= {{ threshold("effect_medium") }} then 'moderate'
            when summed.strongest >= {{ threshold("gate_omega_squared_min") }} then 'small'
            else 'negligible'
        end as status
    from variables
    left join summed
        on variables.variable = summed.variable
    left join wordings
        on summed.strongest_item = wordings.item_id
    left join {{ ref("process_evidence") }} as evidence
        on evidence.step = 'S1'
)

select * from final
