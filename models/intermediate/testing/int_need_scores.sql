-- One row per customer and need item: its respondents' answers, summed. The customer is the unit of the test, because
-- several respondents of one firm are not independent.
with

answers as (
    select * from {{ ref("int_need_answers") }}
),

final as (
    select
        customer_id,
        item_id,
        cast(sum(answer) as integer) as sum_of_answers,
        cast(count(*) as integer) as respondents
    from answers
    where
        customer_id is not null
        and answer is not null
    group by customer_id, item_id
)

select * from final
