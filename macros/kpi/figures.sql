{# How the indicators round and print their figures. #}

{# Half-up rounding of a figure that isn't negative. The nine decimals first take the noise of binary fractions away, so
   that a mean of exactly 3.405 rounds to 3.41 and not to 3.40. #}
{% macro round_half_up(expression, digits) -%}
    cast(round(cast({{ expression }} as decimal(18, 9)), {{ digits }}) as decimal(18, {{ digits }}))
{%- endmacro %}


{# The mean of the known values, exact enough for half-up rounding whatever the order of the rows. #}
{% macro mean_to_round(expression) -%}
    {{ exact_sum(expression, 15) }} / nullif(count({{ expression }}), 0)
{%- endmacro %}


{# An area for a sentence: 4,673.50. #}
{% macro area_text(expression) -%}
    format('{:,.2f}', cast({{ expression }} as double))
{%- endmacro %}


{# The day of the var `as_of`; null when none was asked for. #}
{% macro day_asked_for() -%}
    cast({{ "'" ~ var("as_of") ~ "'" if var("as_of", none) is not none else "null" }} as date)
{%- endmacro %}


{# The earliest day of the parts of a total, as an aggregate; null if a part names none. #}
{% macro earliest_day(day) -%}
    case when count({{ day }}) = count(*) then min({{ day }}) end
{%- endmacro %}
