{# What may be printed of a cell that stands for `customers` customers. Everything that a public table hides, it hides
   through these macros. #}


{# Whether a cell must not be shown: it has customers, but fewer than `minimum` (or is `unsafe` by another rule), or it
   is the smallest of the other cells of a total that is printed and would give a hidden cell away by subtraction. The
   second holds when the hidden cells of `total_of` are one, or hold together fewer than `minimum` customers. Pass no
   `total_of` when no total over the cells is printed. #}
{% macro is_hidden(customers, minimum, total_of=none, order_by=none, unsafe=none) -%}
    {%- set small = "(" ~ customers ~ " between 1 and " ~ minimum ~ " - 1" ~ (" or " ~ unsafe if unsafe else "") ~ ")" -%}
    (
        {{ small }}
        {%- if total_of %}
        or (
            {{ customers }} > 0
            and count(case when {{ small }} then 1 end) over (partition by {{ total_of }}) > 0
            and (
                count(case when {{ small }} then 1 end) over (partition by {{ total_of }}) = 1
                or sum(case when {{ small }} then {{ customers }} end) over (partition by {{ total_of }}) < {{ minimum }}
            )
            and row_number() over (
                partition by {{ total_of }}, {{ small }} or {{ customers }} = 0
                order by {{ customers }}, {{ order_by }}
            ) = 1
        )
        {%- endif %}
    )
{%- endmacro %}


{# Whether the second largest of a sum could estimate the largest closer than p per cent of it (the p % rule). #}
{% macro is_dominated(total, largest, second_largest) -%}
    {{ total }} - {{ largest }} - {{ second_largest }} < {{ largest }} * {{ threshold("amount_p_percent") }} / 100
{%- endmacro %}


{# The value of a cell, null when it is hidden. #}
{% macro shown(value, hidden) -%}
    case when not {{ hidden }} then {{ value }} end
{%- endmacro %}


{# What stands in the cell: x when it is hidden, a dash when there is nothing to show, else the text. #}
{% macro shown_text(text, hidden) -%}
    case when {{ hidden }} then 'x' else coalesce({{ text }}, '–') end
{%- endmacro %}


{# The number of customers behind a survey cell: x when it is hidden, only a range when the details are. #}
{% macro shown_survey_count(customers, hidden) -%}
    case
        when {{ hidden }} then 'x'
        when {{ customers }} between 1 and {{ threshold("survey_min_n_detail") }} - 1
            then cast(cast({{ threshold("survey_min_n") }} as integer) as varchar) || '–'
                || cast(cast({{ threshold("survey_min_n_detail") }} as integer) - 1 as varchar)
        else {{ printed_number(customers) }}
    end
{%- endmacro %}


{# A share as a band so wide that among thirty or more no count below the minimum can be told from none. #}
{% macro share_band(share) -%}
    case
        when {{ share }} < 0.1 then '< 10%'
        when {{ share }} < 0.25 then '10–25%'
        when {{ share }} < 0.5 then '25–50%'
        when {{ share }} < 0.75 then '50–75%'
        when {{ share }} < 0.9 then '75–90%'
        when {{ share }} >= 0.9 then '≥ 90%'
    end
{%- endmacro %}
