{# Answers needed for a share within +-precision at 95 % (Yamane 1967): n = N / (1 + N e^2), rounded up. #}
{% macro yamane(population, precision) -%}
    ceil({{ population }} / (1 + {{ population }} * power({{ precision }}, 2)))
{%- endmacro %}
