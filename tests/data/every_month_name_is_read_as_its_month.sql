-- The names in seeds/months.csv and the spellings that parse_month knows agree.
with

spellings as (
    select
        month,
        unnest([name_th, abbreviation_th, name_en, abbreviation_en]) || ' 2567' as spelling
    from {{ ref("months") }}
)

select
    month,
    spelling
from spellings
where coalesce(extract(month from {{ parse_month("spelling") }}), 0) != month
