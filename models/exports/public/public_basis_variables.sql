-- One row per variable that makes the segments: what it is, how it is treated, and what share of the
-- customers that touched, as a band.
with

quality as (
    select
        *,
        missing / nullif(customers, 0) as missing_share,
        coalesce(clipped, customers_pooled) / nullif(customers, 0) as limited_share
    from {{ ref("basis_quality") }}
),

final as (
    select
        variable,
        label_th,
        label_en,
        case block
            when 'basic' then 'ปัจจัยพื้นฐาน'
            when 'behaviour' then 'พฤติกรรมการใช้บริการ'
            when 'trend' then 'แนวโน้ม'
            else block
        end as block_th,
        case block
            when 'basic' then 'Basic factors'
            when 'behaviour' then 'Use of services'
            when 'trend' then 'Trend'
            else block
        end as block_en,
        case block when 'basic' then 1 when 'behaviour' then 2 else 3 end as block_order,
        case
            when is_constant then 'ไม่ใช้ เพราะทุกรายมีค่าเดียวกันหรือไม่มีค่า'
            when kind = 'categorical' then 'แยกตามประเภท มีน้ำหนักเท่าตัวแปรเดียว'
            when transformation = 'log1p' then 'ลอการิทึม แล้วเทียบกับค่ากลางและช่วงควอร์ไทล์'
            else 'เทียบกับค่ากลางและช่วงควอร์ไทล์'
        end as treatment_th,
        case
            when is_constant then 'Left out: all customers have one value or none'
            when kind = 'categorical' then 'By category, weighing as one variable'
            when transformation = 'log1p' then 'Logarithm, then distance from the median in interquartile ranges'
            else 'Distance from the median in interquartile ranges'
        end as treatment_en,
        case
            when missing_share = 0 then '0%' else coalesce({{ share_band("missing_share") }}, '–')
        end as missing_text,
        case
            when limited_share = 0 then '0%' else coalesce({{ share_band("limited_share") }}, '–')
        end as limited_text
    from quality
)

select * from final
