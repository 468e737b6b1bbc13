-- One row per feed and file that holds a table of it: which unit sent it. A folder of the inbox that is called like a
-- unit says so; without one the declared sender of the feed is taken.
with

read_tables as (
    select distinct
        feed,
        _file as source_file,
        _file_hash as file_hash,
        _landing_key as source_key
    from {{ source("landing", "tables") }}
    where status = 'read'
),

units as (
    select
        alias_key,
        min(code) as code
    from {{ ref("stg_aliases") }}
    where list_name = 'unit'
    group by alias_key
),

declared_senders as (
    {%- for feed in staged_feeds() %}
        select
            '{{ feed }}' as feed,
            {{ declared_sender(feed) }} as sender
        {% if not loop.last %}union all{% endif %}
    {%- endfor %}
),

final as (
    select
        read_tables.feed,
        read_tables.source_file,
        read_tables.file_hash,
        read_tables.source_key,
        coalesce(units.code, declared_senders.sender) as sender
    from read_tables
    left join units
        on units.alias_key = {{ alias_key("split_part(read_tables.source_file, '/', 1)") }}
    left join declared_senders
        on read_tables.feed = declared_senders.feed
)

select * from final
