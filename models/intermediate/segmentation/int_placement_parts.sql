-- One row per attempt, current customer, segment and variable that both have: what the variable adds to the distance.
-- k-means counts squared differences, Gower's distance shares of the range, a mixture minus the log of the density; a
-- category the rule does not know is 'other'. (x - share)^2 summed over a variable's categories is
-- 1 - 2 * the own category's share + the shares' squares.
with

rule as (
    select * from {{ ref("int_segmentation_rule") }}
),

basis as (
    select * from {{ ref("int_placement_values") }}
),

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
    from rule
    inner join basis
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
    from rule
    where category is not null
    group by attempt, segment_no, variable
),

known_categories as (
    select distinct
        attempt,
        variable,
        category
    from rule
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
    from basis
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
    inner join rule
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
