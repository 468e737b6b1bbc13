-- One row per segment of the year: the paragraph that tells about it with the figures that may be published, who wrote
-- it, how satisfied it is overall, and which unit looks after the most of its customers.
with

profiles as (
    select * from {{ ref("segment_profiles") }}
),

judged as (
    select
        profiles.*,
        {{ is_hidden("'satisfaction: overall'", "profiles.segment_key") }} as satisfaction_is_hidden,
        (profiles.driver_status = 'own' and {{ is_hidden("'drivers'", "profiles.segment_key") }})
        or {{ is_hidden("'driver score: ' || profiles.action_item", "profiles.segment_key") }}
        or {{ is_hidden("'satisfaction: ' || profiles.action_aspect", "profiles.segment_key") }} as action_is_hidden,
        profiles.voice_status != 'compared'
        or {{ is_hidden("'voice'", "profiles.segment_key") }}
        or {{ is_hidden("'voice'", "profiles.segment_key", "'theme: ' || profiles.top_theme") }} as theme_is_hidden
    from profiles
),

-- traits in words: their figures have a table and rules of their own
prepared as (
    select
        fiscal_year,
        segment_key,
        trait_1_th,
        trait_1_en,
        trait_2_th,
        trait_2_en,
        driver_status,
        action_item_th,
        action_item_en,
        written_by,
        written_by_unit,
        paragraph_th as given_th,
        paragraph_en as given_en,
        overall_satisfaction_status,
        overall_satisfaction,
        overall_satisfaction_customers,
        satisfaction_is_hidden,
        owner_unit,
        voice_status,
        {{ shown("advice", "action_is_hidden") }} as advice,
        {{ printed_share("action_share") }} as action_share_text,
        {{ printed_number("action_score", 2) }} as action_score_text,
        {{ shown_survey_count("action_customers", "action_is_hidden") }} as action_n_text,
        {{ shown("top_theme_th", "theme_is_hidden") }} as theme_th,
        {{ shown("top_theme_en", "theme_is_hidden") }} as theme_en,
        {{ printed_share("top_theme_share") }} as theme_share_text,
        {{ printed_number("voice_cases") }} as voice_cases_text
    from judged
),

final as (
    select
        prepared.fiscal_year,
        prepared.segment_key,
        case when prepared.written_by = 'unit' then prepared.given_th else {{ profile_paragraph("th") }} end
            as paragraph_th,
        case when prepared.written_by = 'unit' then prepared.given_en else {{ profile_paragraph("en") }} end
            as paragraph_en,
        case prepared.written_by when 'unit' then 'เขียนโดย ' || units_wrote.name_th else 'สร้างจากตัวเลขของกลุ่ม' end
            as written_by_th,
        case prepared.written_by when 'unit' then 'Written by ' || units_wrote.name_en else 'Made from its figures' end
            as written_by_en,
        coalesce(owners.name_th, 'ข้อมูลไม่พอ') as owner_unit_th,
        coalesce(owners.name_en, 'Not enough data') as owner_unit_en,
        case
            when prepared.satisfaction_is_hidden then 'x'
            else coalesce({{ printed_number("prepared.overall_satisfaction", 2) }}, '–')
        end as satisfaction_text,
        {{ shown_survey_count("prepared.overall_satisfaction_customers", "prepared.satisfaction_is_hidden") }}
            as satisfaction_customers_text,
        case
            when prepared.satisfaction_is_hidden then 'ข้อมูลไม่พอ' else coalesce(states.name_th, 'ข้อมูลไม่พอ')
        end as satisfaction_status_th,
        case
            when prepared.satisfaction_is_hidden then 'Not enough data' else coalesce(states.name_en, 'Not enough data')
        end as satisfaction_status_en
    from prepared
    left join {{ ref("units") }} as owners
        on prepared.owner_unit = owners.code
    left join {{ ref("units") }} as units_wrote
        on prepared.written_by_unit = units_wrote.code
    left join {{ ref("statuses") }} as states
        on
            states.subject = 'indicator'
            and prepared.overall_satisfaction_status = states.status
)

select * from final
