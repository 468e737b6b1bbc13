{# Figures that come out the same whatever the order of the rows: sums of doubles do not. #}


{# The exact sum of the values to so many digits behind the point. #}
{% macro exact_sum(expression, digits=9) -%}
    cast(sum(cast({{ expression }} as decimal(38, {{ digits }}))) as double)
{%- endmacro %}


{# The mean of the values that are known; null when none is. #}
{% macro exact_mean(expression) -%}
    cast(sum(cast({{ expression }} as decimal(38, 9))) as double) / nullif(count({{ expression }}), 0)
{%- endmacro %}


{# The standard deviation of the values that are known, rounded so that the order of the rows can't show. #}
{% macro exact_deviation(expression) -%}
    round(stddev_pop({{ expression }}), 9)
{%- endmacro %}


{# A quantile by linear interpolation. #}
{% macro quantile(expression, share) -%}
    quantile_cont({{ expression }}, {{ share }})
{%- endmacro %}


{# The value, or the limit it passes; null stays null (DuckDB's least would take the limit). #}
{% macro clipped(expression, limit) -%}
    case when {{ expression }} is not null then greatest(-{{ limit }}, least({{ limit }}, {{ expression }})) end
{%- endmacro %}
