-- One row per segment of the current attempt: its key, its names and who gave them. A unit's name comes before the name
-- kept from last year, and that before the one made from figures.
with

own_names as (
    select * from {{ ref("int_segment_own_names") }}
),

renames as (
    select * from {{ ref("int_segment_renames") }}
    where status = 'used'
),

named as (
    select
        own_names.*,
        renames.unit,
        coalesce(renames.name_th, own_names.name_th) as given_th,
        coalesce(renames.name_en, own_names.name_en) as given_en
    from own_names
    left join renames
        on own_names.segment_no = renames.segment_no
),

final as (
    select
        fiscal_year,
        attempt,
        segment_no,
        segment_key,
        previous_segment_key,
        continuity,
        {{ name_within_limit("given_th", "suffix") }} as name_th,
        {{ name_within_limit("given_en", "suffix") }} as name_en,
        case
            when unit is not null then 'unit'
            when continuity = 'continued' then 'last_year'
            else 'figures'
        end as named_by,
        unit as named_by_unit
    from (
        select
            *,
            case
                when
                    unit is not null
                    and greatest(count(*) over (partition by given_th), count(*) over (partition by given_en)) > 1
                    then ' (' || segment_no || ')'
                else ''
            end as suffix
        from named
    ) as counted
)

select * from final
