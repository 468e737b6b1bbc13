-- One row per current customer: its segment by the house rule, industry x size x kind of estate. A cell with too few
-- customers for a segment is pooled over the kinds of estate, then over the sizes, then into 'other'.
with

customers as (
    select
        features.customer_id,
        coalesce(features.industry, 'unknown') as industry,
        coalesce(estates.kind, 'unknown') as estate_kind,
        case
            when features.employees is null then 'unknown'
            when features.employees <= {{ threshold("house_small_employees") }} then 'small'
            when features.employees <= {{ threshold("house_medium_employees") }} then 'medium'
            else 'large'
        end as size
    from {{ ref("int_customer_features") }} as features
    left join {{ ref("estates") }} as estates
        on features.estate = estates.code
),

fewest as (
    select
        greatest(
            {{ threshold("smallest_customers_min") }}, {{ threshold("smallest_share_min") }} * count(*)
        ) as customers
    from customers
),

whole_cells as (
    select
        customers.*,
        fewest.customers as fewest,
        case
            when
                count(*) over (partition by customers.industry, customers.size, customers.estate_kind)
                >= fewest.customers
                then customers.industry || '|' || customers.size || '|' || customers.estate_kind
        end as cell
    from customers
    cross join fewest
),

over_estates as (
    select
        * exclude (cell),
        coalesce(
            cell,
            case
                when count(*) over (partition by industry, size, cell is null) >= fewest then industry || '|' || size
            end
        ) as cell
    from whole_cells
),

over_sizes as (
    select
        customer_id,
        coalesce(
            cell,
            case when count(*) over (partition by industry, cell is null) >= fewest then industry end,
            'other'
        ) as cell
    from over_estates
),

sizes as (
    select
        cell,
        row_number() over (order by count(*) desc, cell asc) as segment_no
    from over_sizes
    group by cell
),

final as (
    select
        over_sizes.customer_id,
        over_sizes.cell,
        sizes.segment_no
    from over_sizes
    inner join sizes
        on over_sizes.cell = sizes.cell
)

select * from final
