{# The mean of a figure over all rows of a group, weighted: null as soon as one figure or weight is unknown. #}
{% macro weighted_mean_of_all(expression, weight) -%}
    case
        when count({{ expression }} * {{ weight }}) = count(*)
            then {{ exact_sum(expression ~ " * " ~ weight) }} / nullif({{ exact_sum(weight) }}, 0)
    end
{%- endmacro %}
