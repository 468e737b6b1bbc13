-- One row per action plan and segment of the year, with what it refers to: the segment published, the objective of the
-- strategy and the need or aspect, and a code for each reference that can't be found. Matching lives here, words later.
with

cycle as (
    select * from {{ ref("int_cycle") }}
),

plans as (
    select action_plans.*
    from {{ ref("stg_action_plans") }} as action_plans
    inner join cycle
        on action_plans.fiscal_year = cycle.fiscal_year
),

segments as (
    select * from {{ ref("segment_profiles") }}
),

segment_names as (
    select segment_key, {{ alias_key("segment_key") }} as segment_alias from segments
    union
    select segment_key, {{ alias_key("name_th") }} as segment_alias from segments
    union
    select segment_key, {{ alias_key("name_en") }} as segment_alias from segments
),

published as (
    select count(*) > 0 as is_published from segments
),

strategy as (
    select
        *,
        {{ alias_key("objective_key") }} as objective_alias
    from {{ ref("stg_strategy_objectives") }}
),

other_years as (
    select distinct strategy.objective_alias
    from strategy
    inner join cycle
        on strategy.fiscal_year <> cycle.fiscal_year
),

needs as (
    select
        {{ alias_key("item_wording") }} as need_alias,
        min(item_wording) as item_wording,
        min(item_wording_en) as item_wording_en
    from {{ ref("int_survey_items") }}
    where kind = 'need'
    group by {{ alias_key("item_wording") }}
),

matched as (
    select
        plans.fiscal_year,
        plans.plan_number,
        plans.plan_th,
        plans.plan_en,
        plans.unit,
        plans.indicator_th,
        plans.indicator_en,
        plans.target_th,
        plans.target_en,
        plans.details,
        plans.obstacles,
        plans.progress_percent,
        plans.indicator_supervisor,
        plans.segment,
        plans.objective_key,
        plans.serves,
        plans.budget_baht,
        plans.starts_on,
        plans.ends_on,
        plans.plan_status,
        plans.document,
        plans.source_file,
        plans.source_sheet,
        plans.source_table,
        plans.source_row,
        plans.source_key,
        plans.source_sequence,
        segment_names.segment_key,
        strategy.objective_th,
        strategy.objective_en,
        served_aspect.code as aspect,
        needs.item_wording as need_th,
        every_segment.code is not null as serves_every_segment,
        coalesce(needs.item_wording_en, needs.item_wording) as need_en,
        case
            when plans.segment is null then 'segment_missing'
            when every_segment.code is null and segment_names.segment_key is null and published.is_published
                then 'segment_unknown'
        end as segment_problem,
        case
            when plans.objective_key is null then 'objective_missing'
            when strategy.objective_alias is null and other_years.objective_alias is not null
                then 'objective_of_another_year'
            when strategy.objective_alias is null then 'objective_unknown'
        end as objective_problem
    from plans
    cross join published
    left join segment_names
        on {{ alias_key("plans.segment") }} = segment_names.segment_alias
    left join {{ ref("stg_aliases") }} as every_segment
        on
            every_segment.list_name = 'every_segment'
            and {{ alias_key("plans.segment") }} = every_segment.alias_key
    left join strategy
        on
            plans.fiscal_year = strategy.fiscal_year
            and {{ alias_key("plans.objective_key") }} = strategy.objective_alias
    left join other_years
        on {{ alias_key("plans.objective_key") }} = other_years.objective_alias
    left join {{ ref("stg_aliases") }} as served_aspect
        on
            served_aspect.list_name = 'survey_aspect'
            and {{ alias_key("plans.serves") }} = served_aspect.alias_key
    left join needs
        on {{ alias_key("plans.serves") }} = needs.need_alias
)

select * from matched
