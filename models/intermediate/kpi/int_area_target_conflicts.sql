-- One row per fiscal year, quarter, area and day for which two targets that differ were sent, and nobody can tell which
-- one holds: two rows of one file, or two documents. A later file of the same document is a correction and no conflict.
with

sent as (
    select
        *,
        max(source_sequence) over (
            partition by fiscal_year, quarter, area, as_of, coalesce(source, '')
        ) as newest_of_document,
        coalesce(
            max(case when replaces_period then source_sequence end) over (partition by fiscal_year), 0
        ) as replaced_up_to
    from {{ ref("stg_area_targets__checked") }}
    where is_accepted and target_rai is not null
),

final as (
    select
        fiscal_year,
        quarter,
        area,
        as_of,
        count(distinct target_rai) as targets
    from sent
    where source_sequence = newest_of_document and source_sequence >= replaced_up_to
    group by fiscal_year, quarter, area, as_of
    having count(distinct target_rai) > 1
)

select * from final
