{# Words that may stand behind a number without changing it; "ล้านบาท" is not one of them. #}
{% macro unit_words() -%}
    (บาท|baht|thb|ไร่|rai|คน|ราย|แห่ง|หน่วย|kwh|ตัน|กก[.]?|ลบ[.]?ม[.]?|ลูกบาศก์เมตร|m3|%)$
{%- endmacro %}


{# A number's text without spaces, currency sign and unit, every dash an ASCII one. #}
{% macro number_text(text) -%}
    {{ replace_all(replace_all("translate(lower(" ~ text ~ "), '–—−', '---')", "[ ฿]", ""), unit_words(), "") }}
{%- endmacro %}


{# "1,234.50", "(123)" = -123, "850 บาท". Commas must group thousands, unless the file writes decimal commas.
   "-" is nil: 0 where the caller says so, else null. Anything else is null. decimal(18, 4). #}
{% macro parse_decimal(text, nil_is_zero=false, decimal_comma=false) -%}
    {%- set digits = "(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:[.][0-9]+)?" -%}
    {%- set number = number_text(text) -%}
    {%- set number = "translate(" ~ number ~ ", ',.', '.')" if decimal_comma else number -%}
    {%- set parsed -%}
        case
            {%- if nil_is_zero %}
            when number = '-' then 0
            {%- endif %}
            when {{ matches("number", "^[(]" ~ digits ~ "[)]$") }}
                then -try_cast(translate(number, '(),', '') as decimal(18, 4))
            when {{ matches("number", "^-?" ~ digits ~ "$") }}
                then try_cast(replace(number, ',', '') as decimal(18, 4))
        end
    {%- endset -%}
    {{ let("number", number, parsed) }}
{%- endmacro %}


{# A whole number that isn't negative (people, levels of a scale), else null. #}
{% macro parse_integer(text) -%}
    {%- set whole -%}
        case when amount >= 0 and amount = floor(amount) then try_cast(floor(amount) as integer) end
    {%- endset -%}
    {{ let("amount", parse_decimal(text), whole) }}
{%- endmacro %}
