-- Three rows: the questions of a reader in a hurry and their answers, made from what the other public tables show.
with

context as (
    select * from {{ ref("public_site_context") }}
),

largest as (
    select * from {{ ref("public_segments") }}
    where rank_by_size = 1
),

verdict as (
    select * from {{ ref("public_test_verdicts") }}
    where is_current
),

-- a target that is missed names the plans that count and serve it; only an aspect can be served by one
plans as (
    select distinct
        aspect,
        plan_number,
        '“' || plan_th || '” (' || unit_th || ')' as plan_th,
        '“' || plan_en || '” (' || unit_en || ')' as plan_en
    from {{ ref("public_action_plans") }}
    where counts and aspect is not null
),

plans_by_aspect as (
    select
        aspect,
        {{ ordered_text("plan_th", ", ", "plan_number") }} as plans_th,
        {{ ordered_text("plan_en", ", ", "plan_number") }} as plans_en
    from plans
    group by aspect
),

scoreboard as (
    select
        scoreboard.*,
        scoreboard.status = 'not_reached' as is_missed,
        case
            when scoreboard.aspect is null then ''
            else coalesce(' ตามแผน ' || plans_by_aspect.plans_th, ' (ยังไม่มีแผนรองรับ)')
        end as help_th,
        case
            when scoreboard.aspect is null then ''
            else coalesce(', with the plan ' || plans_by_aspect.plans_en, ' (no plan yet)')
        end as help_en
    from {{ ref("public_kpi_scoreboard") }} as scoreboard
    left join plans_by_aspect
        on scoreboard.aspect = plans_by_aspect.aspect
),

scores as (
    select
        count(*) as indicators,
        count(case when status = 'reached' then 1 end) as reached,
        count(case when is_missed then 1 end) as missed,
        count(case when status not in ('reached', 'not_reached') then 1 end) as open,
        {{ ordered_text("case when is_missed then short_name_th end", " และ", "sort_order") }} as missed_th,
        {{ ordered_text("case when is_missed then short_name_en end", "; ", "sort_order") }} as missed_en,
        {{ ordered_text("case when is_missed then short_name_th || help_th end", " และ", "sort_order") }} as to_do_th,
        {{ ordered_text("case when is_missed then short_name_en || help_en end", "; ", "sort_order") }} as to_do_en
    from scoreboard
),

weakest as (
    select *
    from {{ ref("public_satisfaction") }}
    where status = 'not_reached' and segment_key <> 'all'
    order by mean_score asc, segment_key asc, sort_order asc
    limit 1
),

-- the first step that nobody has begun
next_step as (
    select * from {{ ref("public_process_steps") }}
    where status = 'not_done'
    order by step_number asc
    limit 1
),

answers as (
    select
        1 as sort_order,
        'ลูกค้ามีกี่กลุ่ม' as question_th,
        'ลูกค้า ' || context.customers_text || ' ราย จำแนกได้ ' || context.segments || ' กลุ่ม กลุ่มใหญ่ที่สุดคือ “'
        || largest.name_th || '” (' || largest.share_of_customers_text || ' ของลูกค้าทั้งหมด) '
        || 'ความต้องการของกลุ่มต่างกัน ' || verdict.needs_differing || ' จาก ' || verdict.needs_testable
        || ' ข้อที่ทดสอบได้'
        || case when verdict.light = 'weak' then ' (' || verdict.light_th || ')' else '' end as answer_th,
        'How many segments are there?' as question_en,
        context.customers_text || ' customers fall into ' || context.segments || ' segments. The largest is “'
        || largest.name_en || '” (' || largest.share_of_customers_text || ' of all customers). '
        || 'The segments differ in ' || verdict.needs_differing || ' of the ' || verdict.needs_testable
        || ' needs that could be tested'
        || case when verdict.light = 'weak' then ' (' || lower(verdict.light_en) || ').' else '.' end as answer_en
    from context
    cross join largest
    cross join verdict
    union all
    select
        2 as sort_order,
        'เป้าหมายของปีบรรลุหรือไม่' as question_th,
        'บรรลุเป้าหมาย ' || reached || ' จาก ' || indicators || ' รายการ'
        || case when missed > 0 then ' ยังไม่บรรลุ ' || missed || ' รายการ ได้แก่ ' || missed_th else '' end
        || case when open > 0 then ' และยังสรุปผลไม่ได้ ' || open || ' รายการ' else '' end as answer_th,
        'Are the targets of the year met?' as question_en,
        reached || ' of ' || indicators || ' targets are reached.'
        || case when missed > 0 then ' Not reached: ' || missed_en || '.' else '' end
        || case when open > 0 then ' No verdict yet on ' || open || '.' else '' end as answer_en
    from scores
    union all
    select
        3 as sort_order,
        'ควรทำอะไรต่อ' as question_th,
        coalesce('เร่งดำเนินการเรื่องที่ยังไม่บรรลุเป้าหมาย คือ ' || scores.to_do_th || ' ', '')
        || coalesce(
            'ดูแลกลุ่ม “' || weakest.segment_name_th || '” ด้าน' || weakest.aspect_th || 'เป็นพิเศษ (คะแนน '
            || weakest.mean_score_text || ' ต่ำกว่าเป้าหมาย ' || weakest.target_score_text || ') ',
            ''
        )
        || 'และให้ทุกหน่วยงานนำลักษณะและความต้องการของแต่ละกลุ่มไปจัดทำแผนดูแลลูกค้า'
        || coalesce(
            ' ขั้นตอนถัดไปของปีคือ ' || next_step.step || ' ' || next_step.name_th || ' (ครบกำหนด '
            || next_step.due_th || ')',
            ''
        ) as answer_th,
        'What should be done next?' as question_en,
        coalesce('Act on the targets not reached: ' || scores.to_do_en || '. ', '')
        || coalesce(
            'Give special attention to “' || weakest.segment_name_en || '” in ' || lower(weakest.aspect_en)
            || ' (score '
            || weakest.mean_score_text || ', below the target of ' || weakest.target_score_text || '). ',
            ''
        )
        || 'Every unit should build its customer care plan on the traits and needs of each segment.'
        || coalesce(
            ' The next step of the year is ' || next_step.step || ' ' || next_step.name_en || ' (due '
            || next_step.due_en || ').',
            ''
        ) as answer_en
    from scores
    left join weakest
        on true
    left join next_step
        on true
),

final as (
    select
        context.fiscal_year,
        answers.sort_order,
        answers.question_th,
        answers.answer_th,
        answers.question_en,
        answers.answer_en
    from answers
    cross join context
)

select * from final
