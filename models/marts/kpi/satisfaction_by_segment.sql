-- One row per segment (and `all`) and aspect: how satisfied its customers are in the survey that closed in the fiscal
-- year, with its interval, whether that is the target level (K4), and how it changed since the survey before. Every
-- segment has every aspect, measured or not.
with

members as (
    select
        fiscal_year,
        customer_id,
        segment_key,
        segment_name_th,
        segment_name_en
    from {{ ref("customer_segments") }}
    union all
    select
        fiscal_year,
        customer_id,
        'all' as segment_key,
        'ลูกค้าทั้งหมด' as segment_name_th,
        'All customers' as segment_name_en
    from {{ ref("customer_segments") }}
),

segments as (
    select distinct
        fiscal_year,
        segment_key,
        segment_name_th,
        segment_name_en
    from members
),

measured as (
    select
        members.segment_key,
        scores.aspect,
        count(scores.score) as n_customers,
        sum(scores.respondents) as n_respondents,
        {{ round_half_up(mean_to_round("scores.score"), 2) }} as mean_score,
        max(scores.items_not_comparable) as items_not_comparable
    from {{ ref("int_satisfaction_scores") }} as scores
    inner join members
        on scores.customer_id = members.customer_id
    group by members.segment_key, scores.aspect
),

comparable_aspects as (
    select distinct aspect
    from {{ ref("int_satisfaction_pairs") }}
),

every_aspect as (
    select
        segments.fiscal_year,
        wave.wave,
        segments.segment_key,
        segments.segment_name_th,
        segments.segment_name_en,
        aspects.aspect,
        aspects.name_th as aspect_th,
        aspects.name_en as aspect_en,
        cast(coalesce(measured.n_customers, 0) as integer) as n_customers,
        cast(coalesce(measured.n_respondents, 0) as integer) as n_respondents,
        measured.mean_score,
        cast(coalesce(measured.items_not_comparable, 0) as integer) as items_not_comparable
    from segments
    cross join {{ ref("aspects") }} as aspects
    left join {{ ref("int_satisfaction_wave") }} as wave
        on segments.fiscal_year = wave.fiscal_year
    left join measured
        on
            segments.segment_key = measured.segment_key
            and aspects.aspect = measured.aspect
),

compared as (
    select
        every_aspect.*,
        {{ round_half_up("intervals.lower", 2) }} as interval_lower,
        {{ round_half_up("intervals.upper", 2) }} as interval_upper,
        moments.previous_wave,
        cast(coalesce(moments.pairs, 0) as integer) as paired_customers,
        {{ renamed("cast(round(intervals.change, 2) as decimal(18, 2))", "change") }},
        case
            when moments.pairs > 0 then intervals.trend
            when pairs.aspect is not null then 'not_enough_data'
            else 'no_comparison'
        end as trend
    from every_aspect
    left join {{ ref("int_satisfaction_moments") }} as moments
        on
            every_aspect.segment_key = moments.segment_key
            and every_aspect.aspect = moments.aspect
    left join {{ ref("int_satisfaction_intervals") }} as intervals
        on
            every_aspect.segment_key = intervals.segment_key
            and every_aspect.aspect = intervals.aspect
    left join comparable_aspects as pairs
        on every_aspect.aspect = pairs.aspect
),

final as (
    select
        compared.*,
        levels.level_th,
        levels.level_en,
        target_class.level_th as target_level,
        target_class.level_en as target_level_en,
        target_class.lower_bound as target_score,
        case
            when compared.wave is null then 'not_yet_measured'
            when compared.n_customers = 0 and compared.items_not_comparable > 0 then 'not_comparable'
            when compared.n_customers < {{ threshold("k4_min_n") }} then 'not_enough_data'
            when compared.mean_score >= target_class.lower_bound then 'reached'
            else 'not_reached'
        end as status,
        coalesce(
            compared.interval_lower < target_class.lower_bound and compared.interval_upper >= target_class.lower_bound,
            false
        ) as is_uncertain
    from compared
    left join {{ ref("satisfaction_classes") }} as target_class
        on
            target_class.is_target
            and {{ valid_in_year("target_class", "compared.fiscal_year") }}
    left join {{ ref("satisfaction_classes") }} as levels
        on
            compared.mean_score between levels.lower_bound and levels.upper_bound
            and {{ valid_in_year("levels", "compared.fiscal_year") }}
)

select * from final
