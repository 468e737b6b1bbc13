-- One row per segment, variable and category of the rule that the last published year before this one was placed by,
-- as its archive holds it (the newest restatement). Empty when there is no archive, or one without the rule's scaling.
with

cycle as (
    select * from {{ ref("int_cycle") }}
),

published as (
    select distinct
        segments.archived_year,
        segments.restatement,
        segments.attempt
    from {{ source("archive", "customer_segments") }} as segments
    inner join cycle
        on segments.archived_year < cycle.fiscal_year
    qualify rank() over (order by segments.archived_year desc, segments.restatement desc) = 1
),

final as (
    select
        rules.archived_year as fiscal_year,
        rules.approach,
        rules.k,
        rules.segment_no,
        rules.variable,
        rules.category,
        rules.centre,
        rules.weight,
        rules.scale,
        rules.segment_share,
        rules.transformation,
        rules.median,
        rules.spread
    from {{ source("archive", "int_segmentation_rule") }} as rules
    inner join published
        on
            rules.archived_year = published.archived_year
            and rules.restatement = published.restatement
            and rules.attempt = published.attempt
    qualify bool_and(rules.category is not null or rules.spread is not null) over ()
)

select * from final
