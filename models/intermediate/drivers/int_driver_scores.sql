-- One row per segment (and `all`), customer and satisfaction item answered: the customer's score, the mean of its
-- respondents. The item `overall` is the outcome: the survey's overall question, the first if it has several. Items on
-- another scale than the outcome stay out.
with

wave as (
    select * from {{ ref("int_satisfaction_wave") }}
),

items as (
    select
        items.wave,
        items.item_id,
        items.kind,
        items.scale_min,
        items.scale_max
    from {{ ref("int_survey_items") }} as items
    inner join wave
        on items.wave = wave.wave
    where items.kind in ('satisfaction', 'overall')
),

outcome as (
    select *
    from items
    where kind = 'overall'
    qualify row_number() over (order by item_id) = 1
),

used as (
    select
        items.wave,
        items.item_id,
        case items.kind when 'overall' then 'overall' else items.item_id end as used_as
    from items
    inner join outcome
        on
            items.scale_min = outcome.scale_min
            and items.scale_max = outcome.scale_max
    where items.kind = 'satisfaction' or items.item_id = outcome.item_id
),

scores as (
    select
        answers.customer_id,
        used.used_as as item_id,
        {{ exact_mean("answers.answer") }} as score
    from {{ ref("int_survey_answers") }} as answers
    inner join used
        on
            answers.wave = used.wave
            and answers.item_id = used.item_id
    where
        answers.customer_id is not null
        and answers.answer is not null
    group by answers.customer_id, used.used_as
),

groups as (
    select
        customer_id,
        segment_key
    from {{ ref("customer_segments") }}
    union all
    select
        customer_id,
        'all' as segment_key
    from {{ ref("customer_segments") }}
),

final as (
    select
        groups.segment_key,
        scores.customer_id,
        scores.item_id,
        scores.score
    from scores
    inner join groups
        on scores.customer_id = groups.customer_id
)

select * from final
