{# A value computed once and named inside an expression: without it every rule that looks at a cell twice would repeat
   how the cell was cleaned, and compiled SQL would grow tenfold. `name` must differ from the names around it. #}
{% macro let(name, value, body) -%}
    list_transform([{{ value }}], lambda {{ name }}: {{ body }})[1]
{%- endmacro %}
