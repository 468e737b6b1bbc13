{# The columns that registered consumers use, and those of the tables of the profile database, as their declarations name
   them: one row each. Empty while dbt parses. #}
{% macro registered_columns() -%}
    {%- set rows = [] -%}
    {%- if execute -%}
        {%- for exposure in graph.exposures.values() | sort(attribute="name") -%}
            {%- for table, columns in ((exposure.config.meta or {}).get("columns") or {}).items() -%}
                {%- for column in columns -%}
                    {%- do rows.append([exposure.label or exposure.name, table, column]) -%}
                {%- endfor -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endif -%}
    {{ values_of(rows, ["consumer", "table_name", "column_name"]) }}
{%- endmacro %}


{% macro database_columns() -%}
    {%- set rows = [] -%}
    {%- if execute -%}
        {%- for model in graph.nodes.values() | sort(attribute="name") -%}
            {%- if model.resource_type == "model" and (model.config.meta or {}).get("schema_version") -%}
                {%- for column in model.columns -%}
                    {%- do rows.append([model.name, column]) -%}
                {%- endfor -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {{ values_of(rows, ["table_name", "column_name"]) }}
{%- endmacro %}


{# Rows of text as a query; no row when there is none. #}
{% macro values_of(rows, columns) -%}
    select
        {%- for column in columns %}
        listed.{{ column }}{{ "," if not loop.last }}
        {%- endfor %}
    from (
        values
        {%- for row in rows %}
        ({% for value in row %}'{{ value | replace("'", "''") }}'{{ ", " if not loop.last }}{% endfor %}),
        {%- endfor %}
        ({% for column in columns %}cast(null as varchar){{ ", " if not loop.last }}{% endfor %})
    ) as listed ({{ columns | join(", ") }})
    where listed.{{ columns[0] }} is not null
{%- endmacro %}
