-- One row per attribute and competitor: how customers rate it, how many of them, and how much they differ.
with

checked as (
    select * from {{ ref("stg_positioning_ratings__checked") }}
),

final as (
    select
        attribute,
        competitor,
        rating,
        answers,
        standard_deviation,
        source_file,
        source_sheet,
        source_row,
        source_sequence
    from checked
    where is_accepted
    qualify {{ is_latest("positioning_ratings") }}
)

select * from final
