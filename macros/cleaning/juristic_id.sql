{# The 13 digits of a juristic id without spaces and dashes. Excel drops a leading zero: 12 digits get it back (the
   check digit must then prove it). #}
{% macro juristic_digits(text) -%}
    {{ let(
        "id_digits",
        replace_all(text, "[ -]", ""),
        "case when length(id_digits) = 12 then '0' || id_digits else id_digits end",
    ) }}
{%- endmacro %}


{# Why a juristic id can't be used, null if it can. Check digit: (11 - sum of the first twelve digits weighted 13 down
   to 2, modulo 11) modulo 10. #}
{% macro juristic_id_reason(text) -%}
    {%- set reason -%}
        case
            when {{ matches(text, "^[0-9][.,]?[0-9]*[eE][+]?[0-9]+$") }} then 'juristic_id_scientific'
            when not {{ matches("id", "^[0-9]{13}$") }} then 'juristic_id_length'
            when (11 - (
                {%- for position in range(1, 13) %}
                {{ 14 - position }} * cast(substr(id, {{ position }}, 1) as integer){{ " +" if not loop.last }}
                {%- endfor %}
            ) % 11) % 10 != cast(substr(id, 13, 1) as integer) then 'juristic_id_check_digit'
        end
    {%- endset -%}
    {{ let("id", juristic_digits(text), reason) }}
{%- endmacro %}


{# A juristic id that its check digit proves, else null. #}
{% macro parse_juristic_id(text) -%}
    case when {{ text }} is not null and {{ juristic_id_reason(text) }} is null then {{ juristic_digits(text) }} end
{%- endmacro %}
