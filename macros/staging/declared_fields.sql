{# Every declared column of every feed, in order; one empty entry while dbt parses, when the declarations can't be read. #}
{% macro declared_fields() -%}
    {%- set fields = [] -%}
    {%- for feed in staged_feeds() -%}
        {%- set meta = declared(feed) -%}
        {%- for name, column in (declared_columns(feed) or {"": {}}).items() -%}
            {%- set headers = declared(feed, name).get("headers") or {} -%}
            {%- do fields.append({
                "feed": feed,
                "title_th": (meta.get("title") or {}).get("th", "") | replace("'", "''"),
                "title_en": (meta.get("title") or {}).get("en", "") | replace("'", "''"),
                "sender": (meta.get("sender") or "") | replace("๑", "1") | replace("๒", "2") | replace("๓", "3"),
                "is_needed": "true" if meta.get("needed") else "false",
                "position": loop.index,
                "name": name,
                "header": (headers.get("th") or [name])[0] | replace("'", "''"),
                "header_en": (headers.get("en") or [name])[0] | replace("'", "''"),
                "is_required": "true" if declared(feed, name).get("value") == "required" else "false",
            }) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(fields) }}
{%- endmacro %}


{# The declared columns of a feed by name; empty while dbt parses. #}
{% macro declared_columns(feed) -%}
    {%- set found = namespace(columns={}) -%}
    {%- if execute -%}
        {%- for source in graph.sources.values() if source.source_name == "landing" and source.name == feed -%}
            {%- set found.columns = source.columns -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(found.columns) }}
{%- endmacro %}


{# The period of a feed's rows as text, by its declaration: a column of its staging model, or that date's fiscal year. #}
{% macro declared_period(feed) -%}
    {%- set period = declared(feed).get("period") or {} -%}
    {%- if not period -%}
        cast(null as varchar)
    {%- elif period.get("by") == "fiscal_year" -%}
        cast({{ fiscal_year(period.column) }} as varchar)
    {%- else -%}
        cast({{ period.column }} as varchar)
    {%- endif -%}
{%- endmacro %}


{# How many values each declared column of a feed has, as a list of structs (field, filled): an aggregate. #}
{% macro count_filled(feed) -%}
    [
        {%- for name in declared_columns(feed) %}
        struct_pack(field := '{{ name }}', filled := count(landed.{{ name }}))
        {{- "," if not loop.last }}
        {%- else %}
        struct_pack(field := '', filled := 0)
        {%- endfor %}
    ]
{%- endmacro %}


{# The model with the rows of a feed that count. Survey items also come from answers; here only the declared ones do. #}
{% macro current_model(feed) -%}
    {{ return("stg_survey_items__declared" if feed == "survey_items" else "stg_" ~ feed) }}
{%- endmacro %}
