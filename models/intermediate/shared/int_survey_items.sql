-- One row per survey wave and item, declared or met in the answers: what it asks, its scale, and how it was answered.
with

items as (
    select * from {{ ref("stg_survey_items") }}
),

answers as (
    select
        wave,
        item_id,
        count(*) as responses,
        count(answer) as answers
    from {{ ref("stg_survey_answers") }}
    group by wave, item_id
),

final as (
    select
        items.wave,
        items.item_id,
        items.item_group,
        items.item_wording,
        items.kind,
        items.aspect,
        items.scale_min,
        items.scale_max,
        items.comparable_to_previous,
        coalesce(answers.responses, 0) as responses,
        coalesce(answers.answers, 0) as answers
    from items
    left join answers
        on
            items.wave = answers.wave
            and items.item_id = answers.item_id
)

select * from final
