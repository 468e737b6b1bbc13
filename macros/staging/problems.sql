{# What is wrong with a landed row, as a list of structs; empty when nothing is. A check names a declared column, the
   typed value that came of it, the reason when that is null, and the cell's text. The declaration decides: in a column
   declared `value: required` a blank or bad value rejects the row, else only the cell. #}
{% macro problems(feed, checks, warnings=[]) -%}
    list_filter([
        {%- for check in checks %}
        {{ checked_cell(feed, check) }}
        {{- "," if not loop.last or warnings }}
        {%- endfor %}
        {%- for warning in warnings %}
        {{ problem(feed, warning.column, "case when " ~ warning.when ~ " then '" ~ warning.reason ~ "' end", "warning",
            warning.get("found", "landed['" ~ warning.column ~ "']")) }}
        {{- "," if not loop.last }}
        {%- endfor %}
    ], lambda problem: problem.reason_code is not null)
{%- endmacro %}


{# One problem, with a null reason where there is none. `found` is the cell as the sender wrote it. #}
{% macro problem(feed, column, reason_code, severity, found) -%}
    {%- set headers = (declared(feed, column).get("headers") or {}).get("th") or [column] -%}
    {%- set cells = declared(feed).get("cells") or {} -%}
    struct_pack(
        column_name := '{{ column }}',
        header := {{ "coalesce(landed['_column'], '" ~ headers[0] ~ "')" if column == cells.get("value")
            else "'" ~ headers[0] ~ "'" }},
        found := {{ found }},
        reason_code := {{ reason_code }},
        rejects_row := {{ "true" if severity == "row" else "false" }},
        severity := '{{ severity }}'
    )
{%- endmacro %}


{# The problem of one cell: an error of the workbook, a missing required value, or text that has no value. A reason is
   a code, or SQL that gives one. A check of what isn't a declared column (a year from the title) says `required` and
   `found` itself. #}
{% macro checked_cell(feed, check) -%}
    {%- set required = check.get("required", declared(feed, check.column).get("value") == "required") -%}
    {%- set found = check.get("found", "landed['" ~ check.column ~ "']") -%}
    {%- set text = found if "found" in check else check.column ~ "_text" -%}
    {%- set reason = check.reason if " " in check.reason else "'" ~ check.reason ~ "'" -%}
    {%- set code -%}
        case
            when {{ check.typed }} is not null then null
            when {{ is_blank(text) }} then {{ reason if "found" in check else "'value_missing'" if required else "null" }}
            when {{ matches(text, "^#(REF|N/A|DIV/0|VALUE|NAME|NUM|NULL)[!?]?$") }} then 'cell_error'
            else {{ reason }}
        end
    {%- endset -%}
    {{ problem(feed, check.column, code, "row" if required else "cell", found) }}
{%- endmacro %}


{# True if a problem rejects the whole row. #}
{% macro has_row_problem() -%}
    len(list_filter(problems, lambda problem: problem.rejects_row)) > 0
{%- endmacro %}


{# True if a landed row counts. A melted cell counts unless it has a row problem itself or every cell of its source row
   was rejected. Stands in a select that already has `problems` and the source columns. #}
{% macro is_accepted(feed) -%}
    {%- set value = (declared(feed).get("cells") or {}).get("value") -%}
    not {{ has_row_problem() }}
    {%- if value %}
    and not bool_and(len(list_filter(
        problems,
        lambda problem: problem.rejects_row or (problem.column_name = '{{ value }}' and problem.severity = 'cell')
    )) > 0) over (partition by {{ source_row() }})
    {%- endif %}
{%- endmacro %}


{# The columns that only check the cells beside them ("รวม"). #}
{% macro total_columns(feed) -%}
    {{ return(declared(feed).get("check_columns") or ["รวม"]) }}
{%- endmacro %}


{# A row's total as the sheet gives it, whichever of its names the column has: text, null where there is none. #}
{% macro total_text(feed) -%}
    coalesce(
        {%- for column in total_columns(feed) %}
        json_extract_string(landed['_check'], '$."{{ column }}"'){{ "," if not loop.last }}
        {%- endfor %}
    )
{%- endmacro %}


{# A warning if the cells of a source row don't add up to its total. Half of the last printed digit is rounding. #}
{% macro total_warning(feed, value) -%}
    {%- set total = parse_decimal(total_text(feed)) -%}
    {{ return({
        "column": total_columns(feed)[0],
        "when": "abs(" ~ total ~ " - coalesce(sum(" ~ value ~ ") over (partition by "
            ~ "landed['_landing_key'], landed['_sheet'], landed['_table'], landed['_row']), 0)) > 0.005",
        "reason": "total_differs",
        "found": total_text(feed),
    }) }}
{%- endmacro %}


{# A warning for a name that no list knows; the text is kept. #}
{% macro unknown_name_warning(column, code) -%}
    {{ return({
        "column": column,
        "when": "not " ~ is_blank(column ~ "_text") ~ " and " ~ code ~ " is null",
        "reason": column ~ "_unknown",
    }) }}
{%- endmacro %}


{# One field of a struct; brackets, because a dot would read as a table. #}
{% macro struct_field(struct, field) -%}
    {{ struct }}['{{ field }}']
{%- endmacro %}
