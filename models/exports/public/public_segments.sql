-- One row per segment of the year, as it may be published: its name, how large it is, its area when enough customers
-- stand behind it, and what sets it apart in words. Figures of its customers stand in public_segment_figures.
with

profiles as (
    select * from {{ ref("segment_profiles") }}
),

published as (
    select * from {{ ref("stg_published_segments") }}
),

customer_areas as (
    select
        customer_segments.segment_key,
        features.area_rai,
        row_number() over (
            partition by customer_segments.segment_key
            order by features.area_rai desc nulls last, customer_segments.customer_id asc
        ) as rank_by_area
    from {{ ref("customer_segments") }} as customer_segments
    inner join {{ ref("int_customer_features") }} as features
        on customer_segments.customer_id = features.customer_id
),

area_holders as (
    select
        segment_key,
        count(case when area_rai > 0 then 1 end) as customers_with_area,
        max(case when rank_by_area = 1 then area_rai end) as largest,
        coalesce(max(case when rank_by_area = 2 then area_rai end), 0) as second_largest
    from customer_areas
    group by segment_key
),

this_year as (
    select distinct fiscal_year from profiles
),

-- a key takes the next colour in the order in which keys were first published, so a segment keeps it over the years
keys as (
    select
        published.segment_key,
        published.fiscal_year as first_year
    from published
    inner join this_year
        on published.fiscal_year < this_year.fiscal_year
    union all
    select
        segment_key,
        fiscal_year as first_year
    from profiles
),

colours as (
    select
        segment_key,
        row_number() over (order by min(first_year), segment_key) as colour
    from keys
    group by segment_key
),

judged as (
    select
        profiles.*,
        colours.colour,
        {{ is_hidden("area_holders.customers_with_area", threshold("amount_min_n"),
            total_of="profiles.fiscal_year", order_by="profiles.segment_key",
            unsafe=is_dominated("profiles.area_rai", "area_holders.largest", "area_holders.second_largest")) }}
            as area_is_hidden,
        {{ is_hidden("profiles.new_customers", threshold("amount_min_n")) }} as new_is_hidden
    from profiles
    inner join area_holders
        on profiles.segment_key = area_holders.segment_key
    inner join colours
        on profiles.segment_key = colours.segment_key
),

final as (
    select
        fiscal_year,
        segment_key,
        cast(row_number() over (order by customers desc, segment_key asc) as integer) as rank_by_size,
        cast(colour as integer) as colour,
        name_th,
        name_en,
        case continuity when 'continued' then 'ต่อเนื่องจากปีก่อน' else 'กลุ่มใหม่ของปีนี้' end as continuity_th,
        case continuity when 'continued' then 'Continued from last year' else 'New this year' end as continuity_en,
        case named_by
            when 'unit' then 'ตั้งโดย ' || named_by_unit
            when 'last_year' then 'ใช้ชื่อเดิมของปีก่อน'
            else 'ตั้งจากลักษณะเด่นของกลุ่ม'
        end as named_by_th,
        case named_by
            when 'unit' then 'Given by ' || {{ unit_name("named_by_unit") }}
            when 'last_year' then 'Kept from last year'
            else 'Made from its strongest traits'
        end as named_by_en,
        customers,
        {{ printed_number("customers") }} as customers_text,
        share_of_customers,
        {{ printed_share("share_of_customers") }} as share_of_customers_text,
        {{ shown_text(printed_number("new_customers"), "new_is_hidden") }} as new_customers_text,
        {{ shown("area_rai", "area_is_hidden") }} as area_rai,
        {{ shown_text(printed_number("area_rai"), "area_is_hidden") }} as area_rai_text,
        {{ shown("share_of_area", "area_is_hidden") }} as share_of_area,
        {{ shown_text(printed_share("share_of_area"), "area_is_hidden") }} as share_of_area_text,
        -- the words of the profile without its figures, which have their own table and rules
        {{ replace_all("distinguishing_th", " [(][^()]*เทียบกับ[^()]*[)]", "") }} as distinguishing_th,
        {{ replace_all("distinguishing_en", " [(][^()]* against [^()]*[)]", "") }} as distinguishing_en,
        top_needs_th,
        top_needs_en
    from judged
)

select * from final
