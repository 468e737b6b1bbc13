-- One row: indicator K1 as the last attempt of the year left it, in the common form of the scoreboard. The target is
-- the number of needs that the gate requires; the verdict is the test's own.
with

cycle as (
    select * from {{ ref("int_cycle") }}
),

verdict as (
    select test_verdicts.*
    from {{ ref("test_verdicts") }} as test_verdicts
    inner join cycle
        on test_verdicts.fiscal_year = cycle.fiscal_year
    qualify row_number() over (order by test_verdicts.attempt desc) = 1
),

tested as (
    select
        fiscal_year,
        attempt,
        max(n_customers) as n
    from {{ ref("segment_tests") }}
    where status = 'tested'
    group by fiscal_year, attempt
),

period as (
    select
        label_th,
        label_en,
        period_end
    from {{ ref("int_feed_periods") }}
    where feed = 'survey_responses'
),

final as (
    select
        cycle.fiscal_year,
        'K1' as kpi,
        cast(null as varchar) as aspect,
        case
            when verdict.needs_testable > 0
                then greatest(
                    {{ threshold("gate_needs_min") }},
                    ceil(cast({{ threshold("gate_share_min") }} as decimal(9, 4)) * verdict.needs_testable)
                )
        end as target_figure,
        case when verdict.needs_testable > 0 then verdict.needs_differing end as actual_figure,
        case
            when verdict.attempt is null then 'not_yet_measured'
            when coalesce(verdict.needs_testable, 0) = 0 then 'not_enough_data'
            when verdict.passed then 'reached'
            else 'not_reached'
        end as status,
        coalesce(verdict.sentence_th, 'ยังไม่ได้ทดสอบผลการจำแนกของปีนี้') as why_th,
        coalesce(verdict.sentence_en, 'The segmentation of this year has not been tested yet') as why_en,
        period.label_th as period_th,
        period.label_en as period_en,
        period.period_end as as_of,
        tested.n
    from cycle
    left join verdict
        on cycle.fiscal_year = verdict.fiscal_year
    left join tested
        on
            verdict.fiscal_year = tested.fiscal_year
            and verdict.attempt = tested.attempt
    left join period
        on cycle.fiscal_year is not null
)

select * from final
