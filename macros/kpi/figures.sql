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


{# The sums of a group of rows of areas sold and leased, or of their targets. The total stands for the earliest day of
   its parts, for none if a part names none; the first total was whole when the last of its parts was there.
   A total with a disputed part is disputed. #}
{% macro added_up() -%}
    sum(rai) as rai,
    case when count(as_of) = count(*) then min(as_of) end as as_of,
    max(latest_as_of) as latest_as_of,
    string_agg(distinct source_document, ', ' order by source_document) as source_document,
    sum(first_rai) as first_rai,
    max(first_as_of) as first_as_of,
    bool_or(is_disputed) as is_disputed
{%- endmacro %}
