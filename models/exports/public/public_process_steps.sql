-- One row per step of the manual: who owns it, when it was due and done, from what and with what, what came out and
-- which unit decided. Persons and names of files stay inside.
with

evidence as (
    select * from {{ ref("process_evidence") }}
),

units as (
    select * from {{ ref("units") }}
),

-- the manual writes the numbers of units in Thai digits, the list of units in Arabic ones
owning_units as (
    select
        step,
        unnest(string_split(translate(owner, '๑๒๓', '123'), ' ')) as unit
    from evidence
),

owners as (
    select
        owning_units.step,
        string_agg(owning_units.unit, ' ' order by owning_units.unit) as owner_th,
        string_agg(units.name_en, ', ' order by owning_units.unit) as owner_en
    from owning_units
    inner join units
        on owning_units.unit = units.code
    group by owning_units.step
),

final as (
    select
        evidence.fiscal_year,
        evidence.step,
        cast(evidence.step_number as integer) as step_number,
        evidence.name_th,
        evidence.name_en,
        owners.owner_th,
        owners.owner_en,
        evidence.quality_th,
        evidence.quality_en,
        {{ printed_date("evidence.due") }} as due_th,
        {{ printed_date("evidence.due", "en") }} as due_en,
        evidence.calendar_is_confirmed,
        coalesce({{ printed_date("evidence.first_finished") }}, '–') as finished_th,
        coalesce({{ printed_date("evidence.first_finished", "en") }}, '–') as finished_en,
        evidence.status,
        -- the one step under way while this table is made is the one that publishes it
        case when evidence.status = 'started' then 'เผยแพร่พร้อมหน้านี้' else evidence.status_th end as status_th,
        case when evidence.status = 'started' then 'Published with this page' else evidence.status_en end as status_en,
        evidence.left_to_do_th,
        evidence.left_to_do_en,
        concat_ws(' ', evidence.tool, evidence.tool_version) as tool,
        cast(json_array_length(evidence.inputs) as integer) as inputs,
        evidence.output_th,
        evidence.output_en,
        case
            when evidence.decision_th is not null
                then evidence.decision_th || {{ beforehand("evidence.decision_is_in_advance") }}
            -- the manual's decision points; the other steps need none
            when evidence.step in ('S1', 'S2', 'S3', 'S5', 'S7') then 'ไม่มีบันทึกการพิจารณา'
            else '–'
        end as decision_th,
        case
            when evidence.decision_en is not null
                then evidence.decision_en || {{ beforehand("evidence.decision_is_in_advance", "en") }}
            when evidence.step in ('S1', 'S2', 'S3', 'S5', 'S7') then 'No decision recorded'
            else '–'
        end as decision_en,
        coalesce(evidence.decided_by, '–') as decided_by,
        coalesce(evidence.decided_by, '–') as decided_by_th,
        coalesce({{ unit_name("evidence.decided_by") }}, '–') as decided_by_en,
        coalesce({{ printed_date("evidence.decided_on") }}, '–') as decided_on_th,
        coalesce({{ printed_date("evidence.decided_on", "en") }}, '–') as decided_on_en,
        evidence.decision_is_in_advance
    from evidence
    left join owners
        on evidence.step = owners.step
)

select * from final
