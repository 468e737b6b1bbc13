-- One row per factor: the newest accepted version.
with

checked as (
    select * from {{ ref("stg_external_factors__checked") }}
),

final as (
    select
        factor_kind,
        statement_th,
        statement_en,
        industries,
        direction,
        source,
        stated_on,
        source_file,
        source_sheet,
        source_table,
        source_row,
        source_key,
        source_sequence
    from checked
    where is_accepted
    qualify {{ is_latest("external_factors") }}
)

select * from final
