-- One row per feed, sender, period and declared field: how many rows count now and how many of them hold a value.
-- A row that a later file superseded does not count; of a melted feed each cell is a row. Values are counted as they
-- were written, so a cell that could not be read is filled: data_quality tells about those.
with
{%- for feed in staged_feeds() %}

    {{ feed }}_rows as (
        select distinct
            source_sequence,
            source_sheet,
            source_row,
            {{ declared_period(feed) }} as period
        from {{ ref(current_model(feed)) }}
    ),
{%- endfor %}

counted as (
    {%- for feed in staged_feeds() %}
        select
            '{{ feed }}' as feed,
            senders.sender,
            current_rows.period,
            count(*) as row_count,
            max(landed._seen_at) as newest_arrival,
            {{ count_filled(feed) }} as filled_fields
        from {{ source("landing", feed) }} as landed
        inner join {{ feed }}_rows as current_rows
            on
                landed._sequence = current_rows.source_sequence
                and landed._sheet = current_rows.source_sheet
                and landed._row = current_rows.source_row
        left join {{ ref("stg_file_senders") }} as senders
            on
                senders.feed = '{{ feed }}'
                and landed._landing_key = senders.source_key
        group by senders.sender, current_rows.period
        {% if not loop.last %}union all{% endif %}
    {%- endfor %}
),

unnested as (
    select
        feed,
        sender,
        period,
        row_count,
        newest_arrival,
        unnest(filled_fields) as filled_field
    from counted
),

final as (
    select
        feed,
        sender,
        period,
        {{ struct_field("filled_field", "field") }} as field,
        row_count,
        {{ struct_field("filled_field", "filled") }} as filled,
        newest_arrival
    from unnested
)

select * from final
