-- One row per counted answer sheet and item asked. A null answer is no opinion, a blank cell or a rejected one.
with

checked as (
    select * from {{ ref("stg_survey_responses__checked") }}
),

responses as (
    select * from {{ ref("stg_survey_responses") }}
),

items as (
    select
        wave,
        item_id,
        {{ alias_key("item_group") }} as group_key,
        {{ alias_key("item_wording") }} as wording_key
    from {{ ref("stg_survey_items") }}
),

final as (
    select
        responses.response_id,
        responses.wave,
        responses.juristic_id,
        items.item_id,
        checked.item_group,
        checked.item_wording,
        checked.answer
    from checked
    inner join responses
        on
            checked.source_key = responses.source_key
            and checked.source_sheet = responses.source_sheet
            and checked.source_table = responses.source_table
            and checked.source_row = responses.source_row
    inner join items
        on
            checked.wave = items.wave
            and checked.group_key = items.group_key
            and checked.wording_key = items.wording_key
    where checked.is_accepted
)

select * from final
