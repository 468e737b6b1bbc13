-- One row per customer and item of the last survey before the one that the segmentation is tested on, for customers of
-- last year's segments: the mean answer of its respondents, and the customer's overall satisfaction then. S1 explores
-- this wave alone; nothing here reads the sealed one.
with

test_wave as (
    select cast(period_key as integer) as wave
    from {{ ref("int_feed_periods") }}
    where feed = 'survey_responses'
),

earlier as (
    select max(items.wave) as wave
    from {{ ref("int_survey_items") }} as items
    inner join test_wave
        on items.wave < test_wave.wave
),

scores as (
    select
        answers.wave,
        answers.customer_id,
        answers.item_id,
        answers.kind,
        {{ mean_to_round("answers.answer") }} as score
    from {{ ref("int_survey_answers") }} as answers
    inner join earlier
        on answers.wave = earlier.wave
    where
        answers.customer_id is not null
        and answers.answer is not null
    group by answers.wave, answers.customer_id, answers.item_id, answers.kind
),

overall as (
    select
        customer_id,
        avg(score) as score
    from scores
    where kind = 'overall'
    group by customer_id
),

final as (
    select
        scores.wave,
        scores.customer_id,
        scores.item_id,
        scores.kind,
        segments.fiscal_year as segments_of,
        segments.segment_key,
        scores.score,
        overall.score as overall_score
    from scores
    inner join {{ ref("int_previous_segments") }} as segments
        on scores.customer_id = segments.customer_id
    left join overall
        on scores.customer_id = overall.customer_id
    where scores.kind in ('need', 'satisfaction')
)

select * from final
