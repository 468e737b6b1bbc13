{# Text that a sender typed, in a table that leaves the warehouse: only of a column that its feed declares `published`,
   so that the sender's guide says so beforehand. Anything else stops dbt. #}
{% macro published_text(feed, column, expression) -%}
    {%- if execute and graph.get("sources") and not declared(feed, column).get("published") -%}
        {{ exceptions.raise_compiler_error(
            feed ~ "." ~ column ~ " is not declared `published`: its text can't stand in a public table"
        ) }}
    {%- endif -%}
    {{ expression }}
{%- endmacro %}


{# A period of a feed as readers know it: a day in full, a year of their era, anything else as it stands. #}
{% macro printed_period(expression, language="th") -%}
    case
        when {{ matches(expression, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$") }}
            then {{ printed_date("try_cast(" ~ expression ~ " as date)", language) }}
        {%- if language == "en" %}
        when {{ matches(expression, "^25[0-9]{2}$") }}
            then {{ printed_year("try_cast(" ~ expression ~ " as integer)", "en") }}
        {%- endif %}
        else {{ expression }}
    end
{%- endmacro %}


{# Text that leaves the warehouse as typed (a file's name, a header), less the e-mail addresses in it: no edition shows any. #}
{% macro without_addresses(text) -%}
    {{ replace_all(text, "[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+", "…") }}
{%- endmacro %}
