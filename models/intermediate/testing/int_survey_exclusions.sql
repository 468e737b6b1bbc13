-- One row per reason why responses of the test wave are not in the test, with their number.
with

responses as (
    select
        response_id,
        max(customer_id) as customer_id,
        count(answer) as answers
    from {{ ref("int_need_answers") }}
    group by response_id
),

reasons as (
    select
        response_id,
        case
            when customer_id is null then 'not_in_register'
            when answers = 0 then 'no_need_answered'
        end as reason_code
    from responses
),

final as (
    select
        reason_code,
        case reason_code
            when 'not_in_register' then 'ไม่พบเลขทะเบียนนิติบุคคลในทะเบียนผู้ประกอบการที่ใช้'
            else 'ไม่ได้ให้คะแนนความต้องการข้อใดเลย'
        end as reason_th,
        case reason_code
            when 'not_in_register' then 'The firm is not in the register used'
            else 'No need was given a score'
        end as reason_en,
        count(*) as responses
    from reasons
    where reason_code is not null
    group by reason_code
)

select * from final
