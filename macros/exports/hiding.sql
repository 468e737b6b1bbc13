{# What may be printed of a cell that stands for `customers` customers. Everything that a public table hides, it hides
   through these macros. #}


{# Cells of one public table in the form in which all of them are judged together: one per row of `relation`. A count of
   customers is its own value, one of their cases names `value`, an amount its two largest contributions too. #}
{% macro publication_cells(
    relation, measure, customers, row_key="'all'", column_key="'all'", breakdown="'rows'", rule="'count'", value=none,
    largest="null", second_largest="null", is_kept="false"
) -%}
    select
        {{ measure }} as measure,
        {{ breakdown }} as breakdown,
        {{ row_key }} as row_key,
        {{ column_key }} as column_key,
        {{ rule }} as rule,
        cast({{ customers }} as bigint) as n,
        cast({{ value or customers }} as double) as value,
        cast({{ largest }} as double) as largest,
        cast({{ second_largest }} as double) as second_largest,
        {{ is_kept }} as is_kept
    from {{ relation }}
{%- endmacro %}


{# Whether a cell must not be shown: everything but what the pattern of hidden cells lets pass. #}
{% macro is_hidden(measure, row_key="'all'", column_key="'all'") -%}
    not exists (
        select 1
        from {{ ref("int_hidden_cells") }} as cells
        where
            cells.measure = {{ measure }}
            and cells.row_key = {{ row_key }}
            and cells.column_key = {{ column_key }}
            and not cells.is_hidden
    )
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
