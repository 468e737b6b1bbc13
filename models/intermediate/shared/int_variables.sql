-- One row per variable declared for the year, with its role, transformation and words.
with

variables as (
    select * from {{ ref("segmentation_variables") }}
),

cycle as (
    select * from {{ ref("int_cycle") }}
),

final as (
    select
        variables.variable,
        variables.label_th,
        variables.label_en,
        variables.role,
        variables.block,
        variables.construct,
        variables.kind,
        variables.scale,
        variables.transformation,
        cast(variables.weight as double) as weight,
        variables.source_feed,
        variables.display,
        variables.high_th,
        variables.high_en,
        variables.low_th,
        variables.low_en
    from variables
    inner join cycle
        on {{ valid_in_year("variables", "cycle.fiscal_year") }}
)

select * from final
