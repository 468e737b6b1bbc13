-- One row per fiscal year and customer that a unit checked: the newest accepted version.
with

checked as (
    select * from {{ ref("stg_profile_checks__checked") }}
),

final as (
    select
        fiscal_year,
        juristic_id,
        check_result,
        correction,
        unit,
        checked_on,
        source_file,
        source_sheet,
        source_row,
        source_sequence
    from checked
    where is_accepted
    qualify {{ is_latest("profile_checks") }}
)

select * from final
