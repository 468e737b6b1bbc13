{# Makes the views that sources stand on, from the declarations alone: `landing` reads the Parquet files of intake,
   `ledger` the JSON lines of the ledger, `personal` the store of personal values. Runs before every dbt command that builds. #}
{% macro create_source_views() %}
    {% if execute %}
        {% set data_dir = env_var('DATA_DIR', 'data') %}
        {% do run_query("create schema if not exists landing") %}
        {% do run_query("create schema if not exists ledger") %}
        {% do run_query("create schema if not exists archive") %}
        {% for source in graph.sources.values() | selectattr("source_name", "equalto", "archive") %}
            {% do run_query(archive_view(source, data_dir)) %}
        {% endfor %}
        {% do run_query("create schema if not exists personal") %}
        {% do run_query(personal_view(data_dir)) %}
        {% for source in graph.sources.values() | selectattr("source_name", "equalto", "ledger") %}
            {% do run_query(ledger_view(source, data_dir)) %}
        {% endfor %}
        {% do run_query(active_files_view()) %}
        {% for source in graph.sources.values() | selectattr("source_name", "equalto", "landing") %}
            {% if source.name == "inbox_documents" %}
                {% do run_query(inbox_documents_view(data_dir)) %}
            {% elif source.name != "active_files" %}
                {% do run_query(landing_view(source, data_dir)) %}
            {% endif %}
        {% endfor %}
    {% endif %}
{% endmacro %}


{# One ledger stream as a view; the declared columns and types are the contract, so a later key does no harm. #}
{% macro ledger_view(source, data_dir) %}
    create or replace view ledger.{{ source.name }} as
    select *
    from read_json(
        '{{ data_dir }}/ledger/{{ source.name }}.jsonl',
        format = 'newline_delimited',
        columns = {
            {%- for column in source.columns.values() %}
            '{{ column.name }}': '{{ column.data_type }}'{{ "," if not loop.last }}
            {%- endfor %}
        }
    )
{% endmacro %}


{# The files that count: the newest landing of each file's bytes, unless it was withdrawn or came after `as_of`. #}
{% macro active_files_view() %}
    create or replace view landing.active_files as
    with events as (
        select *
        from ledger.files
        {% if var("as_of", none) is not none %}
        where cast("at" as date) <= cast('{{ var("as_of") }}' as date)
        {% endif %}
    ),

    newest as (
        select
            file_hash,
            max_by(landing_key, "at") as landing_key,
            min(sequence) as sequence,
            min("at") as seen_at
        from events
        where event = 'file_seen'
        group by file_hash
    )

    select
        newest.file_hash,
        newest.landing_key,
        newest.sequence,
        newest.seen_at
    from newest
    where not exists (
        select 1
        from events
        where events.event = 'file_withdrawn'
            and events.file_hash = newest.file_hash
            and events."at" >= newest.seen_at
    )
{% endmacro %}


{# One feed as a view over its immutable Parquet files, limited to the active ones. `tables` and `set_aside` are
   intake's own books and lie in folders that start with an underscore. #}
{% macro landing_view(source, data_dir) %}
    {% set folder = "_" ~ source.name if source.name in ["tables", "set_aside"] else source.name %}
    create or replace view landing.{{ source.name }} as
    select
        landed.*,
        active_files.sequence as _sequence,
        active_files.seen_at as _seen_at
    from read_parquet('{{ data_dir }}/landing/{{ folder }}/*.parquet', union_by_name = true) as landed
    inner join landing.active_files
        on landed._landing_key = active_files.landing_key
{% endmacro %}


{# The documents of the inbox as they lie there now; unlike everything that landed, the book is written anew each time. #}
{% macro inbox_documents_view(data_dir) %}
    create or replace view landing.inbox_documents as
    select *
    from read_parquet('{{ data_dir }}/landing/_inbox_documents/stock.parquet')
{% endmacro %}


{# The personal values that are still kept. Only a view may stand on it: a table would outlive a purge. #}
{% macro personal_view(data_dir) %}
    create or replace view personal.personal_values as
    select *
    from read_parquet('{{ data_dir }}/personal/*/*.parquet', union_by_name = true)
{% endmacro %}


{# One table of all archived years as a view, with the year and restatement that its folder is named after. Columns that
   an old archive lacks are null; without any archive the view is empty. #}
{% macro archive_view(source, data_dir) %}
    {% set files = data_dir ~ "/archive/[0-9]*/" ~ source.name ~ ".parquet" %}
    {% set found = run_query("select count(*) from glob('" ~ files ~ "')").columns[0].values()[0] %}
    create or replace view archive.{{ source.name }} as
    with archived as (
        select
            {%- for column in source.columns.values() if column.name not in ["archived_year", "restatement"] %}
            cast(null as {{ column.data_type }}) as {{ column.name }},
            {%- endfor %}
            cast(null as varchar) as filename
        where false
        {%- if found %}
        union all by name
        select * from read_parquet('{{ files }}', union_by_name = true, filename = true)
        {%- endif %}
    )

    select
        {%- for column in source.columns.values() if column.name not in ["archived_year", "restatement"] %}
        cast({{ column.name }} as {{ column.data_type }}) as {{ column.name }},
        {%- endfor %}
        cast(regexp_extract(filename, '/archive/([0-9]{4})', 1) as integer) as archived_year,
        coalesce(try_cast(regexp_extract(filename, '-restated-([0-9]+)/', 1) as integer), 0) as restatement
    from archived
{% endmacro %}
