{# The rows of cases beside the segments, with their names. #}
{% macro voice_rows() -%}
    ('all', 'ทุกกลุ่มรวมกัน', 'All cases'), ('unknown', 'ไม่ใช่ลูกค้าปัจจุบันหรือไม่ระบุชื่อ', 'No current customer, or not named')
{%- endmacro %}
