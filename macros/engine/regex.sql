{# Regular expressions, the same on every engine: a second engine answers differently (first or all matches, how a
   group is named), so models never call these functions themselves. Patterns avoid backslashes. #}
{% macro matches(text, pattern) -%}
    regexp_matches({{ text }}, '{{ pattern }}')
{%- endmacro %}


{# A group of the first match, null when there is none. #}
{% macro extract_group(text, pattern, group=1) -%}
    nullif(regexp_extract({{ text }}, '{{ pattern }}', {{ group }}), '')
{%- endmacro %}


{# Every match replaced; groups are written {1} and {2}. #}
{% macro replace_all(text, pattern, replacement) -%}
    regexp_replace({{ text }}, '{{ pattern }}', '{{ replacement | replace("{1}", "\\1") | replace("{2}", "\\2") }}', 'g')
{%- endmacro %}


{# The whole numbers in a text, ascending and each once, joined by plus signs: 'กลุ่ม 4 กับ 2' gives 2+4. #}
{% macro numbers_in(text) -%}
    nullif(
        array_to_string(
            list_sort(list_distinct(list_transform(
                regexp_extract_all({{ text }}, '[0-9]+'), lambda number: cast(number as bigint)
            ))),
            '+'
        ),
        ''
    )
{%- endmacro %}


{# Whether such a list holds a number; false for no list. #}
{% macro holds_number(list, number) -%}
    coalesce('+' || {{ list }} || '+' like '%+' || {{ number }} || '+%', false)
{%- endmacro %}
