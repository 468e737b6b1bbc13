-- One row: the checksum of the need answers of the test wave. The ledger writes it beside an attempt, so that a repeat
-- on changed answers is known as one. The customer register does not enter: who answered counts, not how they group.
with

answers as (
    select
        wave,
        coalesce(juristic_id, '') || ' ' || item_id || ' ' || cast(answer as varchar) as answer_text
    from {{ ref("int_need_answers") }}
    where answer is not null
),

final as (
    select
        max(wave) as wave,
        count(*) as answers,
        md5(coalesce({{ ordered_text("answer_text", " ", "answer_text") }}, '')) as needs_fingerprint
    from answers
)

select * from final
