-- One row per categorical variable and category: its names. A category that no seed knows is its own name.
{% set seeds = {
    "industry": "industries", "nationality": "nationalities", "zone": "zones", "estate": "estates",
    "contract_mix": "contract_mixes"
} %}
with

named as (
    {% for variable, seed in seeds.items() %}
        {% if not loop.first %}
            union all
        {% endif %}
        select
            '{{ variable }}' as variable_name,
            code,
            name_th,
            name_en
        from {{ ref(seed) }}
    {% endfor %}
),

found as (
    select distinct
        variable,
        category_value as category
    from {{ ref("int_customer_feature_values") }}
    where category_value is not null
),

final as (
    select
        found.variable,
        found.category,
        named.code is not null as is_declared,
        coalesce(named.name_th, found.category) as label_th,
        coalesce(named.name_en, found.category) as label_en
    from found
    left join named
        on
            found.variable = named.variable_name
            and found.category = named.code
)

select * from final
