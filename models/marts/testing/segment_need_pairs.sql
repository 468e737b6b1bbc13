-- One row per attempt, need that differs and pair of segments: which segments differ from which, and by how much (S5).
with

pairs as (
    select * from {{ ref("int_need_pairs") }}
),

results as (
    select * from {{ ref("int_need_results") }}
),

final as (
    select
        results.fiscal_year,
        results.attempt,
        results.item_id,
        results.item_wording,
        cast(pairs.segment_no as integer) as segment_no,
        cast(pairs.other_segment_no as integer) as other_segment_no,
        pairs.mean_difference,
        pairs.standard_error,
        pairs.t,
        pairs.df,
        pairs.p_value,
        pairs.p_value < results.alpha as differs
    from pairs
    inner join results
        on
            pairs.attempt = results.attempt
            and pairs.item_id = results.item_id
)

select * from final
order by attempt, item_id, segment_no, other_segment_no
