-- One row per row that came back in a corrected workbook and per old row it refers to: was the correction accepted?
-- The workbook of rejects gives every row its reference (file, sheet, row, melted column); senders leave it in place,
-- and intake keeps it among the unknown columns. A row sent back twice carries both references.
with

carried as (
    {%- for feed in staged_feeds() %}
        select distinct
            '{{ feed }}' as feed,
            _file as source_file,
            _sheet as source_sheet,
            _table as source_table,
            _row as source_row,
            _landing_key as source_key,
            _sequence as source_sequence,
            {{ reference_text() }} as reference_text
        from {{ source("landing", feed) }}
        where {{ reference_text() }} is not null
        {% if not loop.last %}union all{% endif %}
    {%- endfor %}
),

refused as (
    select distinct
        source_key,
        source_sheet,
        source_table,
        source_row
    from {{ ref("stg_problems") }}
    where severity in ('row', 'cell')
),

final as (
    select
        carried.feed,
        carried.source_file,
        carried.source_sheet,
        carried.source_table,
        carried.source_row,
        carried.source_key,
        carried.source_sequence,
        {{ unnest_references("carried.reference_text") }} as reference,
        refused.source_row is null as is_accepted
    from carried
    left join refused
        on
            carried.source_key = refused.source_key
            and carried.source_sheet = refused.source_sheet
            and carried.source_table = refused.source_table
            and carried.source_row = refused.source_row
)

select * from final
