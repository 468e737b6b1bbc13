-- One row per segment (and `all`) and numeric basis variable: the median over its customers with a known value, to two
-- significant digits, hidden when few customers stand behind it or their number would tell that of a hidden one.
with

judged as (
    select
        *,
        -- a trend is a log ratio: readers get the growth
        {{ two_digits("case when display = 'growth' then exp(raw_median) - 1 else raw_median end") }} as median,
        {{ is_hidden("'known: ' || variable", "segment_key") }} as cell_is_hidden
    from {{ ref("int_segment_figures") }}
),

final as (
    select
        fiscal_year,
        segment_key,
        variable,
        case block when 'basic' then 1 when 'behaviour' then 2 else 3 end as block_order,
        label_th,
        label_en,
        {{ shown_text(printed_number("customers"), "cell_is_hidden") }} as customers_text,
        {{ shown("median", "cell_is_hidden") }} as median,
        {{ shown_text(
            "case when display = 'growth' then " ~ signed_share("median") ~ " else " ~ two_digits_text("median") ~ " end",
            "cell_is_hidden"
        ) }} as median_text
    from judged
)

select * from final
