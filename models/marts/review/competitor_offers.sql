-- One row per segment that a competitor forms and per product that it offers (I4), as their senders wrote them, with
-- what of the organisation's stands beside it: the segment's industry, or the counterpart of the product.
with

cycle as (
    select * from {{ ref("int_cycle") }}
),

segmentations as (
    select
        'segment' as kind,
        competitor,
        segment_name as offer,
        basis as detail,
        cast(null as varchar) as counterpart,
        industry,
        source,
        as_of
    from {{ ref("stg_competitor_segmentations") }}
),

products as (
    select
        'product' as kind,
        competitor,
        product as offer,
        price_text as detail,
        counterpart,
        cast(null as varchar) as industry,
        source,
        as_of
    from {{ ref("stg_competitor_products") }}
),

offers as (
    select * from segmentations
    union all
    select * from products
),

final as (
    select
        offers.kind,
        offers.competitor,
        offers.offer,
        offers.detail,
        offers.counterpart,
        industries.code as industry,
        industries.name_th as industry_th,
        industries.name_en as industry_en,
        offers.source,
        offers.as_of,
        case offers.kind
            when 'product' then offers.counterpart is not null
            else industries.code is not null
        end as is_comparable
    from offers
    inner join cycle
        on coalesce(offers.as_of <= cycle.as_of, true)
    left join {{ ref("industries") }} as industries
        on offers.industry = industries.code
)

select * from final
