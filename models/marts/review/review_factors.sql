-- One row per item of the survey before the tested one (S1): how far it differs between last year's segments (eta
-- squared) and how closely it goes with overall satisfaction (r squared). Descriptive: no test, no claim of a cause.
with

answers as (
    select * from {{ ref("int_earlier_answers") }}
),

by_segment as (
    select
        wave,
        segments_of,
        item_id,
        kind,
        segment_key,
        count(*) as n,
        {{ exact_sum("score") }} as total,
        {{ exact_sum("score * score") }} as squares
    from answers
    group by wave, segments_of, item_id, kind, segment_key
),

differing as (
    select
        wave,
        segments_of,
        item_id,
        kind,
        sum(n) as n,
        count(*) as segments,
        min(n) as smallest,
        sum(total * total / n) - sum(total) * sum(total) / sum(n) as between_segments,
        sum(squares) - sum(total) * sum(total) / sum(n) as total_squares
    from by_segment
    group by wave, segments_of, item_id, kind
),

affecting as (
    select
        item_id,
        count(overall_score) as n,
        pow(corr(score, overall_score), 2) as r_squared
    from answers
    where overall_score is not null
    group by item_id
),

measured as (
    select
        differing.*,
        affecting.r_squared,
        differing.segments > 1
        and differing.smallest >= {{ threshold("survey_min_n_detail") }}
        and differing.total_squares > 0.000001 as is_enough
    from differing
    left join affecting
        on differing.item_id = affecting.item_id
),

final as (
    select
        measured.wave,
        measured.segments_of,
        measured.item_id,
        measured.kind,
        items.item_wording,
        items.item_wording_en,
        cast(measured.n as integer) as n_customers,
        cast(measured.segments as integer) as segments,
        case when measured.is_enough then round(measured.between_segments / measured.total_squares, 4) end
            as eta_squared,
        case when measured.is_enough and isfinite(measured.r_squared) then round(measured.r_squared, 4) end
            as r_squared_overall,
        case
            when not measured.is_enough then 'not_enough_data'
            when measured.between_segments / measured.total_squares >= {{ threshold("effect_large") }} then 'large'
            when measured.between_segments / measured.total_squares >= {{ threshold("effect_medium") }} then 'moderate'
            when measured.between_segments / measured.total_squares >= {{ threshold("gate_omega_squared_min") }}
                then 'small'
            else 'negligible'
        end as status
    from measured
    left join {{ ref("int_survey_items") }} as items
        on
            measured.wave = items.wave
            and measured.item_id = items.item_id
)

select * from final
