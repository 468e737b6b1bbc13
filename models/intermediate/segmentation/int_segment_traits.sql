-- One row per attempt, segment and trait, ranked: what sets the segment apart from all customers, in words with the
-- figures. Each variable speaks once, a categorical one by the category that is most over-represented.
with

distinctions as (
    select * from {{ ref("int_segment_distinctions") }}
    where
        standardised_difference is not null
        and (kind = 'numeric' or standardised_difference > 0)
),

variables as (
    select * from {{ ref("int_variables") }}
),

labels as (
    select * from {{ ref("int_category_labels") }}
),

strongest as (
    select *
    from distinctions
    qualify row_number() over (
        partition by attempt, segment_no, variable
        order by abs(standardised_difference) desc, category asc
    ) = 1
),

worded as (
    select
        strongest.*,
        variables.display,
        case
            when strongest.kind = 'categorical' then labels.label_th
            when strongest.standardised_difference > 0 then variables.high_th
            else variables.low_th
        end as trait_th,
        case
            when strongest.kind = 'categorical' then labels.label_en
            when strongest.standardised_difference > 0 then variables.high_en
            else variables.low_en
        end as trait_en
    from strongest
    inner join variables
        on strongest.variable = variables.variable
    left join labels
        on
            strongest.variable = labels.variable
            and strongest.category = labels.category
),

figured as (
    select
        *,
        case display
            when 'share' then {{ percent_text("segment_figure") }}
            when 'growth' then {{ growth_text("segment_figure") }}
            else {{ quantity_text("segment_figure") }}
        end as segment_text,
        case display
            when 'share' then {{ percent_text("overall_figure") }}
            when 'growth' then {{ growth_text("overall_figure") }}
            else {{ quantity_text("overall_figure") }}
        end as overall_text
    from worded
),

final as (
    select
        attempt,
        segment_no,
        variable,
        role,
        category,
        standardised_difference,
        segment_figure,
        overall_figure,
        trait_th,
        trait_en,
        trait_th || ' (' || segment_text || ' เทียบกับ ' || overall_text || ' ของลูกค้าทั้งหมด)' as sentence_th,
        trait_en || ' (' || segment_text || ' against ' || overall_text || ' of all customers)' as sentence_en,
        row_number() over (
            partition by attempt, segment_no, role
            order by abs(standardised_difference) desc, variable asc
        ) as strength
    from figured
)

select * from final
