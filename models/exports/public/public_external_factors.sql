-- One row per external factor, industry that it concerns and segment (and `all`): kind, direction, source, and the
-- segment's customers in that industry. They are the very cells of the segments' mix and sizes, hidden as there.
with

reach as (
    select
        *,
        {{ is_hidden(
            "'customers'", "segment_key", "case industry when 'all' then 'all' else 'industry: ' || industry end"
        ) }} as cell_is_hidden,
        sum(customers) over (partition by factor_kind, statement_th, industry) as of_industry
    from {{ ref("external_factor_reach") }}
),

final as (
    select
        factor_kind,
        dense_rank() over (order by factor_kind, statement_th) as factor_number,
        case factor_kind
            when 'economy' then 'เศรษฐกิจ'
            when 'trade' then 'การค้า'
            when 'investment' then 'การลงทุน'
            when 'law' then 'กฎหมาย'
            when 'technology' then 'เทคโนโลยี'
            else 'แนวโน้มอุตสาหกรรม'
        end as kind_th,
        case factor_kind
            when 'economy' then 'Economy'
            when 'trade' then 'Trade'
            when 'investment' then 'Investment'
            when 'law' then 'Law'
            when 'technology' then 'Technology'
            else 'Industry trend'
        end as kind_en,
        {{ published_text("external_factors", "statement_th", "statement_th") }} as statement_th,
        {{ published_text("external_factors", "statement_en", "statement_en") }} as statement_en,
        coalesce(direction, 'not_told') as direction,
        case direction
            when 'positive' then '▲ บวก'
            when 'negative' then '▼ ลบ'
            when 'neutral' then '● ทรงตัว'
            else 'ไม่ระบุ'
        end as direction_th,
        case direction
            when 'positive' then '▲ Helps'
            when 'negative' then '▼ Hurts'
            when 'neutral' then '● Neither'
            else 'Not stated'
        end as direction_en,
        {{ published_text("external_factors", "source", "source") }} as source_th,
        {{ published_text("external_factors", "source", "source") }} as source_en,
        coalesce({{ printed_date("stated_on") }}, 'ไม่ระบุวันที่') as stated_on_th,
        coalesce({{ printed_date("stated_on", "en") }}, 'undated') as stated_on_en,
        industry,
        industry_th,
        industry_en,
        segment_key,
        case
            when customers is null then '–'
            when of_industry = 0 then '0'
            else {{ shown_text(printed_number("customers"), "cell_is_hidden") }}
        end as customers_text
    from reach
)

select * from final
