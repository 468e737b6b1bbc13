-- One row per item that the marketing division declared for a survey wave: the newest accepted version.
with

checked as (
    select * from {{ ref("stg_survey_items__checked") }}
),

final as (
    select
        wave,
        item_id,
        item_group,
        item_wording,
        item_wording_en,
        kind,
        aspect,
        scale_min,
        scale_max,
        coalesce(comparable_to_previous, false) as comparable_to_previous,
        {{ alias_key("item_group") }} as group_key,
        {{ alias_key("item_wording") }} as wording_key,
        source_file,
        source_sheet,
        source_row,
        source_sequence
    from checked
    where is_accepted
    qualify {{ is_latest("survey_items") }}
)

select * from final
