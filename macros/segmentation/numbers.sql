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


{# The largest number of two significant digits (two decimals at most) that the value reaches: a grid for bounds that
   people read, on which "at least" is as true of the value as of its place on the grid. #}
{% macro two_digits_reached(expression) -%}
    case
        when {{ expression }} = 0 then 0.0
        else round(
            floor(round({{ expression }} / {{ _second_digit(expression) }}, 6)) * {{ _second_digit(expression) }}, 2
        )
    end
{%- endmacro %}


{# What one of the second significant digit is worth, .01 at least. #}
{% macro _second_digit(expression) -%}
    greatest(0.01, pow(10, floor(log10(abs({{ expression }}))) - 1))
{%- endmacro %}


{# A value on the scale that its variable's transformation gives; unknown when that can't be. #}
{% macro transformed(expression, transformation) -%}
    case
        when {{ transformation }} = 'log1p' and {{ expression }} >= 0 then ln(1 + {{ expression }})
        when {{ transformation }} = 'identity' then {{ expression }}
    end
{%- endmacro %}
