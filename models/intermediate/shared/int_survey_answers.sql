-- One row per response and item: the answer with the item's kind and aspect, and the current customer it belongs to.
-- customer_id is null when the firm is not in the register used; answer is null for "no opinion".
with

answers as (
    select * from {{ ref("stg_survey_answers") }}
),

items as (
    select * from {{ ref("stg_survey_items") }}
),

customers as (
    select * from {{ ref("int_customers") }}
),

final as (
    select
        answers.wave,
        answers.response_id,
        answers.juristic_id,
        customers.customer_id,
        answers.item_id,
        items.kind,
        items.aspect,
        answers.answer
    from answers
    inner join items
        on
            answers.wave = items.wave
            and answers.item_id = items.item_id
    left join {{ ref("int_customer_merges") }} as merged
        on answers.juristic_id = merged.merged_id
    left join customers
        on {{ counts_under("answers.juristic_id") }} = customers.customer_id
)

select * from final
