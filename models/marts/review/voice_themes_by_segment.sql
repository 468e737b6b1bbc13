-- One row per segment (and `unknown`, `all`) and theme: its share of the cases of the year and the one before, beside
-- its share of all other cases, and whether that sets the segment apart. Descriptive: nothing is tested.
with

cells as (
    select * from {{ ref("int_voice_cells") }}
    where breakdown in ('rows', 'theme')
),

names as (
    select
        segment_key,
        name_th,
        name_en
    from {{ ref("int_segment_names") }}
    union all
    select
        voice_rows.segment_key,
        voice_rows.name_th,
        voice_rows.name_en
    from (values {{ voice_rows() }}) as voice_rows (segment_key, name_th, name_en)
),

counted as (
    select
        cells.fiscal_year,
        cells.row_key,
        cells.category as theme,
        cells.cases,
        cells.contributors,
        own.cases as segment_cases,
        everyone.cases - cells.cases as theme_cases_elsewhere,
        every_case.cases - own.cases as cases_elsewhere
    from cells
    inner join cells as own
        on
            cells.row_key = own.row_key
            and own.breakdown = 'rows'
    inner join cells as everyone
        on
            cells.category = everyone.category
            and everyone.breakdown = 'theme'
            and everyone.row_key = 'all'
    inner join cells as every_case
        on
            every_case.breakdown = 'rows'
            and every_case.row_key = 'all'
    where cells.breakdown = 'theme'
),

shares as (
    select
        *,
        cases / nullif(segment_cases, 0) as share_of_segment,
        theme_cases_elsewhere / nullif(cases_elsewhere, 0) as share_elsewhere,
        case
            when row_key in ('all', 'unknown') then 'not_compared'
            when segment_cases = 0 then 'nothing_received'
            when least(segment_cases, cases_elsewhere) < {{ threshold("voice_min_n") }} then 'not_enough_data'
            else 'compared'
        end as status
    from counted
),

final as (
    select
        shares.fiscal_year,
        shares.row_key as segment_key,
        names.name_th as segment_name_th,
        names.name_en as segment_name_en,
        shares.theme,
        themes.name_th as theme_th,
        themes.name_en as theme_en,
        shares.status,
        shares.share_of_segment,
        shares.share_elsewhere,
        cast(shares.cases as integer) as cases,
        cast(shares.contributors as integer) as contributors,
        cast(shares.segment_cases as integer) as segment_cases,
        cast(shares.cases_elsewhere as integer) as cases_elsewhere,
        case when shares.status = 'compared' then shares.share_of_segment - shares.share_elsewhere end as difference,
        shares.status = 'compared'
        and shares.theme != 'unclassified'
        and round(shares.share_of_segment - shares.share_elsewhere, 9) >= {{ threshold("voice_stands_out") }}
            as stands_out,
        cast(
            case
                when shares.cases > 0 and shares.theme != 'unclassified'
                    then row_number() over (
                        partition by shares.row_key
                        order by
                            shares.theme = 'unclassified' asc, shares.cases desc, themes.sort_order asc
                    )
            end as integer
        ) as rank_by_cases
    from shares
    inner join {{ ref("voice_themes") }} as themes
        on shares.theme = themes.theme
    inner join names
        on shares.row_key = names.segment_key
)

select * from final
order by segment_key, theme
