{# How public_segment_sizes tells the change of the segments since last year. #}


{# A size of last year to tens, which gives no customer away that joined or left. #}
{% macro step_size(customers, hidden) -%}
    case
        when {{ customers }} = 0 then '–'
        when {{ hidden }} then 'x'
        else {{ printed_number("round(" ~ customers ~ " / 10) * 10") }}
    end
{%- endmacro %}


{# One step of a segment's size, as a share of its size of last year; a new segment has none. #}
{% macro step_text(share, language) -%}
    {%- set new = {"th": "กลุ่มใหม่", "en": "New segment"}[language] -%}
    case
        when previous_customers = 0 and status <> 'no_earlier_year' then '{{ new }}'
        when status <> 'compared' then '–'
        when steps_are_hidden then 'x'
        when abs({{ share }}) < 0.1 then {{ share_band("abs(" ~ share ~ ")") }}
        else case when {{ share }} > 0 then '+' else '−' end || {{ share_band("abs(" ~ share ~ ")") }}
    end
{%- endmacro %}


{# What comes first in the sentence: no year before, another approach, or segments of which none is continued. #}
{% macro change_opening(language) -%}
    {%- if language == "th" -%}
    case opening
        when 'no_year' then 'ยังไม่มีผลการจำแนกของปีก่อนให้เทียบ'
        when 'new_approach'
            then 'วิธีจำแนกเปลี่ยนจาก “' || before_th || '” เป็น “' || now_th || '” และไม่มีกลุ่มใดต่อเนื่องจากปีก่อน ทุกกลุ่มเป็นกลุ่มใหม่'
        when 'new_segments' then 'ไม่มีกลุ่มใดต่อเนื่องจากปีก่อน ทุกกลุ่มเป็นกลุ่มใหม่'
        when 'changed_approach' then 'วิธีจำแนกเปลี่ยนจาก “' || before_th || '” เป็น “' || now_th || '”'
    end
    {%- else -%}
    case opening
        when 'no_year' then 'No earlier year was published, so there is nothing to compare with yet.'
        when 'new_approach'
            then
                'The approach changed from “' || before_en || '” to “' || now_en
                || '”, and no segment of last year is continued: all segments are new.'
        when 'new_segments' then 'No segment of last year is continued: all segments are new.'
        when 'changed_approach' then 'The approach changed from “' || before_en || '” to “' || now_en || '”.'
    end
    {%- endif -%}
{%- endmacro %}


{# What moved the customers, in words; null when nothing was compared. #}
{% macro change_cause(language) -%}
    {%- if language == "th" -%}
    case
        when main_cause = 'no_rule'
            then 'ไม่มีกฎการจำแนกของปีก่อนในคลัง จึงบอกได้เฉพาะขนาด แต่แยกไม่ได้ว่าลูกค้าเปลี่ยนหรือวิธีเปลี่ยน'
        when main_cause = 'too_few' then 'ปีก่อนมีลูกค้าน้อยเกินกว่าจะบอกสัดส่วนได้'
        when main_cause is not null
            then 'ลูกค้าของปีก่อน ' || stayed || ' อยู่กลุ่มเดิม '
            || case main_cause
                when 'few_moved' then 'และมีผู้ย้ายกลุ่มไม่ถึง 10%'
                when 'customers' then 'ผู้ที่ย้ายกลุ่มส่วนใหญ่ย้ายเพราะตัวลูกค้าเปลี่ยน'
                when 'method' then 'ผู้ที่ย้ายกลุ่มส่วนใหญ่ย้ายเพราะวิธีจำแนกเปลี่ยน'
                else 'ผู้ที่ย้ายกลุ่มย้ายเพราะทั้งลูกค้าและวิธีจำแนกเปลี่ยน ไม่มีสาเหตุใดเกินครึ่ง'
            end
    end
    {%- else -%}
    case
        when main_cause = 'no_rule'
            then
                'Last year’s rule is not archived: sizes can be compared, but not whether the customers changed or the '
                || 'method did.'
        when main_cause = 'too_few' then 'Last year had too few customers to tell shares.'
        when main_cause is not null
            then 'Of last year’s customers ' || stayed || ' stayed in their segment'
            || case main_cause
                when 'few_moved' then ', and less than 10% moved to another.'
                when 'customers' then '; most who moved did so because the customers themselves changed.'
                when 'method' then '; most who moved did so because the method changed.'
                else '; those who moved did so for both reasons, neither of which accounts for more than half.'
            end
    end
    {%- endif -%}
{%- endmacro %}
