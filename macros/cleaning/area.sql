{# Land area in rai. 1 rai = 4 ngan = 400 square wah = 1,600 square metres. #}
{% macro area_pattern(form) -%}
    {%- set number = "([0-9][0-9,]*(?:[.][0-9]+)?)" -%}
    {%- set square_wah = "(?:ตร[.]? ?วา?[.]?|ตารางวา|วา|sq[.]? ?wah?|wah)" -%}
    {%- set unit_of_all = " ?[(]?(?:ไร่|rai)(?: ?- ?(?:งาน|ngan) ?- ?" ~ square_wah ~ ")?[)]?" -%}
    {%- set forms = {
        "dashes": "^([0-9][0-9,]*) ?[-–—] ?([0-9]+) ?[-–—] ?([0-9]+(?:[.][0-9]+)?)(?:" ~ unit_of_all ~ ")?$",
        "units": "^(?:(?:" ~ number ~ "|[-–—]) ?(?:ไร่|rai))? ?(?:(?:([0-9]+)|[-–—]) ?(?:งาน|ngan))? ?(?:(?:" ~ number
            ~ "|[-–—]) ?" ~ square_wah ~ ")?$",
        "metres": "^" ~ number ~ " ?(?:ตร[.]? ?ม[.]?|ตร[.]? ?เมตร|ตารางเมตร|sq[.]? ?m[.]?|sqm[.]?|m2|m²)$",
        "date": "^[0-9]{4}-[0-9]{2}-[0-9]{2}",
    } -%}
    {{ forms[form] }}
{%- endmacro %}


{# One part (1 rai, 2 ngan, 3 square wah) of an area of a given form, 0 where it is not written. #}
{% macro area_part(text, form, part) -%}
    coalesce(cast(replace({{ extract_group(text, area_pattern(form), part) }}, ',', '') as double), 0)
{%- endmacro %}


{# Why an area can't be used, null if it can: Excel turned it into a date, a part is larger than the next unit allows,
   or it has no known form. Square wah may pass 100 only when they stand alone. #}
{% macro area_reason(text) -%}
    {{ let("area", "lower(" ~ text ~ ")", area_problem("area")) }}
{%- endmacro %}


{# The rule of `area_reason` for text in lower case. #}
{% macro area_problem(area) -%}
    case
        when {{ matches(area, area_pattern("date")) }} then 'area_became_date'
        when {{ matches(area, area_pattern("dashes")) }} then case
            when {{ area_part(area, "dashes", 2) }} > 3 then 'area_ngan_over_3'
            when {{ area_part(area, "dashes", 3) }} >= 100 then 'area_wah_over_99'
        end
        when {{ matches(area, area_pattern("units")) }} and {{ matches(area, "[0-9]") }} then case
            when {{ area_part(area, "units", 2) }} > 3
                and {{ extract_group(area, area_pattern("units"), 1) }} is not null then 'area_ngan_over_3'
            when {{ area_part(area, "units", 3) }} >= 100
                and {{ extract_group(area, "(ไร่|rai|งาน|ngan)") }} is not null then 'area_wah_over_99'
        end
        when {{ matches(area, area_pattern("metres")) }} then null
        when {{ parse_decimal(area) }} >= 0 then null
        else 'area_not_readable'
    end
{%- endmacro %}


{# An area in any spelling as rai: "12-2-45.5", "12 ไร่ 2 งาน 45.5 ตร.ว.", "400 ตร.ว.", "12,800 ตร.ม.", or a bare
   number of rai. Null if `area_reason` finds something wrong. #}
{% macro parse_area_rai(text) -%}
    {%- set rai -%}
        case
            when {{ area_problem("area") }} is not null then null
            {%- for form in ["dashes", "units"] %}
            when {{ matches("area", area_pattern(form)) }}
                then {{ area_part("area", form, 1) }} + {{ area_part("area", form, 2) }} / 4
                    + {{ area_part("area", form, 3) }} / 400
            {%- endfor %}
            when {{ matches("area", area_pattern("metres")) }} then {{ area_part("area", "metres", 1) }} / 1600
            else cast({{ parse_decimal("area") }} as double)
        end
    {%- endset -%}
    {{ let("area", "lower(" ~ text ~ ")", rai) }}
{%- endmacro %}
