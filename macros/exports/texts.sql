{# Figures and dates as the pages print them. #}


{# A number with thousands separators and a fixed number of decimals, rounded half up. #}
{% macro printed_number(expression, decimals=0) -%}
    format('{:,.{{ decimals }}f}', cast(round(cast({{ expression }} as decimal(38, 9)), {{ decimals }}) as double))
{%- endmacro %}


{# A share as a per cent. #}
{% macro printed_share(expression, decimals=0) -%}
    {{ printed_number("100 * (" ~ expression ~ ")", decimals) }} || '%'
{%- endmacro %}


{# Two significant digits: near enough to plan with, and no longer the value of any one customer. #}
{% macro two_digits(expression) -%}
    case
        when {{ expression }} = 0 then 0.0
        else round({{ expression }}, 1 - cast(floor(log10(abs({{ expression }}))) as integer))
    end
{%- endmacro %}


{# A number of two significant digits without noise behind the point. #}
{% macro two_digits_text(expression) -%}
    case
        when abs({{ expression }}) >= 10 or {{ expression }} = 0 then {{ printed_number(expression) }}
        when abs({{ expression }}) >= 1 then {{ printed_number(expression, 1) }}
        else {{ printed_number(expression, 2) }}
    end
{%- endmacro %}


{# A date in full: 31 ธันวาคม 2566, 31 December 2023. #}
{% macro printed_date(expression, language="th") -%}
    cast(day({{ expression }}) as varchar)
    || ' ' || (
        select months.name_{{ language }}
        from {{ ref("months") }} as months
        where months.month = month({{ expression }})
    )
    || ' ' || cast(year({{ expression }}) + {{ 543 if language == "th" else 0 }} as varchar)
{%- endmacro %}


{# A year of the Buddhist era as readers know it: 2567, 2024. #}
{% macro printed_year(expression, language) -%}
    cast({{ expression }}{{ " - 543" if language == "en" }} as varchar)
{%- endmacro %}


{# A unit's name in English; what no reference names stays as it was written. #}
{% macro unit_name(expression) -%}
    coalesce(
        (select units.name_en from {{ ref("units") }} as units where units.code = {{ expression }}), {{ expression }}
    )
{%- endmacro %}


{# The days that the parts of a figure stand for: one, or the first and the last; a part may name none (`first` null). #}
{% macro printed_days(first, last, language="th") -%}
    {%- set words = {"th": ["ล่าสุด ", " บางส่วนไม่ระบุวันที่"], "en": ["newest ", ", some parts undated"]}[language] -%}
    case
        when {{ first }} < {{ last }}
            then {{ printed_date(first, language) }} || ' – ' || {{ printed_date(last, language) }}
        when {{ first }} is null then '{{ words[0] }}' || {{ printed_date(last, language) }} || '{{ words[1] }}'
        else {{ printed_date(first, language) }}
    end
{%- endmacro %}


{# A change as a per cent with its sign. #}
{% macro signed_share(expression) -%}
    case when {{ expression }} > 0 then '+' when {{ expression }} < 0 then '−' else '' end
    || {{ printed_share("abs(" ~ expression ~ ")", 1) }}
{%- endmacro %}


{# The different texts of a group of rows, in one: an aggregate, null when there is none. #}
{% macro listed(expression) -%}
    string_agg(distinct {{ expression }}, ', ' order by {{ expression }})
{%- endmacro %}


{# A change of a figure with its sign: +0.25, −0.10, 0.00. #}
{% macro signed_number(expression, decimals=0) -%}
    case when {{ expression }} > 0 then '+' when {{ expression }} < 0 then '−' else '' end
    || {{ printed_number("abs(" ~ expression ~ ")", decimals) }}
{%- endmacro %}


{# An interval of figures that aren't negative: 3.61–3.89; null where there is none. #}
{% macro printed_interval(lower, upper) -%}
    {{ printed_number(lower, 2) }} || '–' || {{ printed_number(upper, 2) }}
{%- endmacro %}


{# The interval of a change, which may hold zero: −0.55 to +0.05; a dash where nothing is compared. #}
{% macro printed_difference(lower, upper, is_reference, language="th") -%}
    case
        when {{ is_reference }} then '–'
        when {{ lower }} is null then '{{ "ข้อมูลไม่พอ" if language == "th" else "not enough data" }}'
        else
            ({{ signed_number(lower, 2) }})
            || ' {{ "ถึง" if language == "th" else "to" }} '
            || ({{ signed_number(upper, 2) }})
    end
{%- endmacro %}


{# What stands behind a decision that was taken before the step was run. #}
{% macro beforehand(expression, language="th") -%}
    case when {{ expression }} then ' ({{ "มติล่วงหน้า" if language == "th" else "beforehand" }})' else '' end
{%- endmacro %}
