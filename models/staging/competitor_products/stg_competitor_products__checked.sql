-- One row per landed competitor and product, typed, with what is wrong with it.
with

landed as (
    select * from {{ source("landing", "competitor_products") }}
),

cleaned as (
    select
        landed,
        {{ clean_columns([
            "competitor", "product", "counterpart", "price_text", "source", "as_of",
        ]) }}
    from landed
),

typed as (
    select
        cleaned.*,
        {{ parse_date("cleaned.as_of_text") }} as as_of,
        {{ text_columns(["competitor", "product", "counterpart", "price_text", "source"]) }}
    from cleaned
),

checked as (
    select
        typed.competitor,
        typed.product,
        typed.counterpart,
        typed.price_text,
        typed.source,
        typed.as_of,
        {{ problems("competitor_products", [
            {"column": "competitor", "typed": "competitor", "reason": "value_missing"},
            {"column": "product", "typed": "product", "reason": "value_missing"},
            {"column": "source", "typed": "source", "reason": "value_missing"},
            {"column": "as_of", "typed": "as_of", "reason": "date_not_readable"},
        ]) }} as problems,
        {{ source_columns() }}
    from typed
)

select
    *,
    {{ is_accepted("competitor_products") }} as is_accepted
from checked
