-- One row per survey wave and item: what was declared, and what was met in the answers without being declared.
-- An item that nobody declared takes its kind and aspect from its group's stem and the scale 1 to 5; its id is made
-- from its group and wording, so that it keeps it as long as nobody rewords it.
with

declared as (
    select * from {{ ref("stg_survey_items__declared") }}
),

met as (
    select
        wave,
        group_key,
        wording_key,
        min(item_group) as item_group,
        min(item_wording) as item_wording
    from {{ ref("stg_survey_responses__checked") }}
    where is_accepted and item_group is not null
    group by wave, group_key, wording_key
),

groups as (
    select
        {{ alias_key("item_group") }} as group_key,
        kind,
        aspect
    from {{ ref("survey_item_groups") }}
),

undeclared as (
    select
        met.wave,
        met.item_group,
        met.item_wording,
        cast(null as varchar) as item_wording_en,
        groups.aspect,
        1 as scale_min,
        5 as scale_max,
        true as comparable_to_previous,
        'item_' || substr(md5(met.group_key || '|' || met.wording_key), 1, 8) as item_id,
        coalesce(groups.kind, 'satisfaction') as kind
    from met
    left join groups
        on met.group_key = groups.group_key
    left join declared
        on
            met.wave = declared.wave
            and met.group_key = declared.group_key
            and met.wording_key = declared.wording_key
    where declared.item_id is null
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
        comparable_to_previous
    from declared
    union all
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
        comparable_to_previous
    from undeclared
)

select * from final
