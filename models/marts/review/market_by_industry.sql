-- One row per industry of the market statistics (I2): size, growth and the organisation's share at the latest day
-- stated, and how far the size moved since the statement before. Growth and share are means over the markets of the
-- industry (regions and countries), weighted by size. A figure with an unknown part is unknown; industries that no seed
-- knows are one row.
with

cycle as (
    select * from {{ ref("int_cycle") }}
),

stated as (
    select
        figures.market_size_rai as size_rai,
        figures.growth_percent,
        figures.ieat_share_percent,
        figures.source,
        figures.as_of,
        coalesce(industries.code, 'other') as industry,
        coalesce(industries.name_th, 'อุตสาหกรรมอื่น') as industry_th,
        coalesce(industries.name_en, 'Other industries') as industry_en,
        coalesce(figures.industry, '') || '|' || coalesce(figures.region, '') || '|'
        || coalesce(figures.investor_country, '') as market
    from {{ ref("stg_market_statistics") }} as figures
    inner join cycle
        on coalesce(figures.as_of <= cycle.as_of, true)
    left join {{ ref("industries") }} as industries
        on figures.industry = industries.code
),

statements as (
    select
        industry,
        min(industry_th) as industry_th,
        min(industry_en) as industry_en,
        as_of,
        count(*) as markets,
        string_agg(market, ';' order by market) as market_list,
        case when count(size_rai) = count(*) then sum(size_rai) end as size_rai,
        {{ weighted_mean_of_all("growth_percent", "size_rai") }} as growth_percent,
        {{ weighted_mean_of_all("ieat_share_percent", "size_rai") }} as ieat_share_percent,
        {{ renamed(listed("source"), "source") }}
    from stated
    group by industry, as_of
),

compared as (
    select
        *,
        lead(as_of) over earlier as previous_as_of,
        lead(size_rai) over earlier as previous_size_rai,
        lead(market_list) over earlier as previous_market_list,
        row_number() over earlier as place
    from statements
    window earlier as (partition by industry order by as_of desc nulls last)
),

judged as (
    select
        *,
        case
            when previous_market_list is null then 'no_earlier_statement'
            when size_rai is null or coalesce(previous_size_rai, 0) = 0 then 'not_enough_data'
            when market_list <> previous_market_list then 'other_markets'
            else 'change_known'
        end as status
    from compared
    where place = 1
),

final as (
    select
        judged.industry,
        judged.industry_th,
        judged.industry_en,
        judged.as_of,
        judged.previous_as_of,
        judged.source,
        judged.status,
        statuses.name_th as status_th,
        statuses.name_en as status_en,
        cast(judged.markets as integer) as markets,
        cast(judged.size_rai as decimal(18, 4)) as size_rai,
        cast(judged.previous_size_rai as decimal(18, 4)) as previous_size_rai,
        round(judged.growth_percent, 4) as growth_percent,
        round(judged.ieat_share_percent, 4) as ieat_share_percent,
        case
            when judged.status = 'change_known'
                then round(cast(judged.size_rai / judged.previous_size_rai as double) - 1, 6)
        end as change_since_previous
    from judged
    left join {{ ref("statuses") }} as statuses
        on judged.status = statuses.status
)

select * from final
