-- One row per segment of customer_segments: the paragraph that tells about it, made from the figures (two strongest
-- differences, one thing to do, the evidence), or the one that a unit wrote in its place in both languages.
with

results as (
    select * from {{ ref("int_segment_results") }}
),

actions as (
    select * from {{ ref("int_segment_actions") }}
),

renames as (
    select * from {{ ref("int_segment_renames") }}
    where status = 'used' and paragraph_th is not null and paragraph_en is not null
),

prepared as (
    select
        results.segment_no,
        results.segment_key,
        results.trait_1_sentence_th as trait_1_th,
        results.trait_1_sentence_en as trait_1_en,
        results.trait_2_sentence_th as trait_2_th,
        results.trait_2_sentence_en as trait_2_en,
        actions.advice,
        actions.driver_status,
        actions.action_item_th,
        actions.action_item_en,
        {{ printed_share("actions.action_share") }} as action_share_text,
        {{ printed_number("actions.action_score", 2) }} as action_score_text,
        {{ printed_number("actions.action_customers") }} as action_n_text,
        case when results.voice_status = 'compared' then results.top_theme_th end as theme_th,
        case when results.voice_status = 'compared' then results.top_theme_en end as theme_en,
        {{ printed_share("results.top_theme_share") }} as theme_share_text,
        {{ printed_number("results.voice_cases") }} as voice_cases_text,
        renames.unit,
        renames.paragraph_th as given_th,
        renames.paragraph_en as given_en
    from results
    left join actions
        on results.segment_key = actions.segment_key
    left join renames
        on results.segment_no = renames.segment_no
),

final as (
    select
        segment_no,
        segment_key,
        coalesce(given_th, {{ profile_paragraph("th") }}) as paragraph_th,
        coalesce(given_en, {{ profile_paragraph("en") }}) as paragraph_en,
        case when unit is null then 'figures' else 'unit' end as written_by,
        unit as written_by_unit
    from prepared
)

select * from final
