-- One row per landed row of the organisation's name and notice, with what is wrong with it.
with

landed as (
    select * from {{ source("landing", "organisation") }}
),

cleaned as (
    select
        landed,
        {{ clean_columns(["name_th", "name_en", "notice_th", "notice_en"]) }}
    from landed
),

typed as (
    select
        cleaned.*,
        {{ text_columns(["name_th", "name_en", "notice_th", "notice_en"]) }}
    from cleaned
),

checked as (
    select
        typed.name_th,
        typed.name_en,
        typed.notice_th,
        typed.notice_en,
        {{ problems("organisation", [
            {"column": "name_th", "typed": "name_th", "reason": "value_missing"},
        ]) }} as problems,
        {{ source_columns() }}
    from typed
)

select
    *,
    {{ is_accepted("organisation") }} as is_accepted
from checked
