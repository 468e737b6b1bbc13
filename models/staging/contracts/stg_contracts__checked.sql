-- One row per landed row of the sale and lease contracts, typed, with what is wrong with it.
with

landed as (
    select * from {{ source("landing", "contracts") }}
),

cleaned as (
    select
        landed,
        {{ clean_columns([
            "contract_number", "plot", "juristic_id", "customer_name", "estate", "contract_type", "area", "contract_date", "value_baht", "contract_status",
        ]) }}
    from landed
),

typed as (
    select
        cleaned.*,
        {{ text_columns(["contract_number", "plot", "customer_name"]) }},
        {{ parse_juristic_id("cleaned.juristic_id_text") }} as juristic_id,
        estate.code as estate_code,
        contract_type.code as contract_type,
        {{ parse_area_rai("cleaned.area_text") }} as area_rai,
        {{ parse_date("cleaned.contract_date_text") }} as contract_date,
        {{ parse_decimal("cleaned.value_baht_text", nil_is_zero=true) }} as value_baht,
        contract_status.code = 'active' as is_active
    from cleaned
    {{ join_aliases({"estate": "estate", "contract_type": "contract_type", "contract_status": "contract_status"}) }}
),

checked as (
    select
        typed.contract_number,
        typed.plot,
        typed.juristic_id,
        typed.customer_name,
        {{ code_or_text(["estate"]) }},
        typed.contract_type,
        typed.area_rai,
        typed.contract_date,
        typed.value_baht,
        typed.is_active,
        {{ problems("contracts", [
            {"column": "contract_number", "typed": "contract_number", "reason": "value_missing"},
            {"column": "plot", "typed": "plot", "reason": "value_missing"},
            {"column": "juristic_id", "typed": "juristic_id", "reason": juristic_id_reason("juristic_id_text")},
            {"column": "contract_type", "typed": "contract_type", "reason": "contract_type_unknown"},
            {"column": "area", "typed": "area_rai", "reason": area_reason("area_text")},
            {"column": "contract_date", "typed": "contract_date", "reason": "date_not_readable"},
            {"column": "value_baht", "typed": "value_baht", "reason": "number_not_readable"},
            {"column": "contract_status", "typed": "is_active", "reason": "contract_status_unknown"},
        ], [
            unknown_name_warning("estate", "estate_code"),
            {"column": "value_baht", "when": "value_baht < 0", "reason": "value_negative"},
        ]) }} as problems,
        {{ source_columns() }}
    from typed
)

select
    *,
    {{ is_accepted("contracts") }} as is_accepted
from checked
