-- One row per segment (and `all`) and numeric basis variable: the median over its customers with a known value, to two
-- significant digits, hidden when few customers stand behind it or their number would tell that of a hidden one. Who
-- has no contract has no area, so the number of those with one is not printed while the contract mix hides anything.
with

contract_mix as (
    select count(case when is_hidden then 1 end) > 0 as mix_is_hidden
    from {{ ref("int_hidden_cells") }}
    where column_key like 'contract_mix: %'
),

judged as (
    select
        figures.*,
        contract_mix.mix_is_hidden,
        -- a trend is a log ratio: readers get the growth
        {{ two_digits("case when display = 'growth' then exp(raw_median) - 1 else raw_median end") }} as median,
        {{ is_hidden("'known: ' || variable", "segment_key") }} as cell_is_hidden
    from {{ ref("int_segment_figures") }} as figures
    cross join contract_mix
),

final as (
    select
        fiscal_year,
        segment_key,
        variable,
        case block when 'basic' then 1 when 'behaviour' then 2 else 3 end as block_order,
        label_th,
        label_en,
        {{ shown_text(printed_number("customers"), "(cell_is_hidden or (variable = 'area_rai' and mix_is_hidden))") }}
            as customers_text,
        {{ shown("median", "cell_is_hidden") }} as median,
        {{ shown_text(
            "case when display = 'growth' then " ~ signed_share("median") ~ " else " ~ two_digits_text("median") ~ " end",
            "cell_is_hidden"
        ) }} as median_text
    from judged
)

select * from final
