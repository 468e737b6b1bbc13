-- One row per decision of the year that changes or keeps segments: another candidate than the rule's choice (override),
-- segments to merge, or a segment to keep although it differs from no other. What it is about stands in the subject:
-- the approach, the number of segments and, behind a colon, which: "kmeans 5: 2+4".
with

cycle as (
    select * from {{ ref("int_cycle") }}
),

approaches as (
    select * from {{ ref("approaches") }}
),

objectives as (
    {{ objectives_of_year() }}
),

decisions as (
    select decisions.*
    from {{ ref("stg_decisions") }} as decisions
    inner join cycle
        on decisions.decided_on between cycle.starts_on and cycle.ends_on
    where decisions.outcome in ('override', 'merge', 'keep_segment')
),

read_subjects as (
    select
        outcome,
        subject,
        unit,
        decided_on,
        reason,
        source_sequence,
        source_row,
        {{ extract_group("lower(subject)", "([a-z][a-z_]+)") }} as approach,
        cast({{ extract_group("lower(subject)", "[a-z][a-z_]+[^0-9:]*([0-9]+)") }} as integer) as k,
        {{ numbers_in(extract_group("subject", ":(.*)$")) }} as segments
    from decisions
),

final as (
    select
        read_subjects.outcome,
        read_subjects.subject,
        read_subjects.unit,
        read_subjects.decided_on,
        read_subjects.reason,
        read_subjects.approach,
        read_subjects.k,
        case when read_subjects.outcome <> 'override' then read_subjects.segments end as segments,
        row_number() over (
            order by read_subjects.decided_on, read_subjects.source_sequence, read_subjects.source_row
        ) as decision_no,
        case
            when read_subjects.reason is null then 'no_reason'
            when approaches.approach is null or read_subjects.k is null then 'no_candidate_named'
            -- the house rule has the segments that it has
            when
                read_subjects.approach <> 'house_rule'
                and read_subjects.k not between objectives.k_min and objectives.k_max
                then 'k_outside_the_objectives'
            when cast({{ extract_group("read_subjects.segments", "([0-9]+)$") }} as integer) > read_subjects.k
                then 'no_such_segment'
            when read_subjects.outcome = 'merge' and coalesce(read_subjects.segments, '') not like '%+%'
                then 'fewer_than_two_segments'
            when read_subjects.outcome = 'keep_segment' and read_subjects.segments is null then 'no_segment_named'
        end as problem
    from read_subjects
    cross join objectives
    left join approaches
        on read_subjects.approach = approaches.approach
)

select * from final
