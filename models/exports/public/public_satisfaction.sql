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
        {{ is_hidden("'satisfaction: ' || aspect", "segment_key") }} as cell_is_hidden
    from satisfaction
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
        statuses.name_th as status_th,
        statuses.name_en as status_en
    from judged
    inner join aspects
        on judged.aspect = aspects.aspect
    left join {{ ref("statuses") }} as statuses
        on case when judged.cell_is_hidden then 'not_enough_data' else judged.status end = statuses.status
)

select * from final
