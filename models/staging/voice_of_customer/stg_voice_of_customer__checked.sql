-- One row per landed complaint or suggestion, typed, with what is wrong with it.
-- Who complained, their telephone and what they wrote are keys here, and even these end here.
with

landed as (
    select * from {{ source("landing", "voice_of_customer") }}
),

cleaned as (
    select
        landed,
        {{ clean_columns(["received_number", "received_on", "juristic_id", "channel", "subject", "closed_on"]) }}
    from landed
),

typed as (
    select
        cleaned.*,
        {{ text_columns(["received_number", "channel", "subject"]) }},
        {{ parse_date("cleaned.received_on_text") }} as received_on,
        {{ parse_juristic_id("cleaned.juristic_id_text") }} as juristic_id,
        {{ parse_date("cleaned.closed_on_text") }} as closed_on
    from cleaned
),

checked as (
    select
        typed.received_number,
        typed.received_on,
        typed.juristic_id,
        typed.channel,
        typed.subject,
        typed.closed_on,
        {{ problems("voice_of_customer", [
            {"column": "received_number", "typed": "received_number", "reason": "value_missing"},
            {"column": "received_on", "typed": "received_on", "reason": "date_not_readable"},
            {"column": "juristic_id", "typed": "juristic_id", "reason": juristic_id_reason("juristic_id_text")},
            {"column": "closed_on", "typed": "closed_on", "reason": "date_not_readable"},
        ]) }} as problems,
        {{ source_columns() }}
    from typed
)

select
    *,
    {{ is_accepted("voice_of_customer") }} as is_accepted
from checked
