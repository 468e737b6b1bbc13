{# The feeds as their declarations name them: one row per feed with its title. #}
{% macro declared_feeds() -%}
    {%- set feeds = [] -%}
    {%- if execute -%}
        {%- for source in graph.sources.values() | sort(attribute="name") -%}
            {%- set feed = (source.config.meta or {}).get("feed") or (source.meta or {}).get("feed") -%}
            {%- if source.source_name == "landing" and feed -%}
                {%- do feeds.append((source.name, feed)) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    select
        declared.feed,
        declared.title_th,
        declared.title_en,
        declared.category
    from (
        values
        {%- for name, feed in feeds %}
        ('{{ name }}', '{{ feed.title.th }}', '{{ feed.title.en }}', '{{ feed.category }}'),
        {%- endfor %}
        (null, null, null, null)
    ) as declared (feed, title_th, title_en, category)
    where declared.feed is not null
{%- endmacro %}
