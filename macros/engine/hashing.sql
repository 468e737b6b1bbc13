{# A number from 0 to `buckets` - 1 that depends on the text alone, even over texts. #}
{% macro hash_bucket(text, buckets) -%}
    cast('0x' || substr(md5({{ text }}), 1, 6) as integer) % cast({{ buckets }} as integer)
{%- endmacro %}
