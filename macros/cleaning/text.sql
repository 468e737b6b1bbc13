{# One spelling for text that looks the same: composed letters, no invisible characters, one kind of space, Arabic
   digits, Thai marks in the order that Thai keyboards type them. Most text is so already, and one look tells. #}
{% macro normalise_text(text) -%}
    {%- set tone, mark = "[\u0e48-\u0e4b]", "[\u0e31\u0e34-\u0e39\u0e47]" -%}
    {%- set plain = "!-~\u0e01-\u0e4c" -%}
    {%- set odd = "[^ " ~ plain ~ "]|^ | $|  |เเ|\u0e33" ~ tone ~ "|" ~ tone ~ mark -%}
    {%- set visible = replace_all("nfc_normalize(" ~ text ~ ")", "[\u200b-\u200f\u2060\ufeff\u00ad]", "") -%}
    {%- set spaced = "trim(" ~ replace_all(visible, "[\u0009-\u000d\u00a0\u2000-\u200a\u202f\u3000 ]+", " ") ~ ")" -%}
    {%- set digits = "translate(" ~ spaced ~ ", '๐๑๒๓๔๕๖๗๘๙', '0123456789')" -%}
    {%- set letters = "replace(" ~ digits ~ ", 'เเ', 'แ')" -%}
    {%- set sara_am = replace_all(letters, "(" ~ tone ~ "?)\u0e4d(" ~ tone ~ "?)\u0e32", "{1}{2}\u0e33") -%}
    {%- set tone_first = replace_all(sara_am, "\u0e33(" ~ tone ~ ")", "{1}\u0e33") -%}
    case
        when {{ matches(text, odd) }} then {{ replace_all(tone_first, "(" ~ tone ~ ")(" ~ mark ~ ")", "{2}{1}") }}
        else {{ text }}
    end
{%- endmacro %}


{# A cell's text, null when it is empty or a word for "not known". Nil ("-") stays: for a number it can mean 0. #}
{% macro clean_text(text) -%}
    {%- set known -%}
        case
            when lower(clean) not in (
                '', 'n/a', 'n.a.', 'null', 'unknown', 'ไม่ระบุ', 'ไม่ทราบ', 'ไม่มีข้อมูล'
            ) then clean
        end
    {%- endset -%}
    {{ let("clean", normalise_text(text), known) }}
{%- endmacro %}


{# True for a cell that says nothing: empty, not known, or a dash. #}
{% macro is_blank(text) -%}
    coalesce({{ text }} in ('-', '–', '—', '−'), true)
{%- endmacro %}


{# What two spellings of one name share: letters and digits only, without the words that departments put in front. #}
{% macro alias_key(text) -%}
    {%- set letters = replace_all("lower(" ~ normalise_text(text) ~ ")", "^จ[.]|[^0-9a-z\u0e01-\u0e2e\u0e30-\u0e4e]", "") -%}
    {{ replace_all(letters, "^(นิคมอุตสาหกรรม|นิคม|กลุ่มอุตสาหกรรม|อุตสาหกรรม|สัญชาติ|ประเทศ|จังหวัด)", "") }}
{%- endmacro %}


{# The key under which names of files compare: without folders, in small letters. #}
{% macro file_name_key(path) -%}
    {{ replace_all("lower(" ~ normalise_text(path) ~ ")", "^.*/", "") }}
{%- endmacro %}


{# A cell's text, null also for a dash: for names and notes, where nil says nothing. #}
{% macro known_text(text) -%}
    case when not {{ is_blank(text) }} then {{ text }} end
{%- endmacro %}


{# What was ticked in a check-box question, a row each: joined by semicolons, else by commas. #}
{% macro unnest_choices(text) -%}
    unnest(string_split(
        case when {{ text }} like '%;%' then {{ text }} else replace({{ text }}, ',', ';') end, ';'
    ))
{%- endmacro %}
