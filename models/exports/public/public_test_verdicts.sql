-- One row per attempt of the year: the verdict of the test in one sentence, passed or not.
with

final as (
    select
        fiscal_year,
        attempt,
        attempts_allowed,
        approach_th,
        alpha,
        is_current,
        k,
        needs,
        needs_testable,
        needs_differing,
        share_differing,
        passed,
        sentence_th,
        case when passed then 'ผ่าน' else 'ไม่ผ่าน' end as passed_th
    from {{ ref("test_verdicts") }}
)

select * from final
