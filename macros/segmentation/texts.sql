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


{# A segment's name with its suffix, cut so that both fit into the 120 characters that a name may have. #}
{% macro name_within_limit(expression, suffix) -%}
    substring({{ expression }}, 1, 120 - length({{ suffix }})) || {{ suffix }}
{%- endmacro %}


{# A condition of the typing rule in words, from the columns of int_typing_rule with their labels and bounds as text.
   Without category and bounds it asks only whether the value is known. #}
{% macro condition_text(language) -%}
    {%- set words = {
        "th": ["ลูกค้าทุกราย", " คือ ", " ไม่ใช่ ", " ตั้งแต่ ", " แต่น้อยกว่า ", " ขึ้นไป", " น้อยกว่า ",
            " ไม่ทราบค่า", " ทราบค่า", " (หรือไม่ทราบค่า)"],
        "en": ["Every customer", " is ", " is not ", " from ", " to below ", " upwards", " below ",
            " not known", " known", " (or not known)"],
    }[language] -%}
    {%- set label, category = "label_" ~ language, "category_" ~ language -%}
    case
        when variable is null then '{{ words[0] }}'
        when category is not null
            then {{ label }} || case when is_category then '{{ words[1] }}' else '{{ words[2] }}' end || {{ category }}
        when lower_text is not null and upper_text is not null
            then {{ label }} || '{{ words[3] }}' || lower_text || '{{ words[4] }}' || upper_text
        when lower_text is not null then {{ label }} || '{{ words[3] }}' || lower_text || '{{ words[5] }}'
        when upper_text is not null then {{ label }} || '{{ words[6] }}' || upper_text
        when or_unknown then {{ label }} || '{{ words[7] }}'
        else {{ label }} || '{{ words[8] }}'
    end
    || case
        when or_unknown and coalesce(category, lower_text, upper_text) is not null then '{{ words[9] }}'
        else ''
    end
{%- endmacro %}


{# A JSON list of numbers as a text with two decimals each: 0.98 · 0.75. #}
{% macro json_numbers_text(expression) -%}
    array_to_string(
        list_transform(from_json({{ expression }}, '["DOUBLE"]'), lambda number: format('{:.2f}', number)), ' · '
    )
{%- endmacro %}
