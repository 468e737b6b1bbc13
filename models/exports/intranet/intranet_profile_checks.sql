-- For the intranet only: one row per unit, how far the profiles of its customers are confirmed and what is left to do.
with

checks as (
    select * from {{ ref("profile_checks_by_unit") }}
),

final as (
    select
        checks.unit,
        checks.customers,
        checks.checked_customers,
        checks.confirmed_customers,
        checks.corrected_customers,
        checks.status,
        coalesce(units.name_th, 'ไม่มีหน่วยงานดูแล') as unit_th,
        coalesce(units.name_en, 'No unit') as unit_en,
        coalesce({{ printed_share("checks.share_confirmed") }}, 'ข้อมูลไม่พอ') as share_th,
        coalesce({{ printed_share("checks.share_confirmed") }}, 'not enough data') as share_en,
        case checks.status
            when 'checked' then 'มีผลตรวจทาน'
            when 'not_checked' then 'ยังไม่ได้ตรวจทานปีนี้'
            else 'ยังไม่เคยได้รับผลตรวจทาน'
        end as status_th,
        case checks.status
            when 'checked' then 'Checked'
            when 'not_checked' then 'Not checked this year'
            else 'No check was ever received'
        end as status_en
    from checks
    left join {{ ref("units") }} as units
        on checks.unit = units.code
)

select * from final
