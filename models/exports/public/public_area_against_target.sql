-- One row per fiscal year, quarter (0 = the year) and area: the area sold and leased beside its target, as the
-- organisation announces it. Contract types are not shown apart: a quarter's leases can be one customer's.
with

compared as (
    select *
    from {{ ref("area_against_target") }}
    where contract_type = 'all'
),

final as (
    select
        compared.fiscal_year,
        compared.quarter,
        case
            when compared.quarter = 0 then 'ทั้งปี'
            else 'ไตรมาส ' || compared.quarter
        end as quarter_th,
        compared.area,
        case compared.area when 'eec' then 'เขต EEC' when 'non_eec' then 'นอกเขต EEC' else 'รวมทุกพื้นที่' end
            as area_th,
        cast(compared.target_rai as double) as target_rai,
        cast(compared.actual_rai as double) as actual_rai,
        coalesce({{ printed_number("compared.target_rai", 2) }}, '–') as target_text,
        coalesce({{ printed_number("compared.actual_rai", 2) }}, '–') as actual_text,
        coalesce({{ printed_share("compared.share_of_target") }}, '–') as share_of_target_text,
        compared.status,
        statuses.name_th as status_th,
        coalesce({{ printed_days("compared.actual_as_of", "compared.actual_latest_as_of") }}, '–') as as_of_th,
        'ปีงบประมาณ ' || compared.fiscal_year || case
            when compared.target_rai is null and compared.actual_rai is null then ' ยังไม่มีทั้งเป้าหมายและผล'
            when compared.actual_rai is null
                then
                    ' มีเป้าหมาย ' || {{ printed_number("compared.target_rai", 2) }} || ' ไร่ ยังไม่ได้รับรายงานผล'
                    || case compared.area when 'all' then 'ครบทุกพื้นที่' else '' end
            when compared.target_rai is null
                then ' ขายและเช่าได้ ' || {{ printed_number("compared.actual_rai", 2) }} || ' ไร่ ไม่ได้กำหนดเป้าหมาย'
            else
                ' ขายและเช่าได้ ' || {{ printed_number("compared.actual_rai", 2) }} || ' ไร่ จากเป้าหมาย '
                || {{ printed_number("compared.target_rai", 2) }} || ' ไร่ คิดเป็น '
                || {{ printed_share("compared.share_of_target") }} || ' ของเป้าหมาย'
        end as sentence_th,
        case
            when compared.target_is_restated
                then 'เป้าหมายแรก ' || {{ printed_number("compared.first_target_rai", 2) }} || ' ไร่'
        end as target_note_th
    from compared
    left join {{ ref("statuses") }} as statuses
        on compared.status = statuses.status
)

select * from final
