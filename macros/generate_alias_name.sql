{# The table's name: the model's own, except that an export's model names its edition before the table
   (public_segments), because a mart or another edition may have a table of the same name. #}
{% macro generate_alias_name(custom_alias_name=none, node=none) -%}
    {%- if custom_alias_name -%}
        {{ custom_alias_name | trim }}
    {%- elif "exports" in node.fqn -%}
        {{ node.name | replace("public_", "", 1) | replace("intranet_", "", 1) }}
    {%- else -%}
        {{ node.name }}
    {%- endif -%}
{%- endmacro %}
