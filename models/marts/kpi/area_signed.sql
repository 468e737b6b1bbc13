-- One row per breakdown, category and contract type: the land of the contracts signed in the year (beside K3), with the
-- names of the categories.
with

cells as (
    select * from {{ ref("int_signed_area_cells") }}
),

segments as (
    select distinct
        segment_key,
        segment_name_th,
        segment_name_en
    from {{ ref("customer_segments") }}
),

final as (
    select
        cells.fiscal_year,
        cells.signed_until,
        cells.breakdown,
        cells.category,
        cells.contract_type,
        cells.row_key,
        cast(cells.customers as integer) as customers,
        cells.area_rai,
        case cells.row_key
            when 'all' then 'รวมทุกสัญญา'
            when 'unplaced' then 'ลูกค้าที่ยังไม่อยู่ในกลุ่มใด'
            when 'area: eec' then 'เขต EEC'
            when 'area: non_eec' then 'นอกเขต EEC'
            when 'estate_kind: own' then 'นิคมที่ดำเนินงานเอง'
            when 'estate_kind: joint' then 'นิคมร่วมดำเนินงาน'
            else coalesce(segments.segment_name_th, 'ไม่ทราบนิคม')
        end as category_th,
        case cells.row_key
            when 'all' then 'All contracts'
            when 'unplaced' then 'Customers in no segment yet'
            when 'area: eec' then 'EEC'
            when 'area: non_eec' then 'Outside the EEC'
            when 'estate_kind: own' then 'Own-run estates'
            when 'estate_kind: joint' then 'Jointly run estates'
            else coalesce(segments.segment_name_en, 'Estate not known')
        end as category_en
    from cells
    left join segments
        on
            cells.breakdown = 'segment'
            and cells.category = segments.segment_key
)

select * from final
