-- One row per file and feed that it holds a table of, null for what belongs to none: which unit sent it. The innermost
-- folder of the inbox, or archive, that is called like a unit says so; without one the declared sender of the feed is taken.
with

found_tables as (
    select distinct
        feed,
        _file as source_file,
        _file_hash as file_hash,
        _landing_key as source_key
    from {{ source("landing", "tables") }}
),

units as (
    select
        alias_key,
        min(code) as code
    from {{ ref("stg_aliases") }}
    where list_name = 'unit'
    group by alias_key
),

folders as (
    select
        source_file,
        {{ unnest_folders("source_file") }} as folder
    from (select distinct source_file from found_tables)
),

unit_folders as (
    select
        folders.source_file,
        max_by(units.code, {{ struct_field("folders.folder", "depth") }}) as sender
    from folders
    inner join units
        on units.alias_key = {{ alias_key(struct_field("folders.folder", "name")) }}
    group by folders.source_file
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
        found_tables.feed,
        found_tables.source_file,
        found_tables.file_hash,
        found_tables.source_key,
        coalesce(unit_folders.sender, declared_senders.sender) as sender
    from found_tables
    left join unit_folders
        on found_tables.source_file = unit_folders.source_file
    left join declared_senders
        on found_tables.feed = declared_senders.feed
)

select * from final
