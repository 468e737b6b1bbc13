-- One row per landed row of a segmentation published in an earlier year, typed, with what is wrong with it.
with

landed as (
    select * from {{ source("landing", "published_segments") }}
),

cleaned as (
    select
        landed,
        {{ clean_columns(["fiscal_year", "juristic_id", "segment_key", "segment_name_th", "segment_name_en"]) }}
    from landed
),

typed as (
    select
        cleaned.*,
        {{ parse_year_ce("cleaned.fiscal_year_text") }} + 543 as fiscal_year,
        {{ parse_juristic_id("cleaned.juristic_id_text") }} as juristic_id,
        {{ text_columns(["segment_key", "segment_name_th", "segment_name_en"]) }}
    from cleaned
),

checked as (
    select
        typed.fiscal_year,
        typed.juristic_id,
        typed.segment_key,
        typed.segment_name_th,
        typed.segment_name_en,
        {{ problems("published_segments", [
            {"column": "fiscal_year", "typed": "fiscal_year", "reason": "year_not_readable"},
            {"column": "juristic_id", "typed": "juristic_id", "reason": juristic_id_reason("juristic_id_text")},
            {"column": "segment_key", "typed": "segment_key", "reason": "value_missing"},
        ]) }} as problems,
        {{ source_columns() }}
    from typed
)

select
    *,
    {{ is_accepted("published_segments") }} as is_accepted
from checked
