-- One row per stratum, segment and need item: what methods.weighting takes to say each segment's mean for all of its
-- customers, and whether these means differ (the design-based test beside the unweighted gate). The strata are kinds of
-- estate; a stratum's weight is how many customers one answering customer speaks for, up to a common factor.
{{ config(group="testing") }}

with

scores as (
    select
        customer_id,
        item_id,
        sum_of_answers / respondents as score
    from {{ ref("int_need_scores") }}
),

customer_segments as (
    select
        customer_id,
        segment_no,
        estate
    from {{ ref("customer_segments") }}
),

estates as (
    select * from {{ ref("estates") }}
),

weights as (
    select
        stratum,
        weight
    from {{ ref("survey_response_rate") }}
    where stratification = 'estate'
),

final as (
    select
        weights.stratum,
        customer_segments.segment_no,
        scores.item_id,
        weights.weight,
        count(*) as customers,
        sum(scores.score) as score_sum,
        sum(scores.score * scores.score) as score_squares
    from scores
    inner join customer_segments
        on scores.customer_id = customer_segments.customer_id
    left join estates
        on customer_segments.estate = estates.code
    inner join weights
        on {{ estate_stratum("estates") }} = weights.stratum
    group by
        weights.stratum,
        weights.weight,
        customer_segments.segment_no,
        scores.item_id
)

select * from final
order by item_id, segment_no, stratum
