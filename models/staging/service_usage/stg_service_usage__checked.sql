-- One row per landed month cell of a customer's use of a service, typed, with what is wrong with it.
-- The service and the unit come from the row, else from the sheet's name or the title.
with

landed as (
    select * from {{ source("landing", "service_usage") }}
),

cleaned as (
    select
        landed,
        {{ clean_columns(["juristic_id", "service", "month", "quantity", "unit"]) }},
        {{ clean_text("landed._sheet") }} as sheet_text,
        {{ extract_group(normalise_text("landed._title"), "การใช้ ?([^ |]+)") }} as title_text,
        {{ extract_group(normalise_text("landed._title"), "[(]หน่วย ?:? ?([^)]+)[)]") }} as title_unit
    from landed
),

typed as (
    select
        cleaned.*,
        {{ parse_juristic_id("cleaned.juristic_id_text") }} as juristic_id,
        case
            when cleaned.service_text is not null then service.code
            else coalesce(sheet.code, title.code)
        end as service_code,
        {{ parse_month("cleaned.month_text") }} as usage_month,
        cast({{ parse_decimal("cleaned.quantity_text", nil_is_zero=true) }} as double) as quantity,
        coalesce(cleaned.unit_text, cleaned.title_unit) as unit
    from cleaned
    {{ join_aliases({"service": "service", "sheet": "service", "title": "service"}) }}
),

checked as (
    select
        typed.juristic_id,
        coalesce(typed.service_code, {{ known_text("service_text") }}, typed.title_text, typed.sheet_text) as service,
        {{ renamed("usage_month", "month") }},
        typed.quantity,
        typed.unit,
        {{ problems("service_usage", [
            {"column": "juristic_id", "typed": "juristic_id", "reason": juristic_id_reason("juristic_id_text")},
            {"column": "month", "typed": "usage_month", "reason": "month_not_readable"},
            {"column": "quantity", "typed": "quantity", "reason": "number_not_readable"},
        ], [
            {"column": "service", "when": "service_code is null", "reason": "service_unknown",
                "found": "coalesce(landed['service'], landed['_sheet'])"},
            total_warning("service_usage", "quantity"),
        ]) }} as problems,
        coalesce({{ extract_group("landed['_file']", "^([^/]*)/") }}, '') as sender_folder,
        {{ source_columns() }}
    from typed
)

select
    *,
    {{ is_accepted("service_usage") }} as is_accepted
from checked
