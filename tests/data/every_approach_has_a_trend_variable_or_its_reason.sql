-- I3 of S3: an approach that takes up no trend of the target market and says no reason, or one whose trend is no basis
-- variable of the block "trend".
with

approaches as (
    select * from {{ ref("approaches") }}
),

trends as (
    select distinct variable
    from {{ ref("segmentation_variables") }}
    where role = 'basis' and block = 'trend'
)

select
    approaches.approach,
    approaches.trend_variable
from approaches
left join trends
    on approaches.trend_variable = trends.variable
where
    trends.variable is null
    and (
        approaches.trend_variable is not null
        or approaches.trend_reason_th is null
        or approaches.trend_reason_en is null
    )
