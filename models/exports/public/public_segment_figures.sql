-- One row per segment (and `all`) and numeric basis variable: the median over its customers with a known value, to two
-- significant digits, hidden when few customers stand behind it. No total: nothing can be subtracted from a median.
with

customer_segments as (
    select * from {{ ref("customer_segments") }}
),

members as (
    select
        customer_id,
        fiscal_year,
        segment_key
    from customer_segments
    union all
    select
        customer_id,
        fiscal_year,
        'all' as segment_key
    from customer_segments
),

variables as (
    select *
    from {{ ref("int_variables") }}
    where kind = 'numeric' and role = 'basis'
),

feature_values as (
    select * from {{ ref("int_customer_feature_values") }}
),

measured as (
    select
        members.fiscal_year,
        members.segment_key,
        variables.variable,
        variables.label_th,
        variables.label_en,
        variables.block,
        variables.display,
        count(feature_values.raw_value) as customers,
        {{ quantile("feature_values.raw_value", 0.5) }} as raw_median
    from members
    inner join feature_values
        on members.customer_id = feature_values.customer_id
    inner join variables
        on feature_values.variable = variables.variable
    group by all
),

judged as (
    select
        *,
        -- a trend is a log ratio: readers get the growth
        {{ two_digits("case when display = 'growth' then exp(raw_median) - 1 else raw_median end") }} as median,
        {{ is_hidden("customers", threshold("amount_min_n")) }} as cell_is_hidden
    from measured
),

final as (
    select
        fiscal_year,
        segment_key,
        variable,
        case block when 'basic' then 1 when 'behaviour' then 2 else 3 end as block_order,
        label_th,
        label_en,
        {{ shown_text(printed_number("customers"), "cell_is_hidden") }} as customers_text,
        {{ shown("median", "cell_is_hidden") }} as median,
        {{ shown_text(
            "case when display = 'growth' then " ~ signed_share("median") ~ " else " ~ two_digits_text("median") ~ " end",
            "cell_is_hidden"
        ) }} as median_text
    from judged
)

select * from final
