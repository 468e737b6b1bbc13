-- One row per step that was decided on: who decided, by name while the name is kept. A view in a schema of its own, so
-- that a purge is seen at once and no table, export or archive holds a person.
{{ config(materialized="view", schema="personal") }}

with

decisions as (
    select * from {{ ref("int_step_decisions") }}
),

names as (
    select
        key,
        min(value) as person
    from {{ source("personal", "personal_values") }}
    where feed = 'decisions'
    group by key
),

final as (
    select
        decisions.step,
        decisions.unit,
        decisions.position,
        decisions.decided_on,
        case when decisions.person is not null then coalesce(names.person, 'ลบแล้ว (PDPA)') end as person
    from decisions
    left join names
        on decisions.person = names.key
)

select * from final
