-- One row per segment, descriptive variable and category that the segment has or that is hidden: how the segment's
-- customers are made up. A hidden category may be one that nobody has.
with

mix as (
    select
        *,
        customers / sum(customers) over (partition by segment_key, variable) as share_of_segment
    from {{ ref("int_segment_mix") }}
),

judged as (
    select
        *,
        {{ is_hidden("'customers'", "segment_key", "variable || ': ' || category") }} as cell_is_hidden,
        {{ is_hidden("'customers'", "segment_key") }} as size_is_hidden
    from mix
),

final as (
    select
        fiscal_year,
        segment_key,
        variable,
        case variable when 'industry' then 1 when 'nationality' then 2 when 'contract_mix' then 3 else 4 end
            as variable_order,
        variable_th,
        variable_en,
        category_th,
        category_en,
        cast(row_number() over (
            partition by segment_key, variable
            order by cell_is_hidden asc, case when cell_is_hidden then 0 else customers end desc, category_th asc
        ) as integer) as rank_by_size,
        {{ shown("share_of_segment", "(cell_is_hidden or size_is_hidden)") }} as share_of_segment,
        {{ shown_text(printed_number("customers"), "cell_is_hidden") }} as customers_text,
        {{ shown_text(printed_share("share_of_segment"), "(cell_is_hidden or size_is_hidden)") }} as share_text
    from judged
    where customers > 0 or cell_is_hidden
)

select * from final
