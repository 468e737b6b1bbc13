-- One row per industry of the market statistics: size, growth, the organisation's share and the change since the
-- statement before, beside the customers that the organisation has in that industry.
with

market as (
    select * from {{ ref("market_by_industry") }}
),

mix as (
    select
        category as industry,
        sum(customers) as customers
    from {{ ref("int_segment_mix") }}
    where variable = 'industry'
    group by category
),

final as (
    select
        market.industry,
        market.industry_th,
        market.industry_en,
        market.markets,
        cast(market.size_rai as double) as size_rai,
        coalesce({{ printed_number("market.size_rai") }}, 'ข้อมูลไม่พอ') as size_th,
        coalesce({{ printed_number("market.size_rai") }}, 'not enough data') as size_en,
        coalesce({{ printed_number("market.growth_percent", 1) }} || '%', 'ข้อมูลไม่พอ') as growth_th,
        coalesce({{ printed_number("market.growth_percent", 1) }} || '%', 'not enough data') as growth_en,
        market.growth_percent,
        coalesce({{ printed_number("market.ieat_share_percent", 1) }} || '%', 'ข้อมูลไม่พอ') as share_th,
        coalesce({{ printed_number("market.ieat_share_percent", 1) }} || '%', 'not enough data') as share_en,
        coalesce({{ signed_share("market.change_since_previous") }}, market.status_th) as change_th,
        coalesce({{ signed_share("market.change_since_previous") }}, market.status_en) as change_en,
        coalesce({{ printed_date("market.as_of") }}, 'ไม่ระบุวันที่') as as_of_th,
        coalesce({{ printed_date("market.as_of", "en") }}, 'undated') as as_of_en,
        coalesce({{ published_text("market_statistics", "source", "market.source") }}, 'ไม่ระบุ') as source_th,
        coalesce({{ published_text("market_statistics", "source", "market.source") }}, 'not stated') as source_en,
        case
            when market.industry = 'other' or mix.industry is null then '–'
            else
                {{ shown_text(
                    printed_number("mix.customers"), is_hidden("'customers'", "'all'", "'industry: ' || market.industry")
                ) }}
        end as customers_text
    from market
    left join mix
        on market.industry = mix.industry
)

select * from final
