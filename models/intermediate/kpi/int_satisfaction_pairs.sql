-- One row per customer and aspect with a score in this year's satisfaction survey and in the one before: both over the
-- items alone that may be compared (same wording and scale), so that a change is one of the customer and not of the
-- question. A respondent's items are averaged, then the respondents of a customer.
with

wave as (
    select
        this_wave.wave,
        max(items.wave) as previous_wave
    from {{ ref("int_satisfaction_wave") }} as this_wave
    inner join {{ ref("int_survey_items") }} as items
        on this_wave.wave > items.wave
    group by this_wave.wave
),

items as (
    select
        items.item_id,
        wave.wave,
        wave.previous_wave
    from {{ ref("int_survey_items") }} as items
    inner join wave
        on items.wave = wave.wave
    where
        items.comparable_since <= wave.previous_wave
        and items.kind in ('satisfaction', 'overall')
),

respondents as (
    select
        answers.customer_id,
        answers.response_id,
        coalesce(answers.aspect, answers.kind) as aspect,
        answers.wave = items.wave as is_this_wave,
        sum(answers.answer) / nullif(count(answers.answer), 0) as score
    from {{ ref("int_survey_answers") }} as answers
    inner join items
        on
            answers.item_id = items.item_id
            and answers.wave in (items.wave, items.previous_wave)
    where answers.customer_id is not null
    group by answers.customer_id, answers.response_id, coalesce(answers.aspect, answers.kind), answers.wave = items.wave
),

customers as (
    select
        customer_id,
        aspect,
        is_this_wave,
        {{ mean_to_round("score") }} as score
    from respondents
    where score is not null
    group by customer_id, aspect, is_this_wave
),

final as (
    select
        now.customer_id,
        now.aspect,
        wave.previous_wave,
        now.score,
        earlier.score as previous_score
    from customers as now
    inner join customers as earlier
        on
            now.customer_id = earlier.customer_id
            and now.aspect = earlier.aspect
            and now.is_this_wave
            and not earlier.is_this_wave
    cross join wave
)

select * from final
