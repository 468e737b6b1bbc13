{# The number under which a segment counts after a decision merged some ("2+4"): the lowest of theirs. #}
{% macro merged_segment(merged, segment_no) -%}
case
    when {{ holds_number(merged, segment_no) }}
        then cast({{ extract_group(merged, "^([0-9]+)") }} as integer)
    else {{ segment_no }}
end
{%- endmacro %}
