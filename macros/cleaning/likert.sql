{# The words of an answer without its digit: "2 น้อย" and "น้อย (2)" = "น้อย"; empty for a bare digit. #}
{% macro likert_label(text) -%}
    {{ replace_all("lower(" ~ text ~ ")", "[0-9() .=:-]", "") }}
{%- endmacro %}


{# The score of an answer on its item's scale: a digit, a label, or both if they agree. `label_score` is what
   seeds/answer_labels.csv gives for the label on this scale, null if it knows no such label. #}
{% macro parse_likert(text, label_score, scale_min, scale_max) -%}
    {%- set digit = "try_cast(" ~ extract_group(text, "^[^0-9]*([0-9]+)[^0-9]*$") ~ " as integer)" -%}
    case
        when {{ label_score }} != {{ digit }} then null
        when {{ label_score }} is null and {{ likert_label(text) }} != '' then null
        when coalesce({{ digit }}, {{ label_score }}) between {{ scale_min }} and {{ scale_max }}
            then coalesce({{ digit }}, {{ label_score }})
    end
{%- endmacro %}
