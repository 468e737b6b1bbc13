{# What every landed row carries along, so that any figure leads back to a cell. `landed` is the whole landed row. #}
{% macro source_columns() -%}
    landed['_file'] as source_file,
    landed['_sheet'] as source_sheet,
    landed['_table'] as source_table,
    landed['_row'] as source_row,
    landed['_column'] as source_column,
    landed['_landing_key'] as source_key,
    landed['_sequence'] as source_sequence,
    {{ says_it_replaces("coalesce(landed['_title'], '') || ' ' || " ~ file_name("landed['_file']")) }} as replaces_period
{%- endmacro %}


{# True if a title or a file's name says that it replaces the whole period: "แทนทั้งงวด", "ใช้แทนข้อมูลเดิมทั้งหมด",
   "replaces the whole period". Anything else only corrects the rows that it holds. #}
{% macro says_it_replaces(text) -%}
    {%- set thai = "แทน(?:ที่)? ?(?:ข้อมูล|ไฟล์|ฉบับ)?(?:เดิม|เก่า)? ?ท[\u0e31\u0e49]{2}ง(?:งวด|ปี|หมด|ฉบับ|ชุด|เดือน)" -%}
    coalesce({{ matches("lower(" ~ text ~ ")", thai ~ "|replaces? (?:the )?(?:whole|entire) (?:period|year)") }}, false)
{%- endmacro %}


{# What a file that replaces a whole period replaces: rows that agree in these. The feed's `replaces` columns, else its
   period, else all of the feed. #}
{% macro replaced_together(feed) -%}
    {{ (declared(feed).get("replaces") or [declared_period(feed)]) | join(", ") }}
{%- endmacro %}


{# The declaration of a feed (`feed`) or of one of its columns, from the source's YAML; empty while dbt parses. #}
{% macro declared(feed, column=none) -%}
    {%- set found = namespace(meta={}) -%}
    {%- if execute -%}
        {%- for source in graph.get("sources", {}).values() if source.source_name == "landing" and source.name == feed -%}
            {%- if column is none -%}
                {%- set found.meta = source.config.meta.feed or source.meta.feed -%}
            {%- elif column in source.columns -%}
                {%- set declared_column = source.columns[column] -%}
                {%- set found.meta = (declared_column.config or {}).get("meta") or declared_column.meta -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(found.meta) }}
{%- endmacro %}


{# One source row of a sheet: what is accepted or rejected as a whole. #}
{% macro source_row() -%}
    source_key, source_sheet, source_table, source_row
{%- endmacro %}


{# True for the newest version of a row by the feed's business key: the later file, then the lower row, supersedes; and
   no later file says that it replaces the whole period. #}
{% macro is_latest(feed, first_by=none) -%}
    row_number() over (
        partition by {{ declared(feed).get("business_key", ["source_key"]) | join(", ") }}
        order by
            {%- if first_by %}
            {{ first_by }} desc nulls last,
            {%- endif %}
            source_sequence desc,
            source_sheet desc,
            source_table desc,
            source_row desc,
            source_column desc
    ) = 1
    and coalesce(source_sequence, 0) >= coalesce(
        max(case when replaces_period then source_sequence end) over (partition by {{ replaced_together(feed) }}), 0
    )
{%- endmacro %}


{# The text of landed cells, one spelling each: `<column>_text`. #}
{% macro clean_columns(columns) -%}
    {%- for column in columns %}
    {{ clean_text("landed." ~ column) }} as {{ column }}_text{{ "," if not loop.last }}
    {%- endfor %}
{%- endmacro %}


{# Columns whose text is their value; a dash says nothing. #}
{% macro text_columns(columns) -%}
    {%- for column in columns %}
    {{ known_text("cleaned." ~ column ~ "_text") }} as {{ column }}{{ "," if not loop.last }}
    {%- endfor %}
{%- endmacro %}


{# `<list>.code` for the text of each column, from stg_aliases; `lists` maps a column to its list. A dated alias stands
   for its code only on the day the row speaks of: `on_date`, else the day its file arrived. #}
{% macro join_aliases(lists, on_date="cast(cleaned.landed['_seen_at'] as date)") -%}
    {%- for column, list in lists.items() %}
    left join {{ ref("stg_aliases") }} as {{ column }}
        on {{ column }}.list_name = '{{ list }}'
        and {{ column }}.alias_key = {{ alias_key("cleaned." ~ column ~ "_text") }}
        and {{ is_valid_on(column, on_date) }}
    {%- endfor %}
{%- endmacro %}


{# True if a dated row of a list holds on a day; without dates, or without a day, it always does. #}
{% macro is_valid_on(alias, day) -%}
    coalesce({{ day }} >= {{ alias }}.valid_from, true) and coalesce({{ day }} <= {{ alias }}.valid_to, true)
{%- endmacro %}


{# A file's own name, without the folders (or the archive) around it. #}
{% macro file_name(path) -%}
    regexp_extract({{ path }}, '[^/]*$')
{%- endmacro %}


{# A path without the ending that tells what kind of file it is. #}
{% macro without_suffix(path) -%}
    {{ replace_all(path, "[.][^./]*$", "") }}
{%- endmacro %}


{# The folders and archives around a file as structs (depth, name), the outermost first, a row each. #}
{% macro unnest_folders(path) -%}
    unnest(list_transform(
        range(1, len(string_split({{ path }}, '/'))),
        lambda depth: struct_pack(
            depth := depth,
            name := {{ replace_all("lower(string_split(" ~ path ~ ", '/')[depth])", "[.]zip$", "") }}
        )
    ))
{%- endmacro %}


{# The code of each name, or the text itself when no list knows it: `<column>_code`, else `<column>_text`. #}
{% macro code_or_text(columns) -%}
    {%- for column in columns %}
    coalesce({{ column }}_code, {{ known_text(column ~ "_text") }}) as {{ column }}{{ "," if not loop.last }}
    {%- endfor %}
{%- endmacro %}


{# A column under a name that the linter takes for a keyword ("month", "position") though no engine reserves it. #}
{% macro renamed(column, name) -%}
    {{ column }} as {{ name }}
{%- endmacro %}


{# The feeds that staging knows; each has a model stg_<feed>__checked. Written out because dbt must see the references
   while it parses, before the declarations can be read. #}
{% macro staged_feeds() -%}
    {{ return([
        "action_plans",
        "area_actuals",
        "area_targets",
        "competitor_products",
        "competitor_segmentations",
        "consumers",
        "contracts",
        "customers",
        "decisions",
        "external_factors",
        "information_tools",
        "market_statistics",
        "organisation",
        "positioning_ratings",
        "profile_checks",
        "published_segments",
        "segment_names",
        "service_usage",
        "strategy_objectives",
        "survey_items",
        "survey_responses",
        "voice_of_customer",
    ]) }}
{%- endmacro %}


{# The unit that the declaration names as the sender of a feed, as the code of seeds/units.csv. #}
{% macro declared_sender(feed) -%}
    translate('{{ declared(feed).get("sender", "") }}', '๐๑๒๓๔๕๖๗๘๙', '0123456789')
{%- endmacro %}
