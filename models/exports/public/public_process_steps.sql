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
        name_en,
        owner,
        {{ printed_date("due") }} as due_th,
        {{ printed_date("due", "en") }} as due_en,
        coalesce({{ printed_date("first_finished") }}, '–') as finished_th,
        coalesce({{ printed_date("first_finished", "en") }}, '–') as finished_en,
        status,
        -- the one step under way while this table is made is the one that publishes it
        case when status = 'started' then 'เผยแพร่พร้อมหน้านี้' else status_th end as status_th,
        case when status = 'started' then 'Published with this page' else status_en end as status_en,
        tool,
        case
            when decision_th is not null
                then decision_th || case when decision_is_in_advance then ' (ให้ไว้ล่วงหน้า)' else '' end
            -- the manual's decision points; the other steps need none
            when step in ('S1', 'S2', 'S3', 'S5', 'S7') then 'ไม่มีบันทึกการพิจารณา'
            else '–'
        end as decision_th,
        case
            when decision_en is not null
                then decision_en || case when decision_is_in_advance then ' (in advance)' else '' end
            when step in ('S1', 'S2', 'S3', 'S5', 'S7') then 'No decision recorded'
            else '–'
        end as decision_en,
        coalesce(decided_by, '–') as decided_by,
        coalesce(decided_by, '–') as decided_by_th,
        coalesce({{ unit_name("decided_by") }}, '–') as decided_by_en,
        coalesce({{ printed_date("decided_on") }}, '–') as decided_on_th,
        coalesce({{ printed_date("decided_on", "en") }}, '–') as decided_on_en,
        decision_is_in_advance
    from evidence
)

select * from final
