{# 1 to 12 for a month's name, Thai or English, full or short, written without dots and spaces in lower case.
   seeds/months.csv has the names for display; a test holds both to agree. #}
{% macro month_number(name) -%}
    {%- set spellings = [
        ["มกราคม", "มค", "january", "jan"],
        ["กุมภาพันธ์", "กพ", "february", "feb"],
        ["มีนาคม", "มีค", "march", "mar"],
        ["เมษายน", "เมย", "april", "apr"],
        ["พฤษภาคม", "พค", "may"],
        ["มิถุนายน", "มิย", "june", "jun"],
        ["กรกฎาคม", "กค", "july", "jul"],
        ["สิงหาคม", "สค", "august", "aug"],
        ["กันยายน", "กย", "september", "sept", "sep"],
        ["ตุลาคม", "ตค", "october", "oct"],
        ["พฤศจิกายน", "พย", "november", "nov"],
        ["ธันวาคม", "ธค", "december", "dec"],
    ] -%}
    case {{ name }}
        {%- for names in spellings %}
        {%- set month = loop.index %}
        {%- for spelling in names %}
        when '{{ spelling }}' then {{ month }}
        {%- endfor %}
        {%- endfor %}
    end
{%- endmacro %}


{# A year of two or four digits as a CE integer. Two digits are Buddhist (66 = 2566), unless the month beside them was
   written in English; 2400 and later is Buddhist, also where Excel stored it as if it were CE. #}
{% macro year_ce(digits, two_digits_add=1957) -%}
    {%- set year -%}
        case
            when year_digits < 100 then year_digits + {{ two_digits_add }}
            when year_digits between 2400 and 2700 then year_digits - 543
            when year_digits between 1850 and 2200 then year_digits
        end
    {%- endset -%}
    {{ let("year_digits", "try_cast(" ~ digits ~ " as integer)", year) }}
{%- endmacro %}


{# A date from a CE year, a month and a day; null for a day that does not exist. The year is converted before: 29
   February 2567 is 29 February 2024, and 2567 is no Gregorian leap year. #}
{% macro valid_date(year, month, day) -%}
    try_cast(
        cast({{ year }} as varchar)
        || '-' || lpad(cast({{ month }} as varchar), 2, '0')
        || '-' || lpad(cast({{ day }} as varchar), 2, '0')
        as date
    )
{%- endmacro %}


{# Lower case without spaces, dots, dashes and the words around a date: "วันที่ 1 ต.ค. พ.ศ. 2567" = "1ตค2567". #}
{% macro date_words(text) -%}
    {{ replace_all("lower(" ~ text ~ ")", "วันที่|เดือน|พ[.]?ศ[.]?|ค[.]?ศ[.]?|[ .,/-]", "") }}
{%- endmacro %}


{# The CE year in group `group` of `pattern`, where the month's name stands in the group before it. #}
{% macro year_beside_name(words, pattern, group) -%}
    case
        when {{ matches(words, "[a-z]") }} then {{ year_ce(extract_group(words, pattern, group), 2000) }}
        else {{ year_ce(extract_group(words, pattern, group)) }}
    end
{%- endmacro %}


{# A date in any spelling that departments use: ISO, day/month/year, day month-name year, English month-name
   day, year; CE or Buddhist. A time behind it is ignored. Null if it can't be read or does not exist. #}
{% macro parse_date(text) -%}
    {%- set year_first = "^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})$" -%}
    {%- set day_first = "^([0-9]{1,2}) ?[-/.] ?([0-9]{1,2}) ?[-/.] ?([0-9]{4}|[0-9]{2})$" -%}
    {%- set named = "^([0-9]{1,2})([a-z\u0e01-\u0e4e]+)([0-9]{4}|[0-9]{2})$" -%}
    {%- set name_first = "^([a-z]+)([0-9]{1,2})([0-9]{4})$" -%}
    {%- set named_date -%}
        case
            when {{ matches("day_words", named) }} then {{ valid_date(
                year_beside_name("day_words", named, 3),
                month_number(extract_group("day_words", named, 2)),
                extract_group("day_words", named, 1),
            ) }}
            when {{ matches("day_words", name_first) }} then {{ valid_date(
                year_ce(extract_group("day_words", name_first, 3)),
                month_number(extract_group("day_words", name_first, 1)),
                extract_group("day_words", name_first, 2),
            ) }}
        end
    {%- endset -%}
    {%- set date -%}
        case
            when {{ matches("day_text", year_first) }} then {{ valid_date(
                year_ce(extract_group("day_text", year_first, 1)),
                extract_group("day_text", year_first, 2),
                extract_group("day_text", year_first, 3),
            ) }}
            when {{ matches("day_text", day_first) }} then {{ valid_date(
                year_ce(extract_group("day_text", day_first, 3)),
                extract_group("day_text", day_first, 2),
                extract_group("day_text", day_first, 1),
            ) }}
            else {{ let("day_words", date_words("day_text"), named_date) }}
        end
    {%- endset -%}
    {{ let("day_text", replace_all(text, "(,? +|[tT])[0-9]{1,2}:[0-9]{2}.*$", ""), date) }}
{%- endmacro %}


{# The date and time of a form, in Bangkok's time: "2023/11/05 4:14:03 หลังเที่ยง GMT+7", 24-hour or am/pm, with or
   without an offset. No time is midnight; an impossible one is null. #}
{% macro parse_timestamp(text) -%}
    {%- set clock = "([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?" -%}
    {%- set hour = "cast(" ~ extract_group(text, clock, 1) ~ " as integer)" -%}
    {%- set offset = "(?:gmt|utc|:[0-9.]{2,9}) *([+-][0-9]{1,2})(?::?00)?$" -%}
    try_cast(
        cast({{ parse_date(text) }} as varchar)
        || ' ' || lpad(cast(coalesce(case
            when {{ matches("lower(" ~ text ~ ")", "หลังเที่ยง|p[.]?m[.]?") }} and {{ hour }} < 12 then {{ hour }} + 12
            when {{ matches("lower(" ~ text ~ ")", "ก่อนเที่ยง|a[.]?m[.]?") }} and {{ hour }} = 12 then 0
            else {{ hour }}
        end, 0) as varchar), 2, '0')
        || ':' || coalesce({{ extract_group(text, clock, 2) }}, '00')
        || ':' || coalesce({{ extract_group(text, clock, 3) }}, '00')
        as timestamp
    ) - to_hours(coalesce(
        try_cast({{ extract_group("lower(" ~ text ~ ")", offset, 1) }} as integer),
        case when {{ matches("lower(" ~ text ~ ")", ":[0-9.]{2,9}z$") }} then 0 end,
        7
    ) - 7)
{%- endmacro %}


{# The first day of a month: "ต.ค. 66", "01/2567", "2024-01", "Jan 2024", or any day of it. #}
{% macro parse_month(text) -%}
    {%- set year_first = "^([0-9]{4})[-/.]([0-9]{1,2})$" -%}
    {%- set month_first = "^([0-9]{1,2})[-/.]([0-9]{4}|[0-9]{2})$" -%}
    {%- set named = "^([a-z\u0e01-\u0e4e]+)([0-9]{4}|[0-9]{2})$" -%}
    {%- set month -%}
        case
            when {{ matches("month_words", named) }} then {{ valid_date(
                year_beside_name("month_words", named, 2),
                month_number(extract_group("month_words", named, 1)),
                1,
            ) }}
            when {{ matches(text, year_first) }} then {{ valid_date(
                year_ce(extract_group(text, year_first, 1)), extract_group(text, year_first, 2), 1
            ) }}
            when {{ matches(text, month_first) }} then {{ valid_date(
                year_ce(extract_group(text, month_first, 2)), extract_group(text, month_first, 1), 1
            ) }}
            else cast(date_trunc('month', {{ parse_date(text) }}) as date)
        end
    {%- endset -%}
    {{ let("month_words", date_words(text), month) }}
{%- endmacro %}


{# A year in any spelling as a CE integer: 2530, 32 (= 2532), 1991, "พ.ศ. 2566", "2,566" as a spreadsheet groups it. #}
{% macro parse_year_ce(text) -%}
    {{ year_ce(extract_group(replace_all(text, "([0-9]),([0-9]{3})$", "{1}{2}"), "^(?:ปี)? ?(?:งบประมาณ|งบ)? ?(?:พ[.]?ศ[.]?|ค[.]?ศ[.]?)? ?([0-9]{4}|[0-9]{2})$")) }}
{%- endmacro %}


{# The Buddhist year that a title or a file's name gives: "ปีงบประมาณ 2567", "ปีงบ 67", "ปี 2566"; else null. #}
{% macro year_be_in(text) -%}
    {{ year_ce(extract_group(
        normalise_text(text), "ปี ?(?:งบประมาณ|งบฯ|งบ)? ?(?:พ[.]?ศ[.]?)? ?([0-9]{4}|[0-9]{2})(?:[^0-9]|$)"
    )) }} + 543
{%- endmacro %}


{# The Thai government's fiscal year (Buddhist era): October 2023 to September 2024 is 2567. #}
{% macro fiscal_year(date) -%}
    cast(extract(year from {{ date }}) + 543 + case when extract(month from {{ date }}) >= 10 then 1 else 0 end as integer)
{%- endmacro %}


{# The quarter of the fiscal year: October to December is 1. #}
{% macro fiscal_quarter(date) -%}
    cast(case when extract(quarter from {{ date }}) = 4 then 1 else extract(quarter from {{ date }}) + 1 end as integer)
{%- endmacro %}


{# The text of the date that a title gives ("ข้อมูล ณ วันที่ ๓๐ กันยายน ๒๕๖๗"); null without one. #}
{% macro date_in_title(title) -%}
    {{ extract_group(
        normalise_text(title),
        "(?:ณ|as of) ?(?:วันที่)? ?"
        ~ "([0-9]{1,4}[-/][0-9]{1,2}[-/][0-9]{2,4}|[0-9]{1,2}[^0-9|]{1,20}(?:[0-9]{4}|[0-9]{2}))"
    ) }}
{%- endmacro %}


{# The fiscal quarter, 1 to 4, in a header such as "ไตรมาส 1" or "Q1"; else null. #}
{% macro parse_quarter(text) -%}
    cast({{ extract_group("lower(" ~ text ~ ")", "^(?:ไตรมาส(?:ที่)?|quarter|q)?[ .]*([1-4])$") }} as integer)
{%- endmacro %}
