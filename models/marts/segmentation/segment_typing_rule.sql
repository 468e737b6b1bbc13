-- One row per path of the rule by which staff tell a customer's segment (S4): the conditions in words, the segment, and
-- how far to trust them. Only for a year that passed the gate. Customers are placed by their distances, not by this.
with

rule as (
    select * from {{ ref("int_typing_rule") }}
),

segments as (
    select distinct
        fiscal_year,
        segment_no,
        segment_key,
        segment_name_th,
        segment_name_en
    from {{ ref("customer_segments") }}
),

variables as (
    select * from {{ ref("int_variables") }}
),

labels as (
    select * from {{ ref("int_category_labels") }}
),

conditions as (
    select
        rule.*,
        variables.label_th,
        variables.label_en,
        labels.label_th as category_th,
        labels.label_en as category_en,
        case variables.display
            when 'growth' then format('{:+d}%', cast(rule.lower_bound as integer))
            else {{ two_digits_text("rule.lower_bound") }}
        end as lower_text,
        case variables.display
            when 'growth' then format('{:+d}%', cast(rule.upper_bound as integer))
            else {{ two_digits_text("rule.upper_bound") }}
        end as upper_text
    from rule
    left join variables
        on rule.variable = variables.variable
    left join labels
        on
            rule.variable = labels.variable
            and rule.category = labels.category
),

worded as (
    select
        *,
        {{ condition_text("th") }} as condition_th,
        {{ condition_text("en") }} as condition_en
    from conditions
),

final as (
    select
        segments.fiscal_year,
        cast(worded.path_no as integer) as path_no,
        {{ ordered_text("worded.condition_th", " และ ", "worded.condition_no") }} as conditions_th,
        {{ ordered_text("worded.condition_en", " and ", "worded.condition_no") }} as conditions_en,
        segments.segment_key,
        segments.segment_name_th,
        segments.segment_name_en,
        cast(worded.customers as integer) as customers,
        cast(worded.segment_customers as integer) as segment_customers,
        worded.segment_customers / worded.customers as probability,
        2 * worded.segment_customers >= worded.customers as is_clear,
        worded.accuracy,
        worded.base_rate
    from worded
    inner join segments
        on worded.segment_no = segments.segment_no
    group by all
)

select * from final
order by path_no
