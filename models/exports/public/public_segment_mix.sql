-- One row per segment, descriptive variable and category: how the segment's customers are made up. Counts below the
-- minimum are hidden, and the smallest other one with them when the segment's printed size would give it away; no
-- total of a category over the segments is published.
with

customer_segments as (
    select * from {{ ref("customer_segments") }}
),

variables as (
    select *
    from {{ ref("int_variables") }}
    where variable in ('industry', 'nationality', 'zone', 'contract_mix')
),

feature_values as (
    select * from {{ ref("int_customer_feature_values") }}
),

labels as (
    select * from {{ ref("int_category_labels") }}
),

counted as (
    select
        customer_segments.fiscal_year,
        customer_segments.segment_key,
        variables.variable,
        variables.label_th as variable_th,
        variables.label_en as variable_en,
        case variables.variable
            when 'industry' then 1
            when 'nationality' then 2
            when 'contract_mix' then 3
            else 4
        end as variable_order,
        coalesce(labels.label_th, 'ไม่ทราบ') as category_th,
        coalesce(labels.label_en, 'Unknown') as category_en,
        count(*) as customers
    from customer_segments
    inner join feature_values
        on customer_segments.customer_id = feature_values.customer_id
    inner join variables
        on feature_values.variable = variables.variable
    left join labels
        on
            feature_values.variable = labels.variable
            and feature_values.category_value = labels.category
    group by all
),

judged as (
    select
        *,
        customers / sum(customers) over (partition by segment_key, variable) as share_of_segment,
        {{ is_hidden("customers", threshold("amount_min_n"),
            total_of="segment_key, variable", order_by="category_th") }} as cell_is_hidden
    from counted
),

final as (
    select
        fiscal_year,
        segment_key,
        variable,
        variable_order,
        variable_th,
        variable_en,
        category_th,
        category_en,
        cast(row_number() over (
            partition by segment_key, variable
            order by cell_is_hidden asc, customers desc, category_th asc
        ) as integer) as rank_by_size,
        {{ shown("share_of_segment", "cell_is_hidden") }} as share_of_segment,
        {{ shown_text(printed_number("customers"), "cell_is_hidden") }} as customers_text,
        {{ shown_text(printed_share("share_of_segment"), "cell_is_hidden") }} as share_text
    from judged
)

select * from final
