-- One row per current customer and declared variable: int_customer_features turned long, numeric values transformed
-- as declared (log1p or as they are), not yet scaled. Null is unknown.
{% set numeric = [
    "employees", "investment_million_baht", "age_years", "area_rai", "plot_count", "estate_count", "water_per_month",
    "wastewater_per_month", "electricity_per_month", "waste_per_month", "usage_trend"
] %}
{% set categorical = ["estate", "industry", "nationality", "zone", "contract_mix"] %}
with

features as (
    select * from {{ ref("int_customer_features") }}
),

variables as (
    select * from {{ ref("int_variables") }}
),

feature_values as (
    {% for variable in numeric + categorical %}
        {% if not loop.first %}
            union all
        {% endif %}
        select
            features.customer_id,
            variables.variable,
            variables.role,
            variables.kind,
            variables.transformation,
            variables.weight,
            {{ "features." ~ variable if variable in numeric else "cast(null as double)" }} as raw_value,
            {{ "features." ~ variable if variable in categorical else "cast(null as varchar)" }} as category_value
        from features
        inner join variables
            on variables.variable = '{{ variable }}'
    {% endfor %}
),

final as (
    select
        customer_id,
        variable,
        role,
        kind,
        transformation,
        weight,
        raw_value,
        category_value,
        {{ transformed("raw_value", "transformation") }} as transformed_value
    from feature_values
)

select * from final
