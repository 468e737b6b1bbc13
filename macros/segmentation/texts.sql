{# Words and dates as the pages print them, Thai and English. #}

{# The abbreviated name of a date's month. #}
{% macro month_name(expression, language) -%}
    (select months.abbreviation_{{ language }} from {{ ref("months") }} as months where months.month = month({{ expression }}))
{%- endmacro %}


{# Month and year: ต.ค. 2566, Oct 2023. #}
{% macro month_text(expression, language) -%}
    {{ month_name(expression, language) }}
    || ' ' || cast(year({{ expression }}) + {{ 543 if language == "th" else 0 }} as varchar)
{%- endmacro %}


{# Day, month and year: 31 ธ.ค. 2566, 31 Dec 2023. #}
{% macro date_text(expression, language) -%}
    cast(day({{ expression }}) as varchar) || ' ' || {{ month_text(expression, language) }}
{%- endmacro %}


{# The values of a group as one text, in a fixed order. #}
{% macro ordered_text(expression, separator, order_by) -%}
    string_agg({{ expression }}, '{{ separator }}' order by {{ order_by }})
{%- endmacro %}


{# A share as a whole per cent. #}
{% macro percent_text(expression) -%}
    cast(cast(round(100 * ({{ expression }})) as integer) as varchar) || '%'
{%- endmacro %}


{# A log ratio as the change in per cent that it means: +5%. #}
{% macro growth_text(expression) -%}
    format('{:+d}%', cast(round(100 * (exp({{ expression }}) - 1)) as integer))
{%- endmacro %}


{# A quantity for a sentence: whole with thousands separators, one decimal below ten. #}
{% macro quantity_text(expression) -%}
    case
        when abs({{ expression }}) < 10 then format('{:.1f}', round({{ expression }}, 1))
        else format('{:,}', cast(round({{ expression }}) as bigint))
    end
{%- endmacro %}
