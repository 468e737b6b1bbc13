-- One row per current customer, for the intranet only: which segment it is in, how sure that is, why, where it was last
-- year and which unit looks after it. Reasons are words: figures of a firm are for the unit that has them.
with

customer_segments as (
    select * from {{ ref("customer_segments") }}
),

reasons as (
    select
        customer_id,
        max(case when reason_no = 1 then trait_th end) as reason_1_th,
        max(case when reason_no = 1 then trait_en end) as reason_1_en,
        max(case when reason_no = 2 then trait_th end) as reason_2_th,
        max(case when reason_no = 2 then trait_en end) as reason_2_en,
        max(case when reason_no = 3 then trait_th end) as reason_3_th,
        max(case when reason_no = 3 then trait_en end) as reason_3_en
    from {{ ref("customer_segment_reasons") }}
    group by customer_id
),

final as (
    select
        customer_segments.fiscal_year,
        customer_segments.customer_id,
        customer_segments.segment_key,
        customer_segments.segment_name_th,
        customer_segments.segment_name_en,
        customer_segments.confidence_level,
        levels.name_th as confidence_th,
        levels.name_en as confidence_en,
        customer_segments.missing_variables,
        customer_segments.previous_segment_key,
        previous.segment_name_th as previous_name_th,
        previous.segment_name_en as previous_name_en,
        customer_segments.is_new_customer,
        customer_units.unit,
        units.name_th as unit_th,
        units.name_en as unit_en,
        reasons.reason_1_th,
        reasons.reason_1_en,
        reasons.reason_2_th,
        reasons.reason_2_en,
        reasons.reason_3_th,
        reasons.reason_3_en,
        coalesce(customer_segments.customer_name, customer_segments.customer_id) as customer_name,
        {{ company_key("customer_segments.customer_name") }} as name_key,
        coalesce(estates.name_th, customer_segments.estate) as estate_th,
        coalesce(estates.name_en, customer_segments.estate) as estate_en,
        coalesce(industries.name_th, customer_segments.industry) as industry_th,
        coalesce(industries.name_en, customer_segments.industry) as industry_en
    from customer_segments
    inner join {{ ref("statuses") }} as levels
        on
            levels.subject = 'confidence'
            and customer_segments.confidence_level = levels.status
    left join {{ ref("estates") }} as estates
        on customer_segments.estate = estates.code
    left join {{ ref("industries") }} as industries
        on customer_segments.industry = industries.code
    left join {{ ref("int_previous_segments") }} as previous
        on customer_segments.customer_id = previous.customer_id
    left join {{ ref("int_customer_units") }} as customer_units
        on customer_segments.customer_id = customer_units.customer_id
    left join {{ ref("units") }} as units
        on customer_units.unit = units.code
    left join reasons
        on customer_segments.customer_id = reasons.customer_id
)

select * from final
