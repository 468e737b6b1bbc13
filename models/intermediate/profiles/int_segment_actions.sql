-- One row per segment with drivers of satisfaction: what drives it most, and the one thing to do: the strongest driver
-- that scores low, else the strongest one to keep up.
with

drivers as (
    select
        drivers.*,
        items.aspect,
        items.item_wording as item_th,
        coalesce(items.item_wording_en, items.item_wording) as item_en
    from {{ ref("segment_drivers") }} as drivers
    inner join {{ ref("int_survey_items") }} as items
        on
            drivers.wave = items.wave
            and drivers.item_id = items.item_id
    where drivers.share is not null and drivers.segment_key != 'all'
),

actions as (
    select *
    from drivers
    where quadrant in ('concentrate', 'keep_up')
    qualify row_number() over (partition by segment_key order by quadrant asc, rank_by_share asc) = 1
),

final as (
    select
        drivers.segment_key,
        drivers.status as driver_status,
        drivers.item_id as top_driver,
        drivers.item_th as top_driver_th,
        drivers.item_en as top_driver_en,
        drivers.share as top_driver_share,
        drivers.n_customers as driver_customers,
        actions.quadrant as advice,
        actions.item_id as action_item,
        actions.aspect as action_aspect,
        actions.item_th as action_item_th,
        actions.item_en as action_item_en,
        actions.share as action_share,
        actions.mean_score as action_score,
        actions.answered_customers as action_customers
    from drivers
    left join actions
        on drivers.segment_key = actions.segment_key
    where drivers.rank_by_share = 1
)

select * from final
