-- One row per segment (and `all`) and aspect: the mean satisfaction and its verdict. The mean of all customers is
-- printed, so where it would give a hidden segment away others of that aspect are hidden too.
with

satisfaction as (
    select * from {{ ref("satisfaction_by_segment") }}
),

aspects as (
    select * from {{ ref("aspects") }}
),

judged as (
    select
        *,
        {{ is_hidden("'satisfaction: ' || aspect", "segment_key") }} as cell_is_hidden,
        -- what of an interval or a change may be shown: as with all details of a survey, not of a few customers
        {{ is_hidden("'satisfaction: ' || aspect", "segment_key") }}
        or n_customers between 1 and {{ threshold("survey_min_n_detail") }} - 1 as interval_is_hidden,
        {{ is_hidden("'satisfaction pairs: ' || aspect", "segment_key") }}
        or paired_customers < {{ threshold("survey_min_n_detail") }} as change_is_hidden
    from satisfaction
),

marked as (
    select
        *,
        coalesce(is_uncertain, false) and not interval_is_hidden and status in ('reached', 'not_reached') as in_doubt
    from judged
),

final as (
    select
        judged.fiscal_year,
        judged.wave,
        {{ printed_year("judged.wave", "th") }} as wave_th,
        {{ printed_year("judged.wave", "en") }} as wave_en,
        judged.segment_key,
        judged.segment_name_th,
        judged.segment_name_en,
        judged.aspect,
        judged.aspect_th,
        judged.aspect_en,
        aspects.sort_order,
        {{ shown_survey_count("judged.n_customers", "judged.cell_is_hidden") }} as customers_text,
        {{ shown("cast(judged.mean_score as double)", "judged.cell_is_hidden") }} as mean_score,
        {{ shown_text(printed_number("judged.mean_score", 2), "judged.cell_is_hidden") }} as mean_score_text,
        {{ shown("judged.level_th", "judged.cell_is_hidden") }} as level_th,
        {{ shown("judged.level_en", "judged.cell_is_hidden") }} as level_en,
        judged.target_level as target_level_th,
        judged.target_level_en,
        {{ printed_number("judged.target_score", 2) }} as target_score_text,
        case when judged.cell_is_hidden then 'not_enough_data' else judged.status end as status,
        statuses.name_th || case when judged.in_doubt then ' (ยังไม่แน่นอน)' else '' end as status_th,
        statuses.name_en || case when judged.in_doubt then ' (uncertain)' else '' end as status_en,
        judged.in_doubt as is_uncertain,
        {{ shown_text(
            printed_interval("judged.interval_lower", "judged.interval_upper"), "judged.interval_is_hidden"
        ) }} as interval_text,
        case
            when judged.trend in ('no_comparison', 'not_enough_data') or judged.change_is_hidden then '–'
            else {{ signed_number("judged.change", 2) }}
        end as change_text,
        case
            when judged.trend not in ('no_comparison', 'not_enough_data') and not judged.change_is_hidden
                then {{ printed_number("judged.paired_customers") }}
            else '–'
        end as paired_text,
        trends.name_th as trend_th,
        trends.name_en as trend_en,
        {{ printed_year("judged.previous_wave", "th") }} as previous_wave_th,
        {{ printed_year("judged.previous_wave", "en") }} as previous_wave_en
    from marked as judged
    inner join aspects
        on judged.aspect = aspects.aspect
    left join {{ ref("statuses") }} as statuses
        on case when judged.cell_is_hidden then 'not_enough_data' else judged.status end = statuses.status
    left join {{ ref("statuses") }} as trends
        on
            case
                when judged.trend <> 'no_comparison' and judged.change_is_hidden then 'not_enough_data'
                else judged.trend
            end = trends.status
)

select * from final
