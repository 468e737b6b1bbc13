-- One row per segment of the current attempt: its key and the names it has unless a unit names it. A segment that
-- continues one of last year keeps key and names; a new one is named by its two strongest traits, and by its number
-- where two would share a name. int_segment_names has the last word.
with

attempts as (
    select * from {{ ref("int_attempts") }}
    where is_current
),

segments as (
    select distinct
        attempts.fiscal_year,
        rules.attempt,
        rules.segment_no
    from {{ ref("int_segmentation_rule") }} as rules
    inner join attempts
        on rules.attempt = attempts.attempt
),

matching as (
    select * from {{ ref("int_segment_matching") }}
),

previous_names as (
    select
        segment_key,
        min(segment_name_th) as name_th,
        min(segment_name_en) as name_en
    from {{ ref("int_previous_segments") }}
    group by segment_key
),

traits as (
    select
        attempt,
        segment_no,
        {{ ordered_text("trait_th", " · ", "strength") }} as name_th,
        {{ ordered_text("trait_en", " · ", "strength") }} as name_en
    from {{ ref("int_segment_traits") }}
    where role = 'basis' and strength <= 2
    group by attempt, segment_no
),

named as (
    select
        segments.fiscal_year,
        segments.attempt,
        segments.segment_no,
        matching.previous_segment_key,
        coalesce(
            matching.previous_segment_key,
            'FY' || segments.fiscal_year || '-' || segments.segment_no
        ) as segment_key,
        coalesce(previous_names.name_th, traits.name_th, 'กลุ่ม') as name_th,
        coalesce(previous_names.name_en, traits.name_en, 'segment') as name_en,
        case when matching.previous_segment_key is null then 'new' else 'continued' end as continuity
    from segments
    left join matching
        on segments.segment_no = matching.segment_no
    left join previous_names
        on matching.previous_segment_key = previous_names.segment_key
    left join traits
        on
            segments.attempt = traits.attempt
            and segments.segment_no = traits.segment_no
),

final as (
    select
        fiscal_year,
        attempt,
        segment_no,
        segment_key,
        previous_segment_key,
        continuity,
        {{ name_within_limit("name_th", "suffix") }} as name_th,
        {{ name_within_limit("upper(substring(name_en, 1, 1)) || substring(name_en, 2)", "suffix") }} as name_en
    from (
        select
            *,
            case
                when
                    count(*) over (partition by name_th) > 1
                    and (continuity = 'new' or count(*) over (partition by name_th, continuity) > 1)
                    then ' (' || segment_no || ')'
                else ''
            end as suffix
        from named
    ) as counted
)

select * from final
