-- One row per indicator (K4: per aspect): target, result and verdict in words. A mean that too few customers stand
-- behind is hidden here as it is in public_satisfaction.
with

scoreboard as (
    select * from {{ ref("kpi_scoreboard") }}
),

judged as (
    select
        scoreboard.*,
        aspects.sort_order as aspect_order,
        case scoreboard.kpi
            when 'K1' then 'ความแตกต่างของความต้องการ'
            when 'K2' then 'ปัจจัยที่ส่งผลต่อความพึงพอใจ'
            when 'K3' then 'พื้นที่ขายและเช่า'
            else 'ความพึงพอใจ' || case aspects.aspect when 'overall' then '' else 'ด้าน' end || aspects.name_th
        end as short_name_th,
        case scoreboard.kpi
            when 'K1' then 'Needs that differ between segments'
            when 'K2' then 'Drivers of satisfaction'
            when 'K3' then 'Area sold and leased'
            else
                case aspects.aspect
                    when 'overall' then 'Overall satisfaction'
                    else 'Satisfaction with ' || lower(aspects.name_en)
                end
        end as short_name_en,
        scoreboard.kpi = 'K4' and {{ is_hidden("'satisfaction: ' || scoreboard.aspect") }} as cell_is_hidden,
        scoreboard.kpi = 'K4' as is_score,
        scoreboard.kpi in ('K3', 'K4') as has_decimals
    from scoreboard
    left join {{ ref("aspects") }} as aspects
        on scoreboard.aspect = aspects.aspect
),

final as (
    select
        fiscal_year,
        cast(row_number() over (order by kpi, aspect_order nulls first) as integer) as sort_order,
        kpi,
        aspect,
        name_th,
        name_en,
        short_name_th,
        short_name_en,
        target_text_th,
        target_text_en,
        case
            when target is null then '–'
            when has_decimals then {{ printed_number("target", 2) }}
            else {{ printed_number("target") }}
        end as target_value_text,
        {{ shown("cast(actual as double)", "cell_is_hidden") }} as actual,
        {{ shown_text(
            "case when has_decimals then " ~ printed_number("actual", 2) ~ " else " ~ printed_number("actual") ~ " end",
            "cell_is_hidden"
        ) }} as actual_text,
        unit_th,
        unit_en,
        status,
        status_th,
        status_en,
        why_th,
        why_en,
        period_th,
        period_en,
        as_of,
        {{ printed_date("as_of") }} as as_of_th,
        {{ printed_date("as_of", "en") }} as as_of_en,
        case
            when is_score then {{ shown_survey_count("n", "cell_is_hidden") }}
            else coalesce({{ printed_number("n") }}, '–')
        end as customers_text
    from judged
)

select * from final
