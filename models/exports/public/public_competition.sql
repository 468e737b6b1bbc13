-- One row: how much is known of competitors and peers (I4), in numbers. Who they are and what they offer is for
-- colleagues alone (intranet_competitors): what the organisation thinks of named firms is not for everybody.
with

offers as (
    select * from {{ ref("competitor_offers") }}
),

final as (
    select
        count(distinct competitor) as competitors,
        count(case when kind = 'segment' then 1 end) as segments,
        count(distinct case when kind = 'segment' then competitor end) as segmenting,
        count(case when kind = 'product' then 1 end) as products,
        count(case when kind = 'product' and is_comparable then 1 end) as products_with_counterpart,
        count(case when kind = 'product' and not is_comparable then 1 end) as products_without_counterpart,
        coalesce({{ printed_date("max(as_of)") }}, '–') as as_of_th,
        coalesce({{ printed_date("max(as_of)", "en") }}, '–') as as_of_en
    from offers
)

select * from final
