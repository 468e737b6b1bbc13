-- One row per current customer and reason, three at most: why it is in its segment. A variable is a reason when it
-- lies nearer to the customer's segment than, on average, to the others; in words with the figures of both.
with

segments as (
    select * from {{ ref("customer_segments") }}
),

parts as (
    select
        segments.fiscal_year,
        segments.attempt,
        segments.customer_id,
        segments.segment_no,
        segments.segment_key,
        parts.variable,
        parts.added,
        {{ merged_segment("attempts.merged", "parts.segment_no") }} = segments.segment_no as is_own
    from segments
    inner join {{ ref("int_placement_parts") }} as parts
        on
            segments.attempt = parts.attempt
            and segments.customer_id = parts.customer_id
    inner join {{ ref("int_attempts") }} as attempts
        on segments.attempt = attempts.attempt
),

leads as (
    select
        fiscal_year,
        attempt,
        customer_id,
        segment_no,
        segment_key,
        variable,
        {{ exact_mean("case when not is_own then added end") }} as added_by_others,
        {{ exact_mean("case when is_own then added end") }} as added_by_own
    from parts
    group by fiscal_year, attempt, customer_id, segment_no, segment_key, variable
),

figured as (
    select
        leads.*,
        feature_values.category_value,
        declared.display,
        declared.label_th as variable_th,
        declared.label_en as variable_en,
        {% for language in ["th", "en"] -%}
            case
                when feature_values.kind <> 'numeric' then null
                when feature_values.raw_value >= distinctions.overall_figure then declared.high_{{ language }}
                else declared.low_{{ language }}
            end as trait_{{ language }},
        {% endfor -%}
        case
            when declared.display = 'growth' then {{ growth_text("feature_values.raw_value") }}
            when feature_values.kind = 'numeric' then {{ quantity_text("feature_values.raw_value") }}
        end as value_text,
        case declared.display
            when 'share' then {{ percent_text("distinctions.segment_figure") }}
            when 'growth' then {{ growth_text("distinctions.segment_figure") }}
            else {{ quantity_text("distinctions.segment_figure") }}
        end as segment_text,
        case declared.display
            when 'share' then {{ percent_text("distinctions.overall_figure") }}
            when 'growth' then {{ growth_text("distinctions.overall_figure") }}
            else {{ quantity_text("distinctions.overall_figure") }}
        end as overall_text
    from leads
    inner join {{ ref("int_customer_feature_values") }} as feature_values
        on
            leads.customer_id = feature_values.customer_id
            and leads.variable = feature_values.variable
    inner join {{ ref("int_variables") }} as declared
        on leads.variable = declared.variable
    inner join {{ ref("int_segment_distinctions") }} as distinctions
        on
            leads.attempt = distinctions.attempt
            and leads.segment_no = distinctions.segment_no
            and leads.variable = distinctions.variable
            and coalesce(feature_values.category_value, '') = coalesce(distinctions.category, '')
    where round(leads.added_by_others - leads.added_by_own, 6) > 0
),

ranked as (
    select
        figured.*,
        coalesce(figured.value_text, labels.label_th) as value_th,
        coalesce(figured.value_text, labels.label_en) as value_en,
        row_number() over (
            partition by figured.customer_id
            order by round(figured.added_by_others - figured.added_by_own, 6) desc, figured.variable asc
        ) as reason_no
    from figured
    left join {{ ref("int_category_labels") }} as labels
        on
            figured.variable = labels.variable
            and figured.category_value = labels.category
),

final as (
    select
        fiscal_year,
        customer_id,
        segment_key,
        cast(reason_no as integer) as reason_no,
        variable,
        coalesce(trait_th, variable_th || ': ' || value_th) as trait_th,
        coalesce(trait_en, variable_en || ': ' || value_en) as trait_en,
        variable_th || ': ' || value_th
        || ' (กลุ่มนี้ ' || segment_text || ' ลูกค้าทั้งหมด ' || overall_text || ')' as reason_th,
        variable_en || ': ' || value_en
        || ' (this segment ' || segment_text || ', all customers ' || overall_text || ')' as reason_en
    from ranked
    where reason_no <= 3
)

select * from final
order by customer_id, reason_no
