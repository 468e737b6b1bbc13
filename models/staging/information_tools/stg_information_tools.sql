-- One row per fiscal year, tool and customer group: the newest accepted version.
with

checked as (
    select * from {{ ref("stg_information_tools__checked") }}
),

final as (
    select
        fiscal_year,
        tool_th,
        tool_en,
        customer_group,
        promised_per_year,
        delivered,
        storage,
        analysis_tool,
        used_for,
        unit,
        source_file,
        source_sheet,
        source_table,
        source_row,
        source_key,
        source_sequence
    from checked
    where is_accepted
    qualify {{ is_latest("information_tools") }}
)

select * from final
