-- One row per attempt and candidate: why it was chosen or not, for a reader who was not there.
with

choice as (
    select * from {{ ref("int_segmentation_choice") }}
),

faults as (
    select
        attempt,
        k,
        chosen,
        eligible,
        is_stable,
        stability,
        concat_ws(
            ' ',
            case when not is_recurrent then 'กลุ่มที่อ่อนที่สุดไม่คงตัวเมื่อสุ่มซ้ำ' end,
            case when not is_repeatable then 'การจัดกลุ่มเปลี่ยนไปเมื่อสุ่มซ้ำ' end,
            case when not is_large_enough then 'กลุ่มที่เล็กที่สุดเล็กเกินไป' end
        ) as faults_th,
        concat_ws(
            '; ',
            case when not is_recurrent then 'its weakest segment does not recur in resamples' end,
            case when not is_repeatable then 'the segments change from resample to resample' end,
            case when not is_large_enough then 'its smallest segment is too small' end
        ) as faults_en
    from choice
),

final as (
    select
        attempt,
        k,
        case
            when not eligible then 'ไม่เข้าเกณฑ์: ' || faults_th
            when chosen and stability = 'not_applicable'
                then 'เลือก: เป็นกฎที่กำหนดไว้แล้วตามมติ ไม่ได้ค้นหาจากข้อมูลนี้ จึงไม่มีค่าความคงตัว'
            when chosen and is_stable then 'เลือก: คงตัวดีและแยกกลุ่มชัดที่สุดในบรรดาที่เข้าเกณฑ์'
            when chosen then 'เลือก: คงตัวพอใช้ และแยกกลุ่มชัดที่สุดในบรรดาที่เข้าเกณฑ์'
            when is_stable then 'เข้าเกณฑ์และคงตัวดี แต่แยกกลุ่มชัดน้อยกว่าตัวเลือกที่ใช้'
            else 'เข้าเกณฑ์ แต่คงตัวหรือแยกกลุ่มชัดน้อยกว่าตัวเลือกที่ใช้'
        end as reason_th,
        case
            when not eligible then 'Not eligible: ' || faults_en
            when chosen and stability = 'not_applicable'
                then 'Chosen: a rule given by decision and not searched for in these data, so stability does not apply'
            when chosen and is_stable then 'Chosen: stable, and the clearest separation of those eligible'
            when chosen then 'Chosen: stable enough to use, and the clearest separation of those eligible'
            when is_stable then 'Eligible and stable, but less clearly separated than the chosen one'
            else 'Eligible, but less stable or less clearly separated than the chosen one'
        end as reason_en,
        nullif(faults_th, '') as faults_th,
        nullif(faults_en, '') as faults_en
    from faults
)

select * from final
