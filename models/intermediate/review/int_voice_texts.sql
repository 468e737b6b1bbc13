-- One row per distinct subject of complaints and suggestions, the most frequent ones: what is sorted into themes.
with

voices as (
    select * from {{ ref("stg_voice_of_customer") }}
),

counted as (
    select
        subject,
        count(*) as cases
    from voices
    where subject is not null
    group by subject
),

final as (
    select
        subject,
        cases
    from counted
    qualify row_number() over (order by cases desc, subject asc) <= {{ threshold("voice_texts_max") }}
)

select * from final
