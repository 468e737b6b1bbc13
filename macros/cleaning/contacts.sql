{# Ways to reach a person. Both stay personal data, whatever their form. #}


{# An e-mail address in one spelling: lower case, without "mailto:", brackets and the dot or comma behind it. Null if it
   is none, or more than one. #}
{% macro parse_email(text) -%}
    {%- set name, label = "[a-z0-9_%+-]+(?:[.][a-z0-9_%+-]+)*", "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?" -%}
    {%- set bare = replace_all("lower(" ~ text ~ ")", "^.*<([^<>]*)>$", "{1}") -%}
    {%- set bare = replace_all(bare, "^ *(?:mailto:|e-?mail ?:|อีเมล ?:)? *| *[.,;]? *$", "") -%}
    {{ let(
        "mail",
        bare,
        "case when " ~ matches("mail", "^" ~ name ~ "@(?:" ~ label ~ "[.])+[a-z]{2,}$") ~ " then mail end",
    ) }}
{%- endmacro %}


{# The first Thai telephone number of a cell, as +66 and eight (fixed line) or nine (mobile) digits. A range such as
   "0 2709 3450-3" or "038-086-195-98" gives its first number; an extension is left out; a lost leading zero comes back
   where the number's length proves it. Null if it is no such number. #}
{% macro parse_phone(text) -%}
    {%- set known = "^(?:0066|660|66|0)?([2-57][0-9]{7}|[689][0-9]{8})$" -%}
    {%- set ends = "[,;/].*$| *(?:หรือ|และ|ถึง|ต่อ|กด|ext|x|#).*$|^ *(?:โทรศัพท์|โทร|มือถือ|tel|phone|mobile)[ .:]*" -%}
    {%- set one = replace_all("translate(lower(" ~ text ~ "), '–—−', '---')", ends, "") -%}
    {%- set number -%}
        case
            when {{ matches("call", "^[0-9+() .-]+$") }} then '+66' || coalesce(
                {{ extract_group(replace_all("call", "[^0-9]", ""), known) }},
                {{ extract_group(replace_all("call", " ?- ?[0-9]{1,2} *$|[^0-9]", ""), known) }}
            )
        end
    {%- endset -%}
    {{ let("call", one, number) }}
{%- endmacro %}
