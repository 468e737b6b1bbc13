-- One row per landed market figure, typed, with what is wrong with it. The sender writes decimal commas.
with

landed as (
    select * from {{ source("landing", "market_statistics") }}
),

cleaned as (
    select
        landed,
        {{ clean_columns([
            "industry", "region", "investor_country", "market_size_rai", "growth_percent", "ieat_share_percent",
            "source", "as_of",
        ]) }}
    from landed
),

typed as (
    select
        cleaned.*,
        industry.code as industry_code,
        nationality.code as investor_country_code,
        {{ text_columns(["region", "source"]) }},
        {{ parse_decimal("cleaned.market_size_rai_text", decimal_comma=true) }} as market_size_rai,
        {{ parse_decimal("cleaned.growth_percent_text", decimal_comma=true) }} as growth_percent,
        {{ parse_decimal("cleaned.ieat_share_percent_text", decimal_comma=true) }} as ieat_share_percent,
        {{ parse_date("cleaned.as_of_text") }} as as_of
    from cleaned
    {{ join_aliases({"industry": "industry"}) }}
    left join {{ ref("stg_aliases") }} as nationality
        on
            nationality.list_name = 'nationality'
            and nationality.alias_key = {{ alias_key("cleaned.investor_country_text") }}
            and {{ is_valid_on("nationality", "cast(cleaned.landed['_seen_at'] as date)") }}
),

checked as (
    select
        {{ code_or_text(["industry", "investor_country"]) }},
        typed.region,
        typed.market_size_rai,
        typed.growth_percent,
        typed.ieat_share_percent,
        typed.source,
        typed.as_of,
        {{ problems("market_statistics", [
            {"column": "industry", "typed": "industry_text", "reason": "value_missing"},
            {"column": "market_size_rai", "typed": "market_size_rai", "reason": "number_not_readable"},
            {"column": "growth_percent", "typed": "growth_percent", "reason": "number_not_readable"},
            {"column": "ieat_share_percent", "typed": "ieat_share_percent", "reason": "number_not_readable"},
            {"column": "as_of", "typed": "as_of", "reason": "date_not_readable"},
        ], [
            unknown_name_warning("industry", "industry_code"),
        ]) }} as problems,
        {{ source_columns() }}
    from typed
)

select
    *,
    {{ is_accepted("market_statistics") }} as is_accepted
from checked
