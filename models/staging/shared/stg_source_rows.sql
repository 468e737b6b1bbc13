-- One row per source row of a sheet that was read as data: was it accepted? The data quality mart counts from here.
with

landed_rows as (
    {%- for feed in staged_feeds() %}
        select
            '{{ feed }}' as feed,
            source_file,
            source_sheet,
            source_table,
            source_row,
            source_key,
            is_accepted
        from {{ ref("stg_" ~ feed ~ "__checked") }}
        {% if not loop.last %}union all{% endif %}
    {%- endfor %}
),

final as (
    select
        feed,
        source_file,
        source_sheet,
        source_table,
        source_row,
        source_key,
        bool_or(is_accepted) as is_accepted
    from landed_rows
    group by
        feed,
        source_file,
        source_sheet,
        source_table,
        source_row,
        source_key
)

select * from final
