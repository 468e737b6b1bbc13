-- One row per segment of the year (S6): the Customer Segment Profile. Medians are over customers with a known value.
with

customer_segments as (
    select * from {{ ref("customer_segments") }}
),

names as (
    select * from {{ ref("int_segment_names") }}
),

features as (
    select * from {{ ref("int_customer_features") }}
),

descriptions as (
    select * from {{ ref("int_segment_descriptions") }}
),

results as (
    select * from {{ ref("int_segment_results") }}
),

actions as (
    select * from {{ ref("int_segment_actions") }}
),

paragraphs as (
    select * from {{ ref("int_segment_paragraphs") }}
),

measured as (
    select
        customer_segments.fiscal_year,
        customer_segments.attempt,
        customer_segments.segment_no,
        count(*) as customers,
        count(case when customer_segments.is_new_customer then 1 end) as new_customers,
        count(case when customer_segments.confidence_level = 'low' then 1 end) as low_confidence_customers,
        {{ exact_sum("features.area_rai") }} as area_rai,
        {{ quantile("features.employees", 0.5) }} as median_employees,
        {{ quantile("features.investment_million_baht", 0.5) }} as median_investment_million_baht,
        {{ quantile("features.area_rai", 0.5) }} as median_area_rai,
        {{ quantile("features.age_years", 0.5) }} as median_age_years,
        {{ quantile("features.water_per_month", 0.5) }} as median_water_per_month,
        {{ quantile("features.electricity_per_month", 0.5) }} as median_electricity_per_month,
        {{ quantile("features.wastewater_per_month", 0.5) }} as median_wastewater_per_month,
        {{ quantile("features.usage_trend", 0.5) }} as median_usage_trend
    from customer_segments
    inner join features
        on customer_segments.customer_id = features.customer_id
    group by customer_segments.fiscal_year, customer_segments.attempt, customer_segments.segment_no
),

final as (
    select
        measured.fiscal_year,
        names.segment_key,
        names.name_th,
        names.name_en,
        names.continuity,
        names.previous_segment_key,
        names.named_by,
        names.named_by_unit,
        measured.area_rai,
        measured.median_employees,
        measured.median_investment_million_baht,
        measured.median_area_rai,
        measured.median_age_years,
        measured.median_water_per_month,
        measured.median_electricity_per_month,
        measured.median_wastewater_per_month,
        measured.median_usage_trend,
        descriptions.top_industry,
        descriptions.top_industry_th,
        descriptions.top_industry_en,
        descriptions.top_industry_share,
        descriptions.top_nationality,
        descriptions.top_nationality_th,
        descriptions.top_nationality_en,
        descriptions.top_nationality_share,
        descriptions.distinguishing_th,
        descriptions.distinguishing_en,
        descriptions.top_needs_th,
        descriptions.top_needs_en,
        results.trait_1_th,
        results.trait_1_en,
        results.trait_1_difference,
        results.trait_2_th,
        results.trait_2_en,
        results.trait_2_difference,
        results.overall_satisfaction_status,
        actions.top_driver,
        actions.top_driver_th,
        actions.top_driver_en,
        actions.top_driver_share,
        actions.advice,
        actions.action_item,
        actions.action_aspect,
        actions.action_item_th,
        actions.action_item_en,
        actions.action_share,
        actions.action_score,
        results.voice_status,
        results.top_theme,
        results.top_theme_th,
        results.top_theme_en,
        results.top_theme_share,
        results.growth,
        results.owner_unit,
        results.owner_unit_share,
        paragraphs.paragraph_th,
        paragraphs.paragraph_en,
        paragraphs.written_by,
        paragraphs.written_by_unit,
        cast(measured.segment_no as integer) as segment_no,
        cast(measured.customers as integer) as customers,
        cast(measured.new_customers as integer) as new_customers,
        cast(measured.low_confidence_customers as integer) as low_confidence_customers,
        cast(results.overall_satisfaction as double) as overall_satisfaction,
        cast(results.overall_satisfaction_customers as integer) as overall_satisfaction_customers,
        cast(actions.driver_customers as integer) as driver_customers,
        cast(actions.action_customers as integer) as action_customers,
        cast(results.voice_cases as integer) as voice_cases,
        cast(results.previous_customers as integer) as previous_customers,
        coalesce(actions.driver_status, 'not_enough_data') as driver_status,
        measured.customers / sum(measured.customers) over () as share_of_customers,
        measured.area_rai / nullif(sum(measured.area_rai) over (), 0) as share_of_area
    from measured
    inner join names
        on
            measured.attempt = names.attempt
            and measured.segment_no = names.segment_no
    left join descriptions
        on measured.segment_no = descriptions.segment_no
    left join results
        on measured.segment_no = results.segment_no
    left join actions
        on results.segment_key = actions.segment_key
    left join paragraphs
        on measured.segment_no = paragraphs.segment_no
)

select * from final
order by segment_no
