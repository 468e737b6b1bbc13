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
