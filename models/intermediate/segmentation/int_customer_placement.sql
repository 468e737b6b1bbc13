-- One row per attempt and current customer: the nearest segment of the attempt's rule. Everyone is placed: missing
-- variables are left out and the rest rescaled; ties and customers without any variable go to the lower number, which
-- is the larger segment, with confidence 0. Confidence is the lead of the nearest segment over the second: in distance
-- times the share of the weights that is known, or for a mixture in probability.
with

parts as (
    select * from {{ ref("int_placement_parts") }}
),

rule as (
    select * from {{ ref("int_segmentation_rule") }}
),

customers as (
    select * from {{ ref("int_customers") }}
),

rule_variables as (
    select distinct
        attempt,
        approach,
        variable,
        weight
    from rule
),

rule_weights as (
    select
        attempt,
        approach,
        count(*) as variable_count,
        {{ exact_sum("weight") }} as weight
    from rule_variables
    group by attempt, approach
),

segments as (
    select distinct
        attempt,
        segment_no,
        segment_share
    from rule
),

sums as (
    select
        attempt,
        customer_id,
        segment_no,
        {{ exact_sum("added", 15) }} as added,
        {{ exact_sum("weight") }} as weight
    from parts
    group by attempt, customer_id, segment_no
),

seen as (
    select
        rule_variables.attempt,
        basis.customer_id,
        count(*) as variable_count,
        {{ exact_sum("rule_variables.weight") }} as weight
    from rule_variables
    inner join {{ ref("int_placement_values") }} as basis
        on
            rule_variables.attempt = basis.attempt
            and rule_variables.variable = basis.variable
    where basis.numeric_value is not null or basis.category_value is not null
    group by rule_variables.attempt, basis.customer_id
),

distances as (
    select
        segments.attempt,
        customers.customer_id,
        segments.segment_no,
        rule_weights.approach,
        coalesce(seen.weight, 0) / rule_weights.weight as share_seen,
        rule_weights.variable_count - coalesce(seen.variable_count, 0) as missing_variables,
        round(
            case rule_weights.approach
                when 'kmeans' then sums.added / nullif(sums.weight, 0) * rule_weights.weight
                when 'mixture' then sums.added - ln(segments.segment_share)
                else sums.added / nullif(sums.weight, 0)
            end,
            9
        ) as distance
    from segments
    cross join customers
    inner join rule_weights
        on segments.attempt = rule_weights.attempt
    left join sums
        on
            segments.attempt = sums.attempt
            and segments.segment_no = sums.segment_no
            and customers.customer_id = sums.customer_id
    left join seen
        on
            segments.attempt = seen.attempt
            and customers.customer_id = seen.customer_id
),

-- segments that a decision merged count as one, as near as the nearest of them, under the lowest of their numbers
merged as (
    select
        distances.attempt,
        distances.customer_id,
        {{ merged_segment("attempts.merged", "distances.segment_no") }} as segment_no,
        distances.approach,
        max(distances.share_seen) as share_seen,
        max(distances.missing_variables) as missing_variables,
        min(distances.distance) as distance
    from distances
    inner join {{ ref("int_attempts") }} as attempts
        on distances.attempt = attempts.attempt
    group by all
),

ranked as (
    select
        *,
        row_number() over nearest_first as nearness,
        lead(distance) over nearest_first as second_distance,
        min(distance) over (partition by attempt, customer_id) as least_distance
    from merged
    window nearest_first as (
        partition by attempt, customer_id
        order by distance asc nulls last, segment_no asc
    )
),

likelihoods as (
    select
        *,
        sum(case when approach = 'mixture' then exp(least_distance - distance) end)
            over (partition by attempt, customer_id)
            as likelihood
    from ranked
),

final as (
    select
        attempt,
        customer_id,
        segment_no,
        distance,
        second_distance,
        missing_variables,
        coalesce(
            round(
                case approach
                    when 'mixture' then (1 - exp(distance - second_distance)) / likelihood
                    else share_seen * (1 - distance / nullif(second_distance, 0))
                end,
                9
            ),
            0
        ) as confidence
    from likelihoods
    where nearness = 1
)

select * from final
