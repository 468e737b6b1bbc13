-- One row per fiscal quarter, segment, channel and theme: complaints and suggestions received, and how long they took.
with

cases as (
    select * from {{ ref("int_voice_cases") }}
),

final as (
    select
        cases.fiscal_year,
        cases.fiscal_quarter,
        cases.segment_key,
        cases.channel,
        channels.name_th as channel_th,
        channels.name_en as channel_en,
        cases.theme,
        themes.name_th as theme_th,
        themes.name_en as theme_en,
        cast(count(*) as integer) as cases,
        cast(count(distinct cases.customer_id) as integer) as customers,
        cast(count(case when cases.has_several_themes then 1 end) as integer) as cases_of_several_themes,
        cast(count(case when cases.is_open then 1 end) as integer) as open_cases,
        {{ quantile("cases.days_to_close", 0.5) }} as median_days_to_close
    from cases
    left join {{ ref("voice_themes") }} as themes
        on cases.theme = themes.theme
    left join {{ ref("terms") }} as channels
        on
            channels.list = 'voice_channel'
            and cases.channel = channels.code
    group by all
)

select * from final
order by fiscal_year, fiscal_quarter, segment_key, channel, theme
