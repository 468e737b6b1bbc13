-- One row per breakdown, category and contract type: the land of the contracts signed in the year; x where hidden.
with

signed as (
    select
        cells_signed.*,
        {{ is_hidden("'signed area'", "cells_signed.row_key", "cells_signed.contract_type") }} as cell_is_hidden
    from {{ ref("area_signed") }} as cells_signed
),

final as (
    select
        {{ printed_year("fiscal_year", "th") }} as fiscal_year_th,
        {{ printed_year("fiscal_year", "en") }} as fiscal_year_en,
        {{ printed_date("signed_until") }} as signed_until_th,
        {{ printed_date("signed_until", "en") }} as signed_until_en,
        breakdown,
        case breakdown
            when 'all' then 'ทั้งหมด'
            when 'segment' then 'กลุ่มลูกค้า'
            when 'area' then 'เขตพื้นที่'
            else 'ประเภทนิคม'
        end as breakdown_th,
        case breakdown
            when 'all' then 'All'
            when 'segment' then 'Segment'
            when 'area' then 'Area'
            else 'Kind of estate'
        end as breakdown_en,
        row_key,
        category_th,
        category_en,
        case breakdown when 'area' then 1 when 'estate_kind' then 2 when 'segment' then 3 else 4 end as sort_order,
        contract_type,
        {{ shown("area_rai", "cell_is_hidden") }} as area_rai,
        {{ shown_text(printed_number("area_rai", 2), "cell_is_hidden") }} as area_text
    from signed
)

select * from final
