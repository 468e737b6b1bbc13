-- One row per attempt, segment, variable and, for categorical variables, category: the frozen rule by which SQL places
-- every customer, with the scaling that its centres are in. It is complete in itself: the archive needs nothing else
-- to place the customers of a later year. Fitted rules are in this year's units; a kept one is last year's, unchanged;
-- the house rule knows one variable, the cell that a customer falls into.
with

choice as (
    select * from {{ ref("int_segmentation_choice") }}
    where chosen
),

house as (
    select distinct
        cell,
        segment_no
    from {{ ref("int_house_segments") }}
),

variables as (
    select * from {{ ref("int_variables") }}
),

fitted as (
    select
        rules.attempt,
        rules.approach,
        rules.k,
        rules.segment_no,
        rules.variable,
        rules.category,
        rules.centre,
        rules.weight,
        rules.scale,
        rules.segment_share,
        variables.transformation,
        scaling.median,
        scaling.spread,
        'year' as values_from
    from {{ ref("int_fitted_rule") }} as rules
    left join variables
        on rules.variable = variables.variable
    left join {{ ref("int_basis_scaling") }} as scaling
        on rules.variable = scaling.variable
),

kept as (
    select
        choice.attempt,
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
        rules.spread,
        'kept' as values_from
    from choice
    cross join {{ ref("int_kept_rule") }} as rules
    where choice.approach = 'keep'
),

by_house as (
    select
        choice.attempt,
        'gower_kmedoids' as approach,
        choice.k,
        segments.segment_no,
        named.variable,
        cells.cell as category,
        case when segments.segment_no = cells.segment_no then 1.0 else 0.0 end as centre,
        1.0 as weight,
        0.5 as scale,
        cast(null as double) as segment_share,
        'identity' as transformation,
        cast(null as double) as median,
        cast(null as double) as spread,
        'house' as values_from
    from choice
    cross join house as segments
    cross join house as cells
    cross join (values ('house_cell')) as named (variable)
    where choice.approach = 'house_rule'
),

final as (
    select * from fitted
    union all
    select * from kept
    union all
    select * from by_house
)

select * from final
