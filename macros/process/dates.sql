{# Dates of the process: a fiscal year's calendar and the clock on the wall. #}

{# The date so many whole months and then so many days after another. #}
{% macro date_after(expression, months, days) -%}
    cast({{ expression }} + to_months(cast({{ months }} as integer)) + to_days(cast({{ days }} as integer)) as date)
{%- endmacro %}


{# A UTC time of the ledger as the time in Thailand, which is UTC+7 all year. #}
{% macro thai_time(expression) -%}
    {{ expression }} + interval 7 hours
{%- endmacro %}
