-- One row per response and need item of the test wave: the answers that S5 tests, and nothing earlier may read.
with

answers as (
    select * from {{ ref("int_survey_answers") }}
),

test_wave as (
    select cast(period_key as integer) as wave
    from {{ ref("int_feed_periods") }}
    where feed = 'survey_responses'
),

final as (
    select
        answers.wave,
        answers.response_id,
        answers.juristic_id,
        answers.customer_id,
        answers.item_id,
        answers.answer
    from answers
    inner join test_wave
        on answers.wave = test_wave.wave
    where answers.kind = 'need'
)

select * from final
