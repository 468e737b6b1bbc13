-- For the intranet only: one row per fiscal year, quarter (0 = the year) and area, with what the organisation announced
-- as sold and as leased apart, each with its day and what it was before. Targets are set for both together.
with

announced as (
    select
        *,
        coalesce({{ printed_number("actual_rai", 2) }}, 'ยังไม่มีผล') as rai_th,
        coalesce({{ printed_number("actual_rai", 2) }}, 'no result yet') as rai_en,
        coalesce({{ printed_days("actual_as_of", "actual_latest_as_of") }}, '–') as as_of_th,
        coalesce({{ printed_days("actual_as_of", "actual_latest_as_of", "en") }}, '–') as as_of_en,
        case when actual_is_restated then {{ printed_number("first_actual_rai", 2) }} end as first_text,
        coalesce(' (' || {{ printed_date("first_actual_as_of") }} || ')', '') as first_day_th,
        coalesce(' (' || {{ printed_date("first_actual_as_of", "en") }} || ')', '') as first_day_en
    from {{ ref("area_against_target") }}
    where contract_type in ('sale', 'lease')
),

apart as (
    select
        fiscal_year,
        quarter,
        area,
        {% for type in ["sale", "lease"] %}
            {% for language in ["th", "en"] %}
                max(case when contract_type = '{{ type }}' then rai_{{ language }} end) as {{ type }}_{{ language }},
                max(case when contract_type = '{{ type }}' then as_of_{{ language }} end)
                    as {{ type }}_as_of_{{ language }},
            {% endfor %}
            max(case when contract_type = '{{ type }}' then actual_rai end) as {{ type }}_rai,
        {% endfor %}
        string_agg(
            case contract_type when 'sale' then 'ขายเดิม ' else 'เช่าเดิม ' end || first_text || first_day_th,
            ' · ' order by contract_type desc
        ) as restated_th,
        string_agg(
            case contract_type when 'sale' then 'sold was ' else 'leased was ' end || first_text || first_day_en,
            ' · ' order by contract_type desc
        ) as restated_en
    from announced
    group by fiscal_year, quarter, area
),

final as (
    select
        fiscal_year,
        {{ printed_year("fiscal_year", "th") }} as fiscal_year_th,
        {{ printed_year("fiscal_year", "en") }} as fiscal_year_en,
        quarter,
        case when quarter = 0 then 'ทั้งปี' else 'ไตรมาส ' || quarter end as quarter_th,
        case when quarter = 0 then 'Full year' else 'Quarter ' || quarter end as quarter_en,
        area,
        case area when 'eec' then 'เขต EEC' when 'non_eec' then 'นอกเขต EEC' else 'รวมทุกพื้นที่' end as area_th,
        case area when 'eec' then 'EEC' when 'non_eec' then 'Outside the EEC' else 'All areas' end as area_en,
        cast(sale_rai as double) as sale_rai,
        cast(lease_rai as double) as lease_rai,
        sale_th,
        sale_en,
        sale_as_of_th,
        sale_as_of_en,
        lease_th,
        lease_en,
        lease_as_of_th,
        lease_as_of_en,
        restated_th,
        restated_en
    from apart
)

select * from final
