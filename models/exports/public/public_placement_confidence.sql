-- One row per kind of customer: how surely they are placed, as it may be published: shares as bands, none where the
-- kind has too few customers for bands.
with

confidence as (
    select * from {{ ref("placement_confidence") }}
),

judged as (
    select
        *,
        {{ is_hidden(
            "case kind when 'all' then 'customers' when 'new' then 'new customers' else 'kind: ' || kind end"
        ) }} as customers_are_hidden,
        customers < {{ threshold("smallest_customers_min") }} as shares_are_hidden
    from confidence
),

final as (
    select
        fiscal_year,
        kind,
        case kind when 'all' then 1 when 'new' then 2 when 'incomplete' then 3 else 4 end as kind_order,
        case kind
            when 'all' then 'ลูกค้าทั้งหมด'
            when 'new' then 'ลูกค้าใหม่'
            when 'incomplete' then 'ลูกค้าที่ข้อมูลไม่ครบ'
            else 'ลูกค้าที่ไม่มีข้อมูลเลย'
        end as kind_th,
        case kind
            when 'all' then 'All customers'
            when 'new' then 'New customers'
            when 'incomplete' then 'Customers with incomplete data'
            else 'Customers without any data'
        end as kind_en,
        {{ shown_text(printed_number("customers"), "customers_are_hidden") }} as customers_text,
        {{ shown_text(share_band("high / customers"), "shares_are_hidden") }} as high_text,
        {{ shown_text(share_band("medium / customers"), "shares_are_hidden") }} as medium_text,
        {{ shown_text(share_band("low / customers"), "shares_are_hidden") }} as low_text
    from judged
)

select * from final
