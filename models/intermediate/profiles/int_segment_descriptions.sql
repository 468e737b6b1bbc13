-- One row per segment of customer_segments: its most common industry and nationality, and its strongest traits and
-- highest needs as text made from the figures.
with

segments as (
    select distinct
        attempt,
        segment_no,
        segment_key
    from {{ ref("customer_segments") }}
),

shares as (
    select
        distinctions.attempt,
        distinctions.segment_no,
        distinctions.variable,
        distinctions.category,
        labels.label_th,
        labels.label_en,
        distinctions.segment_figure as share_of_segment
    from {{ ref("int_segment_distinctions") }} as distinctions
    inner join {{ ref("int_category_labels") }} as labels
        on
            distinctions.variable = labels.variable
            and distinctions.category = labels.category
    where distinctions.variable in ('industry', 'nationality')
),

top_categories as (
    select *
    from shares
    qualify row_number() over (
        partition by attempt, segment_no, variable
        order by share_of_segment desc, category asc
    ) = 1
),

traits as (
    select
        attempt,
        segment_no,
        {{ ordered_text("sentence_th", " · ", "strength") }} as distinguishing_th,
        {{ ordered_text("sentence_en", " · ", "strength") }} as distinguishing_en
    from {{ ref("int_segment_traits") }}
    where role = 'basis' and strength <= 3
    group by attempt, segment_no
),

needs as (
    select
        needs.segment_key,
        {{ ordered_text("needs.item_wording", " · ", "needs.rank_by_mean") }} as top_needs_th,
        {{ ordered_text("coalesce(items.item_wording_en, needs.item_wording)", " · ", "needs.rank_by_mean") }}
            as top_needs_en
    from {{ ref("segment_needs") }} as needs
    left join {{ ref("int_survey_items") }} as items
        on
            needs.wave = items.wave
            and needs.item_id = items.item_id
    where needs.rank_by_mean <= 3
    group by needs.segment_key
),

final as (
    select
        segments.segment_no,
        industries.category as top_industry,
        industries.label_th as top_industry_th,
        industries.label_en as top_industry_en,
        industries.share_of_segment as top_industry_share,
        nationalities.category as top_nationality,
        nationalities.label_th as top_nationality_th,
        nationalities.label_en as top_nationality_en,
        nationalities.share_of_segment as top_nationality_share,
        traits.distinguishing_th,
        traits.distinguishing_en,
        needs.top_needs_th,
        needs.top_needs_en
    from segments
    left join top_categories as industries
        on
            segments.attempt = industries.attempt
            and segments.segment_no = industries.segment_no
            and industries.variable = 'industry'
    left join top_categories as nationalities
        on
            segments.attempt = nationalities.attempt
            and segments.segment_no = nationalities.segment_no
            and nationalities.variable = 'nationality'
    left join traits
        on
            segments.attempt = traits.attempt
            and segments.segment_no = traits.segment_no
    left join needs
        on segments.segment_key = needs.segment_key
)

select * from final
