-- One row per segment and need item: the mean answer of the segment's customers beside the mean over the segments that
-- are shown. The overall mean leaves hidden segments out, so nothing can be subtracted from it.
with

needs as (
    select * from {{ ref("segment_needs") }}
),

items as (
    select * from {{ ref("int_survey_items") }}
),

judged as (
    select
        needs.*,
        items.item_wording_en,
        items.scale_min,
        items.scale_max,
        {{ is_hidden("'need: ' || needs.item_id", "needs.segment_key") }} as cell_is_hidden
    from needs
    left join items
        on
            needs.wave = items.wave
            and needs.item_id = items.item_id
),

compared as (
    select
        *,
        sum(case when not cell_is_hidden then cast(n_customers * mean as decimal(38, 9)) end)
            over (partition by item_id)
        / nullif(sum(case when not cell_is_hidden then n_customers end) over (partition by item_id), 0)
            as shown_overall_mean
    from judged
),

final as (
    select
        fiscal_year,
        segment_key,
        wave,
        item_id,
        item_wording,
        item_wording as item_wording_th,
        coalesce(item_wording_en, item_wording) as item_wording_en,
        cast(scale_min as integer) as scale_min,
        cast(scale_max as integer) as scale_max,
        {{ shown_survey_count("n_customers", "cell_is_hidden") }} as customers_text,
        {{ shown("round(mean, 2)", "cell_is_hidden") }} as mean,
        {{ shown_text(printed_number("mean", 2), "cell_is_hidden") }} as mean_text,
        round(shown_overall_mean, 2) as overall_mean,
        {{ printed_number("shown_overall_mean", 2) }} as overall_mean_text,
        {{ shown("round(mean - shown_overall_mean, 2)", "cell_is_hidden") }} as difference,
        {{ shown("rank_by_mean", "cell_is_hidden") }} as rank_by_mean,
        differs
    from compared
)

select * from final
