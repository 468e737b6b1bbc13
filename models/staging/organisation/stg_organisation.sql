-- At most one row: the organisation's name and the notice that every page prints, as last received.
with

checked as (
    select * from {{ ref("stg_organisation__checked") }}
),

final as (
    select
        name_th,
        name_en,
        notice_th,
        notice_en,
        source_file,
        source_sheet,
        source_row,
        source_sequence
    from checked
    where is_accepted
    order by source_sequence desc, source_row desc
    limit 1
)

select * from final
