-- One row per attempt and current customer: the nearest segment of the attempt's rule. Everyone is placed: missing
-- variables are left out and the rest rescaled; ties and customers without any variable go to the lower number, which
-- is the larger segment, with confidence 0.
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
        segment_no
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
    inner join {{ ref("int_basis_values") }} as basis
        on rule_variables.variable = basis.variable
    where basis.numeric_value is not null or basis.category_value is not null
    group by rule_variables.attempt, basis.customer_id
),

distances as (
    select
        segments.attempt,
        customers.customer_id,
        segments.segment_no,
        coalesce(seen.weight, 0) / rule_weights.weight as share_seen,
        rule_weights.variable_count - coalesce(seen.variable_count, 0) as missing_variables,
        round(
            sums.added / nullif(sums.weight, 0)
            * case when rule_weights.approach = 'kmeans' then rule_weights.weight else 1 end,
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

ranked as (
    select
        *,
        row_number() over nearest_first as nearness,
        lead(distance) over nearest_first as second_distance
    from distances
    window nearest_first as (
        partition by attempt, customer_id
        order by distance asc nulls last, segment_no asc
    )
),

final as (
    select
        attempt,
        customer_id,
        segment_no,
        distance,
        second_distance,
        missing_variables,
        coalesce(round(share_seen * (1 - distance / nullif(second_distance, 0)), 9), 0) as confidence
    from ranked
    where nearness = 1
)

select * from final
