-- One row per segment of last year or this year: its size then, both steps of its change, and its size now, as they may
-- be published, with one sentence about all of them. Steps are bands of last year's size, none where that was too small
-- for bands, and the band around none has no sign.
with

sizes as (
    select * from {{ ref("segment_sizes") }}
    where previous_customers > 0 or customers > 0
),

approaches as (
    select * from {{ ref("approaches") }}
),

ways as (
    select
        sum(customers) as customers,
        sum(case when cause = 'stayed' then customers else 0 end) as stayed,
        sum(case when cause = 'customer_changed' then customers else 0 end) as by_customers,
        sum(case when cause = 'method_changed' then customers else 0 end) as by_method,
        sum(case when cause = 'both_changed' then customers else 0 end) as by_both
    from {{ ref("segment_changes") }}
    where status = 'compared' and previous_segment_key is not null
),

judged as (
    select
        sizes.*,
        {{ is_hidden("'customers'", "sizes.segment_key") }} as size_is_hidden,
        sizes.previous_customers < {{ threshold("smallest_customers_min") }} as steps_are_hidden,
        sizes.changed_by_customers / nullif(sizes.previous_customers, 0) as share_by_customers,
        sizes.changed_by_method / nullif(sizes.previous_customers, 0) as share_by_method,
        sum(case when sizes.previous_customers > 0 and sizes.customers > 0 then 1 else 0 end) over () as continued,
        earlier.label_th as before_th,
        earlier.label_en as before_en,
        current_ones.label_th as now_th,
        current_ones.label_en as now_en,
        sizes.approach not in ('keep', sizes.previous_approach) as approach_changed
    from sizes
    inner join approaches as current_ones
        on sizes.approach = current_ones.approach
    left join approaches as earlier
        on sizes.previous_approach = earlier.approach
),

told as (
    select
        judged.*,
        case
            when judged.status = 'no_earlier_year' then 'no_year'
            when judged.continued = 0 and judged.approach_changed then 'new_approach'
            when judged.continued = 0 then 'new_segments'
            when judged.approach_changed then 'changed_approach'
        end as opening,
        case
            when judged.status = 'no_archived_rule' then 'no_rule'
            when ways.customers < {{ threshold("smallest_customers_min") }} then 'too_few'
            when ways.by_customers + ways.by_method + ways.by_both < 0.1 * ways.customers then 'few_moved'
            when ways.by_customers > ways.by_method + ways.by_both then 'customers'
            when ways.by_method > ways.by_customers + ways.by_both then 'method'
            when judged.status = 'compared' then 'both'
        end as main_cause,
        {{ share_band("ways.stayed / ways.customers") }} as stayed
    from judged
    cross join ways
),

final as (
    select
        fiscal_year,
        previous_fiscal_year,
        status,
        segment_key,
        cast(row_number() over (
            order by case when size_is_hidden then 0 else customers end desc, segment_key asc
        ) as integer) as segment_order,
        name_th,
        name_en,
        {{ step_size("previous_customers", "steps_are_hidden") }} as previous_text,
        {{ step_text("share_by_customers", "th") }} as by_customers_th,
        {{ step_text("share_by_customers", "en") }} as by_customers_en,
        {{ step_text("share_by_method", "th") }} as by_method_th,
        {{ step_text("share_by_method", "en") }} as by_method_en,
        case
            when customers = 0 then '–'
            else {{ shown_text(printed_number("customers"), "size_is_hidden") }}
        end as customers_text,
        concat_ws(' ', {{ change_opening("th") }}, {{ change_cause("th") }}) as sentence_th,
        concat_ws(' ', {{ change_opening("en") }}, {{ change_cause("en") }}) as sentence_en
    from told
)

select * from final
