-- Did some kinds of customers answer the survey less than others, and what does it cost to weigh that out? One row per
-- stratification; the strata themselves, with their weights, are rows of survey_response_rate. Compare chi_squared with
-- its degrees of freedom: about twice df and more is no accident. effective_answers is what the answers are worth for
-- a mean over all customers once weighted (Kish 1992, Journal of Official Statistics 8(2)): answers / design_effect.
{{ config(group="process") }}

with

strata as (
    select
        *,
        sum(responded) over (partition by stratification) / sum(customers) over (partition by stratification)
            as overall_rate
    from {{ ref("survey_response_rate") }}
),

final as (
    select
        stratification,
        count(*) as strata,
        count(case when responded = 0 then 1 end) as strata_without_an_answer,
        sum(customers) as customers,
        sum(responded) as responded,
        max(overall_rate) as response_rate,
        min(response_rate) as lowest_rate,
        max(response_rate) as highest_rate,
        sum(power(responded - customers * overall_rate, 2) / nullif(customers * overall_rate * (1 - overall_rate), 0))
            as chi_squared,
        count(*) - 1 as df,
        sqrt(
            sum(
                power(responded - customers * overall_rate, 2)
                / nullif(customers * overall_rate * (1 - overall_rate), 0)
            ) / sum(customers)
        ) as cramers_v,
        min(weight) as least_weight,
        max(weight) as greatest_weight,
        sum(responded) * sum(responded * power(weight, 2)) / nullif(power(sum(responded * weight), 2), 0)
            as design_effect,
        power(sum(responded * weight), 2) / nullif(sum(responded * power(weight, 2)), 0) as effective_answers
    from strata
    group by stratification
)

select * from final
order by stratification
