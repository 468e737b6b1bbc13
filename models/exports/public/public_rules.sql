-- One row per number that decides something in the method, as people set it: the rules of the year in the open.
with

thresholds as (
    select * from {{ ref("thresholds") }}
),

final as (
    select
        threshold,
        label_th,
        label_en,
        case
            when unit = 'share' then {{ printed_share("value") }}
            when value = floor(value) then {{ printed_number("value") }}
            else {{ printed_number("value", 2) }}
        end as value_text,
        case unit
            when 'customers' then 'ราย'
            when 'months' then 'เดือน'
            when 'needs' then 'ข้อ'
            when 'persons' then 'คน'
            when 'robust standard deviations' then 'เท่าของช่วงการกระจาย'
            else '–'
        end as unit_th,
        case when coalesce(unit, 'share') = 'share' then '–' else unit end as unit_en,
        source
    from thresholds
)

select * from final
