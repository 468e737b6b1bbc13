-- One row: what every page prints about itself. Whose site it is, the notice if there is one, the year, the day that
-- the data reach, how the segments were made, and the rules by which small cells are hidden.
with

cycle as (
    select * from {{ ref("int_cycle") }}
),

organisation as (
    select * from {{ ref("stg_organisation") }}
),

segments as (
    select
        count(*) as segments,
        sum(customers) as customers
    from {{ ref("segment_profiles") }}
),

verdict as (
    select * from {{ ref("test_verdicts") }}
    where is_current
),

tested as (
    select
        min(tests.wave) as test_wave,
        min(tests.n_customers) as n_customers_min,
        max(tests.n_customers) as n_customers_max
    from {{ ref("segment_tests") }} as tests
    inner join verdict
        on tests.attempt = verdict.attempt
    where tests.status = 'tested'
),

approaches as (
    select * from {{ ref("approaches") }}
),

attempts as (
    select * from {{ ref("int_attempts") }}
),

objectives as (
    select * from {{ ref("segmentation_objectives") }}
),

decisions as (
    select
        step,
        'โดย ' || decided_by || ' วันที่ ' || {{ printed_date("decided_on") }} || ': ' || decision_th
        || {{ beforehand("decision_is_in_advance") }}
        || case when signed_by_verifier is false then ' (ผู้ลงนามไม่ใช่หน่วยงานที่รับรองผล)' else '' end as decision_th,
        decision_en || ' by ' || {{ unit_name("decided_by") }} || ', ' || {{ printed_date("decided_on", "en") }}
        || {{ beforehand("decision_is_in_advance", "en") }}
        || case when signed_by_verifier is false then ' (not signed by the verifying unit)' else '' end as decision_en
    from {{ ref("process_evidence") }}
    where decision_th is not null
),

final as (
    select
        cycle.fiscal_year,
        {{ printed_year("cycle.fiscal_year", "th") }} as fiscal_year_th,
        {{ printed_year("cycle.fiscal_year", "en") }} as fiscal_year_en,
        organisation.name_th as organisation_th,
        organisation.name_en as organisation_en,
        organisation.notice_th,
        organisation.notice_en,
        {{ printed_date("cycle.starts_on") }} || ' – ' || {{ printed_date("cycle.ends_on") }} as period_th,
        {{ printed_date("cycle.starts_on", "en") }} || ' – ' || {{ printed_date("cycle.ends_on", "en") }} as period_en,
        cycle.as_of,
        {{ printed_date("cycle.as_of") }} as as_of_th,
        {{ printed_date("cycle.as_of", "en") }} as as_of_en,
        {{ printed_date("cycle.s1_cut_off") }} as cut_off_th,
        {{ printed_date("cycle.s1_cut_off", "en") }} as cut_off_en,
        cast(segments.segments as integer) as segments,
        cast(segments.customers as integer) as customers,
        {{ printed_number("segments.customers") }} as customers_text,
        objectives.objective_th,
        objectives.objective_en,
        objectives.k_min,
        objectives.k_max,
        cast(verdict.attempt as integer) as attempt,
        cast(verdict.attempts_allowed as integer) as attempts_allowed,
        verdict.alpha,
        verdict.approach_th,
        verdict.approach_en,
        approaches.tool_th,
        approaches.tool_en,
        approaches.trend_reason_th,
        approaches.trend_reason_en,
        cast(tested.test_wave as integer) as test_wave,
        {{ printed_year("cast(tested.test_wave as integer)", "th") }} as test_wave_th,
        {{ printed_year("cast(tested.test_wave as integer)", "en") }} as test_wave_en,
        {{ printed_number("tested.n_customers_min") }} as test_customers_min_text,
        {{ printed_number("tested.n_customers_max") }} as test_customers_max_text,
        'ω² ตั้งแต่ ' || {{ printed_number(threshold("gate_omega_squared_min"), 2) }} || ' ถือว่ามีความหมาย · ต่ำกว่า '
        || {{ printed_number(threshold("effect_medium"), 2) }} || ' น้อย · '
        || {{ printed_number(threshold("effect_medium"), 2) }} || ' ขึ้นไป ปานกลาง · '
        || {{ printed_number(threshold("effect_large"), 2) }} || ' ขึ้นไป มาก (Cohen 1988)'
        || ' · ช่วงเชื่อมั่น 90% เป็นของสัดส่วนความแปรปรวนที่กลุ่มอธิบายได้'
            as effect_scale_th,
        'ω² from ' || {{ printed_number(threshold("gate_omega_squared_min"), 2) }} || ' counts · below '
        || {{ printed_number(threshold("effect_medium"), 2) }} || ' small · from '
        || {{ printed_number(threshold("effect_medium"), 2) }} || ' medium · from '
        || {{ printed_number(threshold("effect_large"), 2) }} || ' large (Cohen 1988)'
        || ' · the 90% interval is that of the share of variance that the segments explain'
            as effect_scale_en,
        attempts.needs_fingerprint,
        coalesce(signatures.decision_th, 'ไม่มีบันทึกการพิจารณา') as test_decision_th,
        coalesce(signatures.decision_en, 'No decision recorded') as test_decision_en,
        coalesce(releases.decision_th, 'ไม่มีบันทึกการพิจารณา') as publication_decision_th,
        coalesce(releases.decision_en, 'No decision recorded') as publication_decision_en,
        cast({{ threshold("survey_min_n") }} as integer) as survey_min_n,
        cast({{ threshold("survey_min_n_detail") }} as integer) as survey_min_n_detail,
        cast({{ threshold("amount_min_n") }} as integer) as amount_min_n,
        cast({{ threshold("driver_min_n") }} as integer) as driver_min_n,
        cast({{ threshold("voice_min_n") }} as integer) as voice_min_n,
        cast(round(100 * {{ threshold("voice_stands_out") }}) as integer) as voice_stands_out
    from cycle
    cross join segments
    cross join tested
    left join organisation
        on true
    left join verdict
        on cycle.fiscal_year = verdict.fiscal_year
    left join approaches
        on verdict.approach = approaches.approach
    left join attempts
        on verdict.attempt = attempts.attempt
    left join decisions as signatures
        on signatures.step = 'S5'
    left join decisions as releases
        on releases.step = 'S7'
    left join objectives
        on {{ valid_in_year("objectives", "cycle.fiscal_year") }}
)

select * from final
