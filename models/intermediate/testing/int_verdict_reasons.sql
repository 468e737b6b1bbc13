-- One row per attempt and reason why its result is weak, should it pass: the borders are set and not found, it does not
-- hold within estates, it is level and not wants, a segment differs from no other. With each, whether the sign-off of
-- S5 quotes it (by code or by its Thai words), and the segments that still wait for a decision.
with

attempts as (
    select * from {{ ref("int_attempts") }}
),

chosen as (
    select *
    from {{ ref("int_segmentation_choice") }}
    where chosen
),

distinct_segments as (
    select
        pairs.attempt,
        pairs.segment_no,
        pairs.other_segment_no
    from {{ ref("int_need_pairs") }} as pairs
    inner join attempts
        on pairs.attempt = attempts.attempt
    where pairs.p_value < attempts.alpha
),

kept as (
    select
        approach,
        k,
        segments
    from {{ ref("int_segmentation_decisions") }}
    where outcome = 'keep_segment' and problem is null
),

segments as (
    select distinct
        attempt,
        segment_no
    from {{ ref("int_customer_placement") }}
),

indistinct as (
    select
        segments.attempt,
        {{ ordered_text("cast(segments.segment_no as varchar)", "+", "segments.segment_no") }} as segments
    from segments
    inner join chosen
        on segments.attempt = chosen.attempt
    where
        not exists (
            select 1
            from distinct_segments
            where
                segments.attempt = distinct_segments.attempt
                and segments.segment_no in (distinct_segments.segment_no, distinct_segments.other_segment_no)
        )
        and not exists (
            select 1
            from kept
            where
                kept.approach = chosen.approach
                and kept.k = chosen.k
                and {{ holds_number("kept.segments", "segments.segment_no") }}
        )
    group by segments.attempt
),

checks as (
    {% for reason, differing in [
        ("differs_by_place", "differing_within_places"), ("level_only", "differing_centred"),
    ] %}
        {% if not loop.first %}
            union all
        {% endif %}
        select
            attempt,
            '{{ reason }}' as reason
        from {{ ref("int_need_check_counts") }}
        where
            {{ differing }} < {{ threshold("gate_needs_min") }}
            or {{ differing }} / needs < {{ threshold("gate_share_min") }}
    {% endfor %}
),

found as (
    select
        attempt,
        reason,
        cast(null as varchar) as segments
    from checks
    union all
    select
        attempt,
        'constructed' as reason,
        cast(null as varchar) as segments
    from chosen
    where tendency = 'constructed'
    union all
    select
        attempt,
        'indistinct_segment' as reason,
        segments
    from indistinct
),

sign_off as (
    select {{ alias_key("decisions.reason") }} as reason_key
    from {{ ref("int_step_decisions") }} as decisions
    inner join {{ ref("process_steps") }} as process_steps
        on
            decisions.step = process_steps.step
            and decisions.unit = process_steps.verifier
    where decisions.step = 'S5' and decisions.outcome = 'approved'
),

final as (
    select
        found.attempt,
        found.reason,
        reasons.sort_order,
        found.segments,
        reasons.label_th,
        reasons.label_en,
        reasons.sentence_th || coalesce(' (กลุ่ม ' || found.segments || ')', '') as sentence_th,
        reasons.sentence_en || coalesce(' (segment ' || found.segments || ')', '') as sentence_en,
        reasons.todo_th,
        reasons.todo_en,
        found.segments is not null as awaits_decision,
        coalesce(
            contains(sign_off.reason_key, {{ alias_key("reasons.label_th") }})
            or contains(sign_off.reason_key, {{ alias_key("found.reason") }}),
            false
        ) as is_quoted
    from found
    inner join {{ ref("weak_reasons") }} as reasons
        on found.reason = reasons.reason
    left join sign_off
        on true
)

select * from final
