-- For the intranet only: one row per segment that a competitor forms and product that it offers, with what of ours
-- stands beside it: the counterpart of a product, or the segment with most customers of the competitor's industry.
with

offers as (
    select * from {{ ref("competitor_offers") }}
),

ours as (
    select
        mix.category as industry,
        mix.segment_key,
        profiles.name_th as segment_name_th,
        profiles.name_en as segment_name_en
    from {{ ref("int_segment_mix") }} as mix
    inner join {{ ref("segment_profiles") }} as profiles
        on mix.segment_key = profiles.segment_key
    where
        mix.variable = 'industry'
        and mix.customers > 0
        and not {{ is_hidden("'customers'", "mix.segment_key", "'industry: ' || mix.category") }}
    qualify row_number() over (partition by mix.category order by mix.customers desc, mix.segment_key asc) = 1
),

final as (
    select
        offers.kind,
        case offers.kind when 'segment' then 'กลุ่มลูกค้า' else 'ผลิตภัณฑ์หรือบริการ' end as kind_th,
        case offers.kind when 'segment' then 'Segment' else 'Product or service' end as kind_en,
        offers.competitor,
        offers.offer,
        coalesce(offers.detail, '–') as detail,
        coalesce(offers.industry_th, '–') as industry_th,
        coalesce(offers.industry_en, '–') as industry_en,
        case offers.kind
            when 'product' then coalesce(offers.counterpart, 'ไม่มีสิ่งเทียบเคียง')
            else coalesce(ours.segment_name_th, 'ข้อมูลไม่พอ')
        end as ours_th,
        case offers.kind
            when 'product' then coalesce(offers.counterpart, 'no counterpart')
            else coalesce(ours.segment_name_en, 'not enough data')
        end as ours_en,
        offers.source,
        coalesce({{ printed_date("offers.as_of") }}, 'ไม่ระบุวันที่') as as_of_th,
        coalesce({{ printed_date("offers.as_of", "en") }}, 'undated') as as_of_en
    from offers
    left join ours
        on offers.industry = ours.industry
)

select * from final
