-- One row per complaint or suggestion: the newest accepted version. A null closed_on is not closed yet.
with

checked as (
    select * from {{ ref("stg_voice_of_customer__checked") }}
),

final as (
    select
        received_number,
        received_on,
        juristic_id,
        channel,
        subject,
        closed_on,
        source_file,
        source_sheet,
        source_row,
        source_sequence
    from checked
    where is_accepted
    qualify {{ is_latest("voice_of_customer") }}
)

select * from final
