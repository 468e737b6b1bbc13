{# How the subject of a decision names two customers that may be one: "ลูกค้าซ้ำ 0105999000016 = no-42". #}
{% macro duplicate_subject() -%}
    ^ลูกค้าซ้ำ ?:? ?([^ =]+) ?= ?([^ =]+)$
{%- endmacro %}


{# The id that a customer's rows count under: its own, unless people found it to be another's. `merges` is joined. #}
{% macro counts_under(id, merges="merged") -%}
    coalesce({{ merges }}.customer_id, {{ id }})
{%- endmacro %}
