-- One row per segment of customer_segments: its two strongest differences, how satisfied it is, what it complains of
-- most, how it grew since last year, and which unit looks after most of its customers.
with

customer_segments as (
    select * from {{ ref("customer_segments") }}
),

segments as (
    select distinct
        attempt,
        segment_no,
        segment_key
    from customer_segments
),

traits as (
    select
        attempt,
        segment_no,
        max(case when strength = 1 then trait_th end) as trait_1_th,
        max(case when strength = 1 then trait_en end) as trait_1_en,
        max(case when strength = 1 then sentence_th end) as trait_1_sentence_th,
        max(case when strength = 1 then sentence_en end) as trait_1_sentence_en,
        max(case when strength = 1 then standardised_difference end) as trait_1_difference,
        max(case when strength = 2 then trait_th end) as trait_2_th,
        max(case when strength = 2 then trait_en end) as trait_2_en,
        max(case when strength = 2 then sentence_th end) as trait_2_sentence_th,
        max(case when strength = 2 then sentence_en end) as trait_2_sentence_en,
        max(case when strength = 2 then standardised_difference end) as trait_2_difference
    from {{ ref("int_segment_traits") }}
    where role = 'basis'
    group by attempt, segment_no
),

satisfaction as (
    select * from {{ ref("satisfaction_by_segment") }}
    where aspect = 'overall'
),

themes as (
    select
        segment_key,
        max(status) as status,
        max(segment_cases) as segment_cases,
        max(case when rank_by_cases = 1 then theme end) as theme,
        max(case when rank_by_cases = 1 then theme_th end) as theme_th,
        max(case when rank_by_cases = 1 then theme_en end) as theme_en,
        max(case when rank_by_cases = 1 then share_of_segment end) as share_of_segment
    from {{ ref("voice_themes_by_segment") }}
    group by segment_key
),

unit_counts as (
    select
        customer_segments.segment_key,
        units.unit,
        count(*) as customers,
        sum(count(*)) over (partition by customer_segments.segment_key) as customers_with_unit
    from customer_segments
    inner join {{ ref("int_customer_units") }} as units
        on customer_segments.customer_id = units.customer_id
    group by customer_segments.segment_key, units.unit
),

owners as (
    select *
    from unit_counts
    qualify row_number() over (partition by segment_key order by customers desc, unit asc) = 1
),

final as (
    select
        segments.segment_no,
        segments.segment_key,
        traits.trait_1_th,
        traits.trait_1_en,
        traits.trait_1_sentence_th,
        traits.trait_1_sentence_en,
        traits.trait_1_difference,
        traits.trait_2_th,
        traits.trait_2_en,
        traits.trait_2_sentence_th,
        traits.trait_2_sentence_en,
        traits.trait_2_difference,
        satisfaction.mean_score as overall_satisfaction,
        satisfaction.n_customers as overall_satisfaction_customers,
        satisfaction.status as overall_satisfaction_status,
        themes.theme as top_theme,
        themes.theme_th as top_theme_th,
        themes.theme_en as top_theme_en,
        themes.share_of_segment as top_theme_share,
        themes.segment_cases as voice_cases,
        sizes.previous_customers,
        owners.unit as owner_unit,
        owners.customers / owners.customers_with_unit as owner_unit_share,
        coalesce(themes.status, 'nothing_received') as voice_status,
        sizes.customers / nullif(sizes.previous_customers, 0) - 1 as growth
    from segments
    left join traits
        on
            segments.attempt = traits.attempt
            and segments.segment_no = traits.segment_no
    left join satisfaction
        on segments.segment_key = satisfaction.segment_key
    left join themes
        on segments.segment_key = themes.segment_key
    left join {{ ref("segment_sizes") }} as sizes
        on segments.segment_key = sizes.segment_key
    left join owners
        on segments.segment_key = owners.segment_key
)

select * from final
