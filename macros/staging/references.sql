{# What ties a corrected row to the row it corrects: "<first 12 of the file's hash>|<sheet>|<row>|<melted column>",
   in a column that the rejects workbook adds. customer_segmentation.documents.rejects writes the same text. #}
{% macro reference_text() -%}
    json_extract_string(_extra, '$."อ้างอิงแถวเดิม"')
{%- endmacro %}


{# A row for each reference in a cell; a row that came back twice has several, with ";" and a space between. #}
{% macro unnest_references(text) -%}
    unnest(string_split({{ text }}, '; '))
{%- endmacro %}


{# The part of a reference that names the row, without the melted column. #}
{% macro row_reference(reference) -%}
    {{ extract_group(reference, "^([0-9a-f]{12}[|][^|]*[|][0-9]+[|])") }}
{%- endmacro %}


{# The reference of a row as a whole, from the hash of its file, its sheet and its number. #}
{% macro reference_of_row(file_hash, sheet, row) -%}
    substr({{ file_hash }}, 1, 12) || '|' || replace({{ sheet }}, '|', '/') || '|' || {{ row }} || '|'
{%- endmacro %}
