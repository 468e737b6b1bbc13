-- One row per item of the survey before the tested one: how far last year's segments differ in it, and how closely it
-- goes with overall satisfaction. Figures over all who answered, none of a segment.
with

factors as (
    select * from {{ ref("review_factors") }}
),

final as (
    select
        {{ printed_year("factors.wave", "th") }} as wave_th,
        {{ printed_year("factors.wave", "en") }} as wave_en,
        {{ printed_year("factors.segments_of", "th") }} as segments_of_th,
        {{ printed_year("factors.segments_of", "en") }} as segments_of_en,
        factors.item_id,
        factors.kind,
        case factors.kind when 'need' then 'ความต้องการ' else 'ความพึงพอใจ' end as kind_th,
        case factors.kind when 'need' then 'Need' else 'Satisfaction' end as kind_en,
        factors.item_wording as item_wording_th,
        coalesce(factors.item_wording_en, factors.item_wording) as item_wording_en,
        case
            when factors.status = 'not_enough_data' then '–' else {{ printed_number("factors.n_customers") }}
        end as customers_text,
        factors.eta_squared,
        coalesce({{ printed_number("factors.eta_squared", 3) }}, 'ข้อมูลไม่พอ') as eta_squared_th,
        coalesce({{ printed_number("factors.eta_squared", 3) }}, 'not enough data') as eta_squared_en,
        factors.r_squared_overall,
        coalesce({{ printed_number("factors.r_squared_overall", 3) }}, 'ข้อมูลไม่พอ') as r_squared_th,
        coalesce({{ printed_number("factors.r_squared_overall", 3) }}, 'not enough data') as r_squared_en,
        factors.status,
        statuses.name_th as status_th,
        statuses.name_en as status_en
    from factors
    left join {{ ref("statuses") }} as statuses
        on factors.status = statuses.status
)

select * from final
