{# A company's name in one form for display: "บจก.ก" and "บริษัทก จำกัด" are "บริษัท ก จำกัด", "บมจ. ข" is
   "บริษัท ข จำกัด (มหาชน)", "หจก. ค" is "ห้างหุ้นส่วนจำกัด ค". A name is never a key. #}
{% macro company_name(text) -%}
    {%- set spaced = replace_all(text, "^(บริษัท|บจก[.]?|บมจ[.]?|หจก[.]?|ห้างหุ้นส่วนจำกัด) *", "{1} ") -%}
    {%- set ended = replace_all(spaced, " *จำกัด *[(] *มหาชน *[)]$", " จำกัด (มหาชน)") -%}
    {%- set limited = replace_all(ended, "([^ น]) *จำกัด$", "{1} จำกัด") -%}
    {%- set full = replace_all(limited, "^บจก[.]? (.*?)(?: จำกัด)?$", "บริษัท {1} จำกัด") -%}
    {%- set public = replace_all(full, "^บมจ[.]? (.*?)(?: จำกัด [(]มหาชน[)])?$", "บริษัท {1} จำกัด (มหาชน)") -%}
    {{ replace_all(public, "^หจก[.]? ", "ห้างหุ้นส่วนจำกัด ") }}
{%- endmacro %}


{# What two spellings of one company's name share: its letters without the words of its legal form and country. Equal
   keys make two customers a question for people, never one customer. #}
{% macro company_key(text) -%}
    {%- set thai = "บริษัท|บจก[.]?|บมจ[.]?|หจก[.]?|ห้างหุ้นส่วน|จำกัด|มหาชน|ประเทศไทย|ไทยแลนด์" -%}
    {%- set english = "(?:^|[^a-z])(?:company|co|limited|ltd|public|pcl|plc|inc|corporation|corp|thailand)(?:[^a-z]|$)" -%}
    {%- set own = replace_all("lower(" ~ normalise_text(text) ~ ")", thai, " ") -%}
    nullif({{ replace_all(
        replace_all(replace_all(own, english, " "), english, " "), "[^0-9a-z\u0e01-\u0e2e\u0e30-\u0e4e]", ""
    ) }}, '')
{%- endmacro %}
