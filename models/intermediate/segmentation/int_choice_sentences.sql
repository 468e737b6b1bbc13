-- One row per attempt with candidates: one sentence why the chosen number of segments and not the next best, with the
-- figures of both and what decided between them. Where none is eligible it says what the nearest one lacks.
with

choice as (
    select * from {{ ref("int_segmentation_choice") }}
),

reasons as (
    select * from {{ ref("int_candidate_reasons") }}
),

candidates as (
    select
        choice.*,
        reasons.faults_th,
        reasons.faults_en,
        coalesce({{ printed_number("choice.jaccard_min", 2) }}, '–') as stability_text,
        coalesce({{ printed_number("choice.silhouette", 3) }}, '–') as separation,
        coalesce({{ percent_text("choice.smallest_share") }}, '–') as smallest,
        row_number() over (
            partition by choice.attempt
            order by choice.chosen desc, choice.eligible desc, choice.preference asc
        ) as place
    from choice
    inner join reasons
        on
            choice.attempt = reasons.attempt
            and choice.k = reasons.k
),

pairs as (
    select
        best.attempt,
        best.k,
        best.chosen,
        best.faults_th,
        best.faults_en,
        best.stability_text,
        best.separation,
        best.smallest,
        other.k as other_k,
        other.stability_text as other_stability,
        other.separation as other_separation,
        other.smallest as other_smallest,
        other.faults_th as other_faults_th,
        other.faults_en as other_faults_en,
        case
            when other.k is null then 'alone'
            when not other.eligible then 'eligibility'
            when best.preference > other.preference then 'decision'
            when best.is_stable and not other.is_stable then 'stability'
            when round(best.silhouette, 3) > coalesce(round(other.silhouette, 3), -1) then 'separation'
            when best.smallest_share > other.smallest_share then 'size'
            else 'number'
        end as decided_by
    from candidates as best
    left join candidates as other
        on
            best.attempt = other.attempt
            and other.place = 2
    where best.place = 1
),

figures as (
    select
        *,
        'ความคงตัวของกลุ่มที่อ่อนที่สุด ' || stability_text || coalesce(' เทียบกับ ' || other_stability, '')
        || ', ซิลูเอต ' || separation || coalesce(' เทียบกับ ' || other_separation, '')
        || ', กลุ่มเล็กที่สุด ' || smallest || coalesce(' เทียบกับ ' || other_smallest, '') as figures_th,
        'stability of the weakest segment ' || stability_text || coalesce(' against ' || other_stability, '')
        || ', silhouette ' || separation || coalesce(' against ' || other_separation, '')
        || ', smallest segment ' || smallest || coalesce(' against ' || other_smallest, '') as figures_en
    from pairs
),

final as (
    select
        attempt,
        case when chosen then k end as k,
        case when chosen then other_k end as runner_up_k,
        case when chosen then decided_by end as decided_by,
        case
            when not chosen
                then
                    'ไม่เลือกจำนวนกลุ่มใด เพราะไม่มีตัวเลือกที่เข้าเกณฑ์ ใกล้ที่สุดคือ ' || k || ' กลุ่ม: '
                    || faults_th
            when decided_by = 'alone' then 'เลือก ' || k || ' กลุ่ม: ไม่มีจำนวนกลุ่มอื่นให้เทียบ'
            when decided_by = 'eligibility'
                then
                    'เลือก ' || k || ' กลุ่ม: ไม่มีตัวเลือกอื่นที่เข้าเกณฑ์ ตัวเลือกถัดไปคือ ' || other_k || ' กลุ่ม '
                    || 'ไม่เข้าเกณฑ์เพราะ' || other_faults_th
            else
                'เลือก ' || k || ' กลุ่ม แทน ' || other_k || ' กลุ่ม '
                || case decided_by
                    when 'decision' then 'ตามมติ แม้เกณฑ์จะให้อีกตัวเลือกมาก่อน'
                    when 'stability' then 'เพราะคงตัวกว่าเมื่อสุ่มซ้ำ'
                    when 'separation' then 'เพราะแยกกลุ่มชัดกว่า'
                    when 'size' then 'เพราะแยกกลุ่มชัดเท่ากัน และกลุ่มเล็กที่สุดใหญ่กว่า'
                    else 'เพราะเท่ากันทุกด้าน และจำนวนกลุ่มน้อยกว่า'
                end
        end
        || ' (' || figures_th || ')' as sentence_th,
        case
            when not chosen
                then
                    'No number of segments is chosen, for none is eligible; nearest are ' || k || ' segments: '
                    || faults_en
            when decided_by = 'alone' then k || ' segments: there is no other number to compare with'
            when decided_by = 'eligibility'
                then
                    k || ' segments: no other number is eligible; next are ' || other_k || ' segments, but '
                    || other_faults_en
            else
                k || ' segments rather than ' || other_k || ' '
                || case decided_by
                    when 'decision' then 'by decision, though the rule prefers the other'
                    when 'stability' then 'because they are more stable in resamples'
                    when 'separation' then 'because they are more clearly separated'
                    when 'size' then 'because they are as clearly separated and the smallest one is larger'
                    else 'because all else is equal and they are fewer'
                end
        end
        || ' (' || figures_en || ')' as sentence_en
    from figures
)

select * from final
