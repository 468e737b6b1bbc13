{# The stratum of a customer by its estate: kind of estate, and whether it lies in the EEC. #}
{% macro estate_stratum(estates) -%}
    coalesce({{ estates }}.kind || case when {{ estates }}.is_eec then '_eec' else '_other' end, 'unknown')
{%- endmacro %}
