-- One row per step of the manual: who owns it, when it was due and done, and which unit decided. Persons stay inside.
with

evidence as (
    select * from {{ ref("process_evidence") }}
),

final as (
    select
        fiscal_year,
        step,
        cast(step_number as integer) as step_number,
        name_th,
        owner,
        {{ printed_date("due") }} as due_th,
        coalesce({{ printed_date("first_finished") }}, '–') as finished_th,
        status,
        -- the one step under way while this table is made is the one that publishes it
        case when status = 'started' then 'เผยแพร่พร้อมหน้านี้' else status_th end as status_th,
        tool,
        case
            when decision_th is not null
                then decision_th || case when decision_is_in_advance then ' (ให้ไว้ล่วงหน้า)' else '' end
            -- the manual's decision points; the other steps need none
            when step in ('S1', 'S2', 'S3', 'S5', 'S7') then 'ไม่มีบันทึกการพิจารณา'
            else '–'
        end as decision_th,
        coalesce(decided_by, '–') as decided_by,
        coalesce({{ printed_date("decided_on") }}, '–') as decided_on_th,
        decision_is_in_advance
    from evidence
)

select * from final
