{# One value of the seed `thresholds`, as a scalar that a model can compare with. #}
{% macro threshold(name) -%}
    (select max(case when threshold = '{{ name }}' then value end) from {{ ref("thresholds") }})
{%- endmacro %}


{# Whether a row of a reference table counts in the year; an open end is null. #}
{% macro valid_in_year(relation, fiscal_year) -%}
    {{ fiscal_year }} between {{ relation }}.fiscal_year_from and coalesce({{ relation }}.fiscal_year_to, 9999)
{%- endmacro %}


{# The numbers of segments that all objectives of the year allow; `cycle` is a relation of the model. #}
{% macro objectives_of_year() -%}
    select
        max(objectives.k_min) as k_min,
        min(objectives.k_max) as k_max
    from {{ ref("segmentation_objectives") }} as objectives
    inner join cycle
        on {{ valid_in_year("objectives", "cycle.fiscal_year") }}
{%- endmacro %}
