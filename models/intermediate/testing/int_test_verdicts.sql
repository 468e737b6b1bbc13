-- One row per attempt of the year: how many needs could be tested, how many differ, the light (pass, weak, fail) and
-- whether the gate opens. An attempt without an eligible candidate tests nothing and fails; a weak one opens the gate
-- when the sign-off of S5 quotes every reason and no segment waits for a decision.
with

attempts as (
    select * from {{ ref("int_attempts") }}
),

chosen as (
    select
        attempt,
        k,
        is_stable,
        stability,
        tendency
    from {{ ref("int_segmentation_choice") }}
    where chosen
),

results as (
    select * from {{ ref("int_need_results") }}
),

counted as (
    select
        attempt,
        count(*) as needs,
        count(case when status = 'tested' then 1 end) as needs_testable,
        count(case when differs then 1 end) as needs_differing,
        max(case when differs then omega_squared end) as largest_effect
    from results
    group by attempt
),

weak as (
    select
        attempt,
        {{ ordered_text("reason", " ", "sort_order") }} as reasons,
        {{ ordered_text("sentence_th", " · ", "sort_order") }} as reasons_th,
        {{ ordered_text("sentence_en", "; ", "sort_order") }} as reasons_en,
        {{ ordered_text("todo_th", " · ", "sort_order") }} as todo_th,
        {{ ordered_text("todo_en", "; ", "sort_order") }} as todo_en,
        {{ ordered_text("label_th", " ", "sort_order") }} as to_quote_th,
        max(segments) as segments_awaiting,
        min(case when is_quoted and not awaits_decision then 1 else 0 end) = 1 as is_signed_off
    from {{ ref("int_verdict_reasons") }}
    group by attempt
),

judged as (
    select
        attempts.*,
        chosen.k - length(attempts.merged) + length(replace(attempts.merged, '+', '')) as k_after_merging,
        chosen.k,
        chosen.is_stable,
        chosen.stability,
        chosen.tendency,
        coalesce(counted.needs, 0) as needs,
        coalesce(counted.needs_testable, 0) as needs_testable,
        coalesce(counted.needs_differing, 0) as needs_differing,
        counted.largest_effect,
        counted.needs_differing / nullif(counted.needs_testable, 0) as share_differing,
        coalesce(
            counted.needs_differing >= {{ threshold("gate_needs_min") }}
            and counted.needs_differing / nullif(counted.needs_testable, 0) >= {{ threshold("gate_share_min") }},
            false
        ) as enough_differ
    from attempts
    left join chosen
        on attempts.attempt = chosen.attempt
    left join counted
        on attempts.attempt = counted.attempt
),

final as (
    select
        judged.fiscal_year,
        judged.attempt,
        judged.approach,
        judged.alpha,
        judged.attempts_allowed,
        judged.is_current,
        judged.merged,
        judged.k as k_before_merging,
        judged.needs,
        judged.needs_testable,
        judged.needs_differing,
        judged.share_differing,
        judged.largest_effect,
        judged.is_stable,
        judged.stability,
        judged.tendency,
        checks.differing_within_places as needs_differing_within_places,
        checks.differing_centred as needs_differing_centred,
        coalesce(judged.k_after_merging, judged.k) as k,
        case
            when not judged.enough_differ then 'fail'
            when weak.attempt is not null then 'weak'
            else 'pass'
        end as light,
        case when judged.enough_differ then weak.reasons end as reasons,
        case when judged.enough_differ then weak.reasons_th end as reasons_th,
        case when judged.enough_differ then weak.reasons_en end as reasons_en,
        case when judged.enough_differ then weak.todo_th end as todo_th,
        case when judged.enough_differ then weak.todo_en end as todo_en,
        case when judged.enough_differ then weak.to_quote_th end as to_quote_th,
        case when judged.enough_differ then weak.segments_awaiting end as segments_awaiting,
        judged.enough_differ and coalesce(weak.is_signed_off, true) as passed
    from judged
    left join {{ ref("int_need_check_counts") }} as checks
        on judged.attempt = checks.attempt
    left join weak
        on judged.attempt = weak.attempt
)

select * from final
