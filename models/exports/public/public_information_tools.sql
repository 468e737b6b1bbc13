-- One row per declared tool: how often it reached past, present and potential customers, of how often was promised, and
-- how its answers are kept and used. The texts are the sender's, of columns that the feed declares to be published.
{% set groups = ["past", "present", "potential"] %}
with

tools as (
    select * from {{ ref("declared_tools") }}
),

worded as (
    select
        *,
        {{ unit_name("unit") }} as unit_en,
        case
            when status = 'not_enough_data' then 'ข้อมูลไม่พอ'
            else delivered || ' จาก ' || promised_per_year || ' ครั้ง'
        end as times_th,
        case
            when status = 'not_enough_data' then 'Not enough data'
            else delivered || ' of ' || promised_per_year || ' times'
        end as times_en
    from tools
),

final as (
    select
        {{ published_text("information_tools", "tool_th", "tool_th") }} as tool_th,
        {{ published_text("information_tools", "tool_en", "min(tool_en)") }} as tool_en,
        {{ printed_year("max(fiscal_year)", "th") }} as fiscal_year_th,
        {{ printed_year("max(fiscal_year)", "en") }} as fiscal_year_en,
        {% for group in groups %}
            bool_or(customer_group = '{{ group }}') as asks_{{ group }},
            coalesce(max(case when customer_group = '{{ group }}' then times_th end), '–') as {{ group }}_th,
            coalesce(max(case when customer_group = '{{ group }}' then times_en end), '–') as {{ group }}_en,
        {% endfor %}
        {{ listed("status_th") }} as status_th,
        {{ listed("status_en") }} as status_en,
        {% for text in ["storage", "analysis_tool", "used_for"] %}
            coalesce({{ published_text("information_tools", text, listed(text)) }}, 'ไม่ระบุ') as {{ text }}_th,
            coalesce({{ published_text("information_tools", text, listed(text)) }}, 'not stated') as {{ text }}_en,
        {% endfor %}
        coalesce({{ listed("unit") }}, 'ไม่ระบุ') as unit_th,
        coalesce({{ listed("unit_en") }}, 'not stated') as unit_en,
        count(*) filter (where status in ('never', 'less_often')) as groups_short
    from worded
    group by tool_th
)

select * from final
