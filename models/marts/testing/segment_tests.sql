-- One row per attempt of the year and need item: the F-test of the manual (S5, K1) with every figure that an auditor
-- needs. The test groups_differ stands on this table; nothing after S5 is built past it.
with

results as (
    select * from {{ ref("int_need_results") }}
),

verdicts as (
    select * from {{ ref("int_test_verdicts") }}
),

final as (
    select
        results.fiscal_year,
        results.attempt,
        results.approach,
        results.alpha,
        cast(results.wave as integer) as wave,
        results.item_id,
        results.item_group,
        results.item_wording,
        results.status,
        cast(results.n_customers as integer) as n_customers,
        cast(results.n_segments as integer) as n_segments,
        results.ss_between,
        cast(results.df_between as integer) as df_between,
        results.ms_between,
        results.ss_within,
        cast(results.df_within as integer) as df_within,
        results.ms_within,
        results.f,
        results.f_p_value,
        results.welch_f,
        cast(results.welch_df1 as integer) as welch_df1,
        results.welch_df2,
        results.welch_p_value,
        results.welch_p_holm,
        results.levene_p_value,
        results.kruskal_h,
        results.kruskal_p_value,
        results.eta_squared,
        results.omega_squared,
        results.effect_lower,
        results.effect_upper,
        results.differs,
        results.classic_and_welch_agree,
        cast(results.n_needed as integer) as n_needed,
        cast(results.n_per_segment as integer) as n_per_segment,
        verdicts.passed as attempt_passed
    from results
    inner join verdicts
        on results.attempt = verdicts.attempt
)

select * from final
order by attempt, item_id
