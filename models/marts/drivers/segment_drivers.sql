-- One row per segment (and `all`) and satisfaction item: its share of what moves overall satisfaction there (K2), and
-- how well it does. A segment with too few complete answers shows the shares of all customers, and says so.
with

segments as (
    select distinct
        fiscal_year,
        segment_key,
        segment_name_th,
        segment_name_en
    from {{ ref("customer_segments") }}
    union all
    select distinct
        fiscal_year,
        'all' as segment_key,
        'ลูกค้าทั้งหมด' as segment_name_th,
        'All customers' as segment_name_en
    from {{ ref("customer_segments") }}
),

items as (
    select * from {{ ref("int_driver_items") }}
),

shares as (
    select * from {{ ref("int_driver_shares") }}
),

counted as (
    select
        segment_key,
        max(n_customers) as complete_customers,
        bool_or(status != 'not_enough_data') as speaks_for_itself
    from shares
    group by segment_key
),

sources as (
    select
        segments.*,
        coalesce(counted.complete_customers, 0) as complete_customers,
        case when coalesce(counted.speaks_for_itself, false) then segments.segment_key else 'all' end as source_key
    from segments
    left join counted
        on segments.segment_key = counted.segment_key
),

judged as (
    select
        sources.fiscal_year,
        items.wave,
        sources.segment_key,
        sources.segment_name_th,
        sources.segment_name_en,
        items.item_id,
        items.answered_customers,
        items.answered_share,
        items.mean_score,
        sources.complete_customers,
        shares.n_customers,
        shares.n_drivers,
        shares.r_squared,
        shares.share,
        shares.share_lower,
        shares.share_upper,
        shares.correlation,
        case
            when source_items.used_as != 'driver' then source_items.used_as
            when coalesce(shares.status, 'not_enough_data') != 'estimated'
                then coalesce(shares.status, 'not_enough_data')
            when sources.source_key = sources.segment_key then 'own'
            else 'pooled'
        end as status,
        coalesce(shares.is_redundant, false) as is_redundant,
        case when sources.source_key = sources.segment_key then shares.difference end as difference,
        case when sources.source_key = sources.segment_key then shares.differs end as differs
    from sources
    inner join items
        on sources.segment_key = items.segment_key
    inner join items as source_items
        on
            sources.source_key = source_items.segment_key
            and items.item_id = source_items.item_id
    left join shares
        on
            sources.source_key = shares.segment_key
            and items.item_id = shares.item_id
),

cuts as (
    select
        *,
        case when share is not null then 1.0 / n_drivers end as importance_cut,
        avg(case when share is not null then mean_score end) over (partition by segment_key) as performance_cut
    from judged
),

final as (
    select
        fiscal_year,
        segment_key,
        segment_name_th,
        segment_name_en,
        item_id,
        status,
        answered_share,
        r_squared,
        share,
        share_lower,
        share_upper,
        correlation,
        is_redundant,
        difference,
        mean_score,
        importance_cut,
        performance_cut,
        cast(wave as integer) as wave,
        cast(complete_customers as integer) as complete_customers,
        cast(case when share is not null then n_customers end as integer) as n_customers,
        cast(case when share is not null then n_drivers end as integer) as n_drivers,
        cast(answered_customers as integer) as answered_customers,
        cast(
            case
                when share is not null
                    then row_number() over (partition by segment_key order by share desc nulls last, item_id asc)
            end as integer
        ) as rank_by_share,
        case
            when differs then 'differs'
            when not differs then 'no_difference'
            when segment_key != 'all' and share is not null then 'not_testable'
        end as difference_status,
        case
            when share is null or mean_score is null then null
            when share >= importance_cut and mean_score < performance_cut then 'concentrate'
            when share >= importance_cut then 'keep_up'
            when mean_score < performance_cut then 'low_priority'
            else 'enough'
        end as quadrant,
        coalesce(share_lower > importance_cut or share_upper < importance_cut, false) as importance_is_clear
    from cuts
)

select * from final
