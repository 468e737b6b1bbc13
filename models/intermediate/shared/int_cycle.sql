-- One row: the fiscal year (Buddhist era) that the warehouse is about, with its dates. No row until a file names one.
-- The year is the var `fiscal_year`; else the latest that decisions or targets name, else the latest survey's, else
-- the latest register's.
with

decisions as (
    select * from {{ ref("stg_decisions") }}
),

area_targets as (
    select * from {{ ref("stg_area_targets") }}
),

area_actuals as (
    select * from {{ ref("stg_area_actuals") }}
),

survey_responses as (
    select * from {{ ref("stg_survey_responses") }}
),

customers as (
    select * from {{ ref("stg_customers") }}
),

service_usage as (
    select * from {{ ref("stg_service_usage") }}
),

planned as (
    select max(fiscal_year) as fiscal_year
    from (
        select max({{ fiscal_year("decided_on") }}) as fiscal_year from decisions
        union all
        select max(fiscal_year) as fiscal_year from area_targets
    ) as years
),

surveyed as (
    select
        max({{ fiscal_year("submitted_at") }}) as fiscal_year,
        cast(max(submitted_at) as date) as latest
    from survey_responses
),

registered as (
    select
        max({{ fiscal_year("register_as_of") }}) as fiscal_year,
        max(register_as_of) as latest
    from customers
),

used as (
    select cast(max(month) + interval 1 month - interval 1 day as date) as latest
    from service_usage
),

decided as (
    select max(decided_on) as latest
    from decisions
),

measured as (
    select max(as_of) as latest
    from (
        select as_of from area_targets
        union all
        select as_of from area_actuals
    ) as areas
),

year_found as (
    select
        cast(
            {%- if var("fiscal_year", none) is not none %}
            {{ var("fiscal_year") }}
            {%- else %}
                coalesce(planned.fiscal_year, surveyed.fiscal_year, registered.fiscal_year)
            {%- endif %}
            as integer
        ) as fiscal_year,
        cast(
            {%- if var("as_of", none) is not none %}
            '{{ var("as_of") }}'
            {%- else %}
                greatest(surveyed.latest, registered.latest, used.latest, decided.latest, measured.latest)
            {%- endif %}
            as date
        ) as as_of
    from planned
    cross join surveyed
    cross join registered
    cross join used
    cross join measured
    cross join decided
),

dated as (
    select
        fiscal_year,
        cast(make_date(fiscal_year - 544, 10, 1) as date) as starts_on,
        cast(make_date(fiscal_year - 543, 9, 30) as date) as ends_on,
        as_of
    from year_found
    where fiscal_year is not null
),

final as (
    select
        fiscal_year,
        starts_on,
        ends_on,
        cast(
            starts_on + to_months(cast({{ threshold("s1_cut_off_months") }} as integer)) - interval 1 day as date
        ) as s1_cut_off,
        as_of
    from dated
)

select * from final
