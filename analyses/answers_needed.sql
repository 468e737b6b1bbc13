-- Before a survey: one row per segment of the year and effect. How many of its customers must answer for the test to
-- find that effect with power .8, and how many must be asked when they answer as they did last time.
-- needed = noncentrality * (1 - effect) / effect / segments, and two more, because the spread is estimated: never less
-- than the F test needs, at most two more (tests/python/methods/test_sample_analyses.py). Effects are shares of
-- variance between segments of one size (omega squared; Cohen 1988, chapter 8); where segments differ in size, ask the
-- smallest ones first.
{{ config(group="segmentation") }}

with

customer_segments as (
    select * from {{ ref("customer_segments") }}
),

attempts as (
    select * from {{ ref("int_attempts") }}
),

-- what the noncentral chi-squared distribution needs at 5 % over the attempts allowed, power .8
noncentralities as (
    select
        listed.attempts_allowed,
        listed.segments,
        listed.noncentrality
    from (
        values
        (1, 2, 7.849), (1, 3, 9.635), (1, 4, 10.903), (1, 5, 11.936), (1, 6, 12.828),
        (1, 7, 13.625), (1, 8, 14.351), (1, 9, 15.023), (1, 10, 15.650),
        (2, 2, 9.506), (2, 3, 11.494), (2, 4, 12.909), (2, 5, 14.064), (2, 6, 15.064),
        (2, 7, 15.957), (2, 8, 16.772), (2, 9, 17.527), (2, 10, 18.232),
        (3, 2, 10.470), (3, 3, 12.558), (3, 4, 14.049), (3, 5, 15.268), (3, 6, 16.323),
        (3, 7, 17.267), (3, 8, 18.129), (3, 9, 18.926), (3, 10, 19.672),
        (4, 2, 11.152), (4, 3, 13.306), (4, 4, 14.846), (4, 5, 16.107), (4, 6, 17.199),
        (4, 7, 18.177), (4, 8, 19.069), (4, 9, 19.896), (4, 10, 20.669),
        (5, 2, 11.679), (5, 3, 13.881), (5, 4, 15.458), (5, 5, 16.750), (5, 6, 17.870),
        (5, 7, 18.872), (5, 8, 19.788), (5, 9, 20.636), (5, 10, 21.429)
    ) as listed (attempts_allowed, segments, noncentrality)
),

effects as (
    select
        stated.effect,
        stated.omega_squared
    from (
        values ('small', 0.01), ('between', 0.03), ('medium', 0.06), ('large', 0.14)
    ) as stated (effect, omega_squared)
),

answered as (
    select distinct customer_id
    from {{ ref("int_need_scores") }}
),

per_segment as (
    select
        customer_segments.attempt,
        customer_segments.segment_key,
        customer_segments.segment_name_th,
        customer_segments.segment_name_en,
        count(*) as customers,
        count(answered.customer_id) as answered,
        count(*) over (partition by customer_segments.attempt) as segments
    from customer_segments
    left join answered
        on customer_segments.customer_id = answered.customer_id
    group by
        customer_segments.attempt,
        customer_segments.segment_key,
        customer_segments.segment_name_th,
        customer_segments.segment_name_en
),

needed as (
    select
        per_segment.*,
        effects.effect,
        effects.omega_squared,
        attempts.attempts_allowed,
        cast(
            ceil(
                noncentralities.noncentrality * (1 - effects.omega_squared)
                / effects.omega_squared / per_segment.segments
            ) + 2 as bigint
        ) as needed
    from per_segment
    cross join effects
    inner join attempts
        on per_segment.attempt = attempts.attempt
    left join noncentralities
        on
            per_segment.segments = noncentralities.segments
            and attempts.attempts_allowed = noncentralities.attempts_allowed
),

final as (
    select
        segment_key,
        segment_name_th,
        segment_name_en,
        segments,
        attempts_allowed,
        effect,
        omega_squared,
        needed,
        customers,
        answered,
        cast(answered as double) / customers as response_rate,
        case when answered > 0 then least(customers, ceil(cast(needed as double) * customers / answered)) end as to_ask,
        needed <= answered as last_survey_had_enough,
        needed <= customers as segment_has_enough
    from needed
)

select * from final
order by segment_key, effect
