-- One row per segment, variable and category of the rule that the last published year before this one was placed by,
-- as its archive holds it (the newest restatement). Empty when there is no archive, or one without the rule's scaling.
with

cycle as (
    select * from {{ ref("int_cycle") }}
),

published as (
    select distinct
        archived_year,
        restatement,
        attempt
    from {{ source("archive", "customer_segments") }}
    inner join cycle
        on archived_year < cycle.fiscal_year
    qualify rank() over (order by archived_year desc, restatement desc) = 1
),

final as (
    select
        rule.archived_year as fiscal_year,
        rule.approach,
        rule.k,
        rule.segment_no,
        rule.variable,
        rule.category,
        rule.centre,
        rule.weight,
        rule.scale,
        rule.segment_share,
        rule.transformation,
        rule.median,
        rule.spread
    from {{ source("archive", "int_segmentation_rule") }} as rule
    inner join published
        on
            rule.archived_year = published.archived_year
            and rule.restatement = published.restatement
            and rule.attempt = published.attempt
    qualify bool_and(rule.category is not null or rule.spread is not null) over ()
)

select * from final
