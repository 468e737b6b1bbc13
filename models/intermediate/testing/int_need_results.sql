-- One row per attempt and need item of the test wave: the test's figures and whether the need differs, which takes
-- both significance (Welch, Holm, at the attempt's share of the error rate) and an effect that counts.
with

attempts as (
    select * from {{ ref("int_attempts") }}
),

chosen as (
    select
        attempt,
        k
    from {{ ref("int_segmentation_choice") }}
    where chosen
),

tests as (
    select * from {{ ref("int_need_tests") }}
),

test_wave as (
    select cast(period_key as integer) as wave
    from {{ ref("int_feed_periods") }}
    where feed = 'survey_responses'
),

items as (
    select items.*
    from {{ ref("int_survey_items") }} as items
    inner join test_wave
        on items.wave = test_wave.wave
    where items.kind = 'need'
),

final as (
    select
        attempts.fiscal_year,
        attempts.attempt,
        attempts.approach,
        attempts.alpha,
        chosen.k,
        items.wave,
        items.item_id,
        items.item_group,
        items.item_wording,
        coalesce(tests.status, 'not_enough_data') as status,
        coalesce(tests.n_customers, 0) as n_customers,
        coalesce(tests.n_segments, 0) as n_segments,
        tests.ss_between,
        tests.df_between,
        tests.ms_between,
        tests.ss_within,
        tests.df_within,
        tests.ms_within,
        tests.f,
        tests.f_p_value,
        tests.welch_f,
        tests.welch_df1,
        tests.welch_df2,
        tests.welch_p_value,
        tests.welch_p_holm,
        tests.levene_p_value,
        tests.kruskal_h,
        tests.kruskal_p_value,
        tests.eta_squared,
        tests.omega_squared,
        tests.effect_lower,
        tests.effect_upper,
        coalesce(
            tests.status = 'tested'
            and tests.welch_p_holm < attempts.alpha
            and tests.omega_squared >= {{ threshold("gate_omega_squared_min") }},
            false
        ) as differs,
        tests.classic_and_welch_agree,
        tests.n_needed,
        tests.n_per_segment
    from attempts
    inner join chosen
        on attempts.attempt = chosen.attempt
    cross join items
    left join tests
        on
            attempts.attempt = tests.attempt
            and items.item_id = tests.item_id
)

select * from final
