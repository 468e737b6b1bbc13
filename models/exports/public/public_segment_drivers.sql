-- One row per segment (and `all`) and satisfaction item: its share of what moves overall satisfaction, how well it
-- does, and what follows, in words. Shares are hidden with the number of customers behind them, scores with theirs.
with

drivers as (
    select * from {{ ref("segment_drivers") }}
),

everyone as (
    select
        item_id,
        complete_customers
    from drivers
    where segment_key = 'all'
),

judged as (
    select
        drivers.*,
        everyone.complete_customers as pooled_customers,
        {{ is_hidden("'drivers'", "drivers.segment_key") }} as complete_is_hidden,
        {{ is_hidden("'driver score: ' || drivers.item_id", "drivers.segment_key") }}
        or {{ is_hidden("'satisfaction: ' || items.aspect", "drivers.segment_key") }} as score_is_hidden,
        items.item_wording,
        items.item_wording_en
    from drivers
    inner join everyone
        on drivers.item_id = everyone.item_id
    inner join {{ ref("int_survey_items") }} as items
        on
            drivers.wave = items.wave
            and drivers.item_id = items.item_id
),

marked as (
    select
        *,
        share is null or (status != 'pooled' and complete_is_hidden) as share_is_hidden
    from judged
),

final as (
    select
        marked.fiscal_year,
        marked.wave,
        {{ printed_year("marked.wave", "th") }} as wave_th,
        {{ printed_year("marked.wave", "en") }} as wave_en,
        marked.segment_key,
        marked.segment_name_th,
        marked.segment_name_en,
        marked.item_id,
        marked.item_wording as item_wording_th,
        coalesce(marked.item_wording_en, marked.item_wording) as item_wording_en,
        marked.status,
        states.name_th as status_th,
        states.name_en as status_en,
        {{ shown("marked.rank_by_share", "marked.share_is_hidden") }} as rank_by_share,
        {{ shown_survey_count("marked.complete_customers", "marked.complete_is_hidden") }} as complete_text,
        case
            when marked.status = 'pooled' then {{ printed_number("marked.pooled_customers") }}
            else {{ shown_survey_count("marked.complete_customers", "marked.complete_is_hidden") }}
        end as customers_text,
        {{ shown("round(marked.share, 4)", "marked.share_is_hidden") }} as driver_share,
        {{ shown("round(marked.share_lower, 4)", "marked.share_is_hidden") }} as share_lower,
        {{ shown("round(marked.share_upper, 4)", "marked.share_is_hidden") }} as share_upper,
        {{ shown("round(marked.importance_cut, 4)", "marked.share_is_hidden") }} as importance_cut,
        coalesce({{ shown(printed_share("marked.share"), "marked.share_is_hidden") }}, '–') as share_text,
        coalesce(
            {{ shown(
                printed_number("100 * marked.share_lower") ~ " || '–' || " ~ printed_share("marked.share_upper"),
                "marked.share_is_hidden"
            ) }},
            '–'
        ) as interval_text,
        coalesce({{ shown(printed_share("marked.r_squared"), "marked.share_is_hidden") }}, '–') as r_squared_text,
        {{ shown_survey_count("marked.answered_customers", "marked.score_is_hidden") }} as answered_text,
        {{ shown_text(printed_number("marked.mean_score", 2), "marked.score_is_hidden") }} as mean_score_text,
        {{ shown("quadrants.status", "(marked.share_is_hidden or marked.score_is_hidden)") }} as quadrant,
        {{ shown("quadrants.name_th", "(marked.share_is_hidden or marked.score_is_hidden)") }} as quadrant_th,
        {{ shown("quadrants.name_en", "(marked.share_is_hidden or marked.score_is_hidden)") }} as quadrant_en,
        marked.importance_is_clear and not marked.share_is_hidden as is_clear,
        {{ shown("differences.name_th", "marked.share_is_hidden") }} as difference_th,
        {{ shown("differences.name_en", "marked.share_is_hidden") }} as difference_en
    from marked
    left join {{ ref("statuses") }} as states
        on marked.status = states.status
    left join {{ ref("statuses") }} as quadrants
        on marked.quadrant = quadrants.status
    left join {{ ref("statuses") }} as differences
        on marked.difference_status = differences.status
)

select * from final
