-- One row per landed row of the customer register, typed, with what is wrong with it.
-- The date of the register comes from the title, else the fiscal year's end, else the day the file arrived: then the
-- first row of the table says so.
with

landed as (
    select * from {{ source("landing", "customers") }}
),

cleaned as (
    select
        landed,
        {{ clean_columns([
            "juristic_id", "customer_name", "customer_number", "estate", "province", "industry", "nationality", "zone", "start_year", "employees",
            "investment_million_baht",
        ]) }},
        {{ date_in_title("landed._title") }} as title_date_text,
        coalesce({{ year_be_in("landed._title") }}, {{ year_be_in(file_name("landed._file")) }}) as fiscal_year
    from landed
),

dated as (
    select
        *,
        coalesce(
            {{ parse_date("title_date_text") }},
            {{ valid_date("fiscal_year - 543", 9, 30) }},
            cast(landed['_seen_at'] as date)
        ) as register_as_of,
        {{ parse_date("title_date_text") }} is null and fiscal_year is null as is_undated
    from cleaned
),

typed as (
    select
        cleaned.*,
        {{ parse_juristic_id("cleaned.juristic_id_text") }} as juristic_id,
        {{ company_name(known_text("cleaned.customer_name_text")) }} as customer_name,
        {{ text_columns(["customer_number"]) }},
        estate.code as estate_code,
        province.code as province_code,
        industry.code as industry_code,
        nationality.code as nationality_code,
        zone.code as zone_code,
        {{ parse_year_ce("cleaned.start_year_text") }} as start_year,
        {{ parse_integer("cleaned.employees_text") }} as employees,
        {{ parse_decimal("cleaned.investment_million_baht_text") }} as investment_million_baht
    from dated as cleaned
    {{ join_aliases({
        "estate": "estate",
        "province": "province",
        "industry": "industry",
        "nationality": "nationality",
        "zone": "zone",
    }, on_date="cleaned.register_as_of") }}
),

checked as (
    select
        typed.juristic_id,
        typed.register_as_of,
        typed.customer_name,
        typed.customer_number,
        {{ code_or_text(["estate", "province", "industry", "nationality", "zone"]) }},
        typed.start_year,
        typed.employees,
        typed.investment_million_baht,
        {{ problems("customers", [
            {
                "column": "juristic_id",
                "typed": "coalesce(juristic_id, case when " ~ is_blank("juristic_id_text") ~ " then customer_number end)",
                "reason": juristic_id_reason("juristic_id_text"),
            },
            {"column": "customer_name", "typed": "customer_name", "reason": "value_missing"},
            {"column": "start_year", "typed": "start_year", "reason": "year_not_readable"},
            {"column": "employees", "typed": "employees", "reason": "integer_not_readable"},
            {"column": "investment_million_baht", "typed": "investment_million_baht", "reason": "number_not_readable"},
        ], [
            unknown_name_warning("estate", "estate_code"),
            unknown_name_warning("province", "province_code"),
            unknown_name_warning("industry", "industry_code"),
            unknown_name_warning("nationality", "nationality_code"),
            unknown_name_warning("zone", "zone_code"),
            {
                "column": "ข้อมูล ณ วันที่",
                "when": "is_undated and landed['_row'] = min(landed['_row']) over ("
                    ~ "partition by landed['_landing_key'], landed['_sheet'], landed['_table'])",
                "reason": "register_day_missing",
                "found": file_name("landed['_file']"),
            },
        ]) }} as problems,
        {{ source_columns() }}
    from typed
)

select
    *,
    {{ is_accepted("customers") }} as is_accepted
from checked
