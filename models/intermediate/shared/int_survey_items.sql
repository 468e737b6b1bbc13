-- One row per survey wave and item, declared or met in the answers: what it asks, its scale, how it was answered,
-- and since which wave its answers may be compared. Waves of one item with another comparable_since are two items
-- to any trend.
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

breaks as (
    select
        wave,
        item_id,
        case
            when
                comparable_to_previous
                and scale_min = lag(scale_min) over earlier
                and scale_max = lag(scale_max) over earlier
                then 0
            else 1
        end as is_break
    from items
    window earlier as (partition by item_id order by wave)
),

runs as (
    select
        wave,
        item_id,
        max(case when is_break = 1 then wave end) over (
            partition by item_id order by wave rows between unbounded preceding and current row
        ) as comparable_since
    from breaks
),

final as (
    select
        items.wave,
        items.item_id,
        items.item_group,
        items.item_wording,
        items.item_wording_en,
        items.kind,
        items.aspect,
        items.scale_min,
        items.scale_max,
        items.comparable_to_previous,
        runs.comparable_since,
        coalesce(answers.responses, 0) as responses,
        coalesce(answers.answers, 0) as answers
    from items
    inner join runs
        on
            items.wave = runs.wave
            and items.item_id = runs.item_id
    left join answers
        on
            items.wave = answers.wave
            and items.item_id = answers.item_id
)

select * from final
