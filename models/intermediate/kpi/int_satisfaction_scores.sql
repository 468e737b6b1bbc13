-- One row per customer and aspect of the year's satisfaction survey. A respondent's items are averaged, then the
-- respondents of a customer, so that a firm counts once however many people answer for it. Only items on the scale of
-- the year's classes have a score; the others are counted and never mixed in.
with

wave as (
    select * from {{ ref("int_satisfaction_wave") }}
),

classes as (
    select distinct
        satisfaction_classes.scale_min,
        satisfaction_classes.scale_max
    from {{ ref("satisfaction_classes") }} as satisfaction_classes
    inner join wave
        on {{ valid_in_year("satisfaction_classes", "wave.fiscal_year") }}
),

items as (
    select
        items.wave,
        items.item_id,
        classes.scale_min is not null as is_comparable
    from {{ ref("int_survey_items") }} as items
    left join classes
        on
            items.scale_min = classes.scale_min
            and items.scale_max = classes.scale_max
),

answers as (
    select
        answers.customer_id,
        answers.response_id,
        answers.item_id,
        items.is_comparable,
        coalesce(answers.aspect, answers.kind) as aspect,
        case when items.is_comparable then answers.answer end as answer
    from {{ ref("int_survey_answers") }} as answers
    inner join wave
        on answers.wave = wave.wave
    inner join items
        on
            answers.wave = items.wave
            and answers.item_id = items.item_id
    where
        answers.kind in ('satisfaction', 'overall')
        and answers.customer_id is not null
),

respondents as (
    select
        customer_id,
        response_id,
        aspect,
        sum(answer) / nullif(count(answer), 0) as score
    from answers
    group by customer_id, response_id, aspect
),

items_not_comparable as (
    select
        aspect,
        count(distinct item_id) as items
    from answers
    where not is_comparable
    group by aspect
),

final as (
    select
        respondents.customer_id,
        respondents.aspect,
        count(respondents.score) as respondents,
        {{ mean_to_round("respondents.score") }} as score,
        coalesce(max(items_not_comparable.items), 0) as items_not_comparable
    from respondents
    left join items_not_comparable
        on respondents.aspect = items_not_comparable.aspect
    group by respondents.customer_id, respondents.aspect
)

select * from final
