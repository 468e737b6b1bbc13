{# How a frozen rule places customers. `rule` has the columns of int_segmentation_rule, `readings` those of
   int_placement_values; both may hold several attempts. #}


{# What each variable adds to the distance between a customer and a segment: the query of int_placement_parts. #}
{% macro placement_parts(rule, readings) -%}
with

numeric_parts as (
    select
        rule.attempt,
        basis.customer_id,
        rule.segment_no,
        rule.variable,
        rule.weight,
        case rule.approach
            when 'kmeans'
                then
                    rule.weight * rule.scale * (basis.numeric_value - rule.centre)
                    * (basis.numeric_value - rule.centre)
            when 'mixture'
                then
                    (basis.numeric_value - rule.centre) * (basis.numeric_value - rule.centre)
                    / nullif(2 * rule.scale, 0)
                    + ln(2 * pi() * rule.scale) / 2
            else rule.weight * least(abs(basis.numeric_value - rule.centre) / nullif(rule.scale, 0), 1)
        end as added
    from {{ rule }} as rule
    inner join {{ readings }} as basis
        on
            rule.attempt = basis.attempt
            and rule.variable = basis.variable
    where
        rule.category is null
        and basis.numeric_value is not null
),

squares as (
    select
        attempt,
        segment_no,
        variable,
        {{ exact_sum("centre * centre", 15) }} as sum_of_squares
    from {{ rule }} as rule
    where category is not null
    group by attempt, segment_no, variable
),

known_categories as (
    select distinct
        attempt,
        variable,
        category
    from {{ rule }} as rule
    where category is not null
),

categorical_variables as (
    select distinct
        attempt,
        variable
    from known_categories
),

customer_categories as (
    select
        categorical_variables.attempt,
        basis.customer_id,
        basis.variable,
        coalesce(known_categories.category, 'other') as category
    from {{ readings }} as basis
    inner join categorical_variables
        on
            basis.attempt = categorical_variables.attempt
            and basis.variable = categorical_variables.variable
    left join known_categories
        on
            categorical_variables.attempt = known_categories.attempt
            and basis.variable = known_categories.variable
            and basis.category_value = known_categories.category
    where basis.category_value is not null
),

categorical_parts as (
    select
        rule.attempt,
        customer_categories.customer_id,
        rule.segment_no,
        rule.variable,
        rule.weight,
        case rule.approach
            when 'mixture' then -ln(rule.centre)
            else rule.weight * rule.scale * (1 - 2 * rule.centre + squares.sum_of_squares)
        end as added
    from customer_categories
    inner join {{ rule }} as rule
        on
            customer_categories.attempt = rule.attempt
            and customer_categories.variable = rule.variable
            and customer_categories.category = rule.category
    inner join squares
        on
            rule.attempt = squares.attempt
            and rule.segment_no = squares.segment_no
            and rule.variable = squares.variable
),

final as (
    select * from numeric_parts
    union all
    select * from categorical_parts
)

select * from final
{%- endmacro %}


{# The nearest segment of every current customer: the query of int_customer_placement. `parts` is what placement_parts
   gives, `attempts` says by attempt which segments count as one. #}
{% macro nearest_segments(rule, readings, parts, attempts) -%}
with

rule_variables as (
    select distinct
        attempt,
        approach,
        variable,
        weight
    from {{ rule }} as rule
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
    from {{ rule }} as rule
),

sums as (
    select
        attempt,
        customer_id,
        segment_no,
        {{ exact_sum("added", 15) }} as added,
        {{ exact_sum("weight") }} as weight
    from {{ parts }} as parts
    group by attempt, customer_id, segment_no
),

seen as (
    select
        rule_variables.attempt,
        basis.customer_id,
        count(*) as variable_count,
        {{ exact_sum("rule_variables.weight") }} as weight
    from rule_variables
    inner join {{ readings }} as basis
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
    cross join {{ ref("int_customers") }} as customers
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
    inner join {{ attempts }} as attempts
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
{%- endmacro %}
