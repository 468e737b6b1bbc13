-- One row per segment of the year, as it may be published: its name, its size and area where they are not hidden, and
-- what sets it apart in words. Figures of its customers stand in public_segment_figures.
with

profiles as (
    select * from {{ ref("segment_profiles") }}
),

published as (
    select * from {{ ref("stg_published_segments") }}
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
        {{ is_hidden("'customers'", "profiles.segment_key") }} as size_is_hidden,
        {{ is_hidden("'new customers'", "profiles.segment_key") }} as new_is_hidden,
        {{ is_hidden("'area'", "profiles.segment_key") }} as area_is_hidden,
        {{ is_hidden("'area'") }} as total_area_is_hidden
    from profiles
    inner join colours
        on profiles.segment_key = colours.segment_key
),

final as (
    select
        fiscal_year,
        segment_key,
        cast(row_number() over (
            order by case when size_is_hidden then 0 else customers end desc, segment_key asc
        ) as integer) as rank_by_size,
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
        {{ shown("customers", "size_is_hidden") }} as customers,
        {{ shown_text(printed_number("customers"), "size_is_hidden") }} as customers_text,
        {{ shown("share_of_customers", "size_is_hidden") }} as share_of_customers,
        {{ shown_text(printed_share("share_of_customers"), "size_is_hidden") }} as share_of_customers_text,
        {{ shown_text(printed_number("new_customers"), "new_is_hidden") }} as new_customers_text,
        {{ shown("area_rai", "area_is_hidden") }} as area_rai,
        {{ shown_text(printed_number("area_rai"), "area_is_hidden") }} as area_rai_text,
        {{ shown("share_of_area", "(area_is_hidden or total_area_is_hidden)") }} as share_of_area,
        {{ shown_text(printed_share("share_of_area"), "(area_is_hidden or total_area_is_hidden)") }}
            as share_of_area_text,
        -- the words of the profile without its figures, which have their own table and rules
        {{ replace_all("distinguishing_th", " [(][^()]*เทียบกับ[^()]*[)]", "") }} as distinguishing_th,
        {{ replace_all("distinguishing_en", " [(][^()]* against [^()]*[)]", "") }} as distinguishing_en,
        top_needs_th,
        top_needs_en
    from judged
)

select * from final
