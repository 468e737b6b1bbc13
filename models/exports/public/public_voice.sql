-- One row per segment (and `unknown`, `all`) and theme, and over all cases per channel and quarter: cases received,
-- their share, and what sets a segment apart, as they may be published.
with

cells as (
    select * from {{ ref("int_voice_cells") }}
),

compared as (
    select * from {{ ref("voice_themes_by_segment") }}
),

names as (
    select distinct
        segment_key,
        segment_name_th,
        segment_name_en
    from compared
),

categories as (
    select
        'theme' as breakdown,
        theme as category,
        sort_order,
        name_th,
        name_en
    from {{ ref("voice_themes") }}
    union all
    select
        'channel' as breakdown,
        code as category,
        sort_order,
        name_th,
        name_en
    from {{ ref("terms") }}
    where list = 'voice_channel'
    union all
    select distinct
        breakdown,
        category,
        cast(replace(category, '-', '') as integer) as sort_order,
        'ไตรมาส ' || substr(category, 6) || ' ปีงบประมาณ ' || substr(category, 1, 4) as name_th,
        'Quarter ' || substr(category, 6) || ' of fiscal year ' || (cast(substr(category, 1, 4) as integer) - 543)
            as name_en
    from cells
    where breakdown = 'quarter'
),

totals as (
    select
        row_key,
        cases
    from cells
    where breakdown = 'rows'
),

judged as (
    select
        received.*,
        totals.cases as row_cases,
        {{ is_hidden("'voice'", "received.row_key", "received.column_key") }} as is_hidden,
        {{ is_hidden("'voice'", "received.row_key") }} as row_is_hidden,
        {{ is_hidden("'voice'", "'all'", "received.column_key") }} or {{ is_hidden("'voice'") }} as rest_is_hidden,
        {{ is_hidden("'voice closed'", "received.row_key", "received.column_key") }} as days_are_hidden
    from cells as received
    inner join totals
        on received.row_key = totals.row_key
),

marked as (
    select
        judged.*,
        judged.is_hidden or judged.row_is_hidden as share_is_hidden,
        judged.is_hidden or judged.row_is_hidden or judged.rest_is_hidden as difference_is_hidden
    from judged
),

final as (
    select
        marked.fiscal_year,
        marked.row_key as segment_key,
        names.segment_name_th,
        names.segment_name_en,
        marked.breakdown,
        marked.category as category_key,
        coalesce(categories.sort_order, 0) as sort_order,
        coalesce(categories.name_th, 'ทุกหัวข้อ') as category_th,
        coalesce(categories.name_en, 'All themes') as category_en,
        compared.status,
        {{ shown_text(printed_number("marked.cases"), "marked.is_hidden") }} as cases_text,
        {{ shown("round(marked.cases / nullif(marked.row_cases, 0), 4)", "marked.share_is_hidden") }} as share_of_cases,
        {{ shown_text(printed_share("marked.cases / nullif(marked.row_cases, 0)"), "marked.share_is_hidden") }}
            as share_text,
        {{ shown_text(printed_share("compared.share_elsewhere"), "marked.difference_is_hidden") }}
            as share_elsewhere_text,
        coalesce(compared.stands_out, false) and not marked.difference_is_hidden as stands_out,
        case
            when marked.breakdown = 'rows' or (marked.breakdown = 'theme' and marked.row_key = 'all')
                then {{ shown_text(printed_number("marked.median_days_to_close"), "marked.days_are_hidden") }}
            else '–'
        end as days_text
    from marked
    inner join names
        on marked.row_key = names.segment_key
    left join categories
        on
            marked.breakdown = categories.breakdown
            and marked.category = categories.category
    left join compared
        on
            marked.breakdown = 'theme'
            and marked.row_key = compared.segment_key
            and marked.category = compared.theme
)

select * from final
