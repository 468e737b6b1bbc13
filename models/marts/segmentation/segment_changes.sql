-- One row per way that customers went: their segment of last year, the segment that last year's rule gives them on this
-- year's data, and their segment of this year. From the first to the second the customers changed and the rule is held
-- fixed; from the second to the third the method changed and the data are held fixed. Only for a year that passed the
-- gate; one row that says why when last year's rule is not there.
with

placed as (
    select
        fiscal_year,
        customer_id,
        segment_key,
        segment_name_th,
        segment_name_en
    from {{ ref("customer_segments") }}
),

previous as (
    select * from {{ ref("int_previous_segments") }}
),

kept as (
    select * from {{ ref("int_kept_placement") }}
),

this_year as (
    select distinct fiscal_year from placed
),

last_year as (
    select
        max(previous.fiscal_year) as fiscal_year,
        case
            when max(previous.fiscal_year) is null then 'no_earlier_year'
            when not exists (select 1 from kept) then 'no_archived_rule'
            else 'compared'
        end as status
    from previous
),

names as (
    select
        segment_key,
        min(segment_name_th) as name_th,
        min(segment_name_en) as name_en
    from previous
    group by segment_key
),

ways as (
    select
        previous.segment_key as previous_segment_key,
        kept.segment_key as kept_segment_key,
        placed.segment_key,
        min(placed.segment_name_th) as name_th,
        min(placed.segment_name_en) as name_en,
        count(*) as customers
    from placed
    inner join kept
        on placed.customer_id = kept.customer_id
    full outer join previous
        on placed.customer_id = previous.customer_id
    group by previous.segment_key, kept.segment_key, placed.segment_key
),

final as (
    select
        this_year.fiscal_year,
        last_year.fiscal_year as previous_fiscal_year,
        last_year.status,
        ways.previous_segment_key,
        ways.kept_segment_key,
        ways.segment_key,
        ways.name_th,
        ways.name_en,
        cast(coalesce(ways.customers, 0) as integer) as customers,
        coalesce(previous_names.name_th, ways.previous_segment_key) as previous_name_th,
        coalesce(previous_names.name_en, ways.previous_segment_key) as previous_name_en,
        coalesce(kept_names.name_th, ways.kept_segment_key) as kept_name_th,
        coalesce(kept_names.name_en, ways.kept_segment_key) as kept_name_en,
        case
            when last_year.status <> 'compared' then null
            when ways.previous_segment_key is null then 'joined'
            when ways.segment_key is null then 'left'
            when ways.previous_segment_key = ways.kept_segment_key and ways.kept_segment_key = ways.segment_key
                then 'stayed'
            when ways.kept_segment_key = ways.segment_key then 'customer_changed'
            when ways.previous_segment_key = ways.kept_segment_key then 'method_changed'
            else 'both_changed'
        end as cause
    from this_year
    cross join last_year
    left join ways
        on last_year.status = 'compared'
    left join names as previous_names
        on ways.previous_segment_key = previous_names.segment_key
    left join names as kept_names
        on ways.kept_segment_key = kept_names.segment_key
)

select * from final
order by previous_segment_key nulls last, kept_segment_key nulls last, segment_key nulls last
