-- One row per problem that staging found in a source row, as found; stg_rejects adds what to say about it.
-- Problems that repeat over the melted cells of one source row (a bad id over twelve months) stand here once.
with

problems as (
    {%- for feed in staged_feeds() %}
        select
            '{{ feed }}' as feed,
            source_file,
            source_sheet,
            source_table,
            source_row,
            source_key,
            source_column as melted_column,
            unnest(problems) as problem
        from {{ ref("stg_" ~ feed ~ "__checked") }}
        {% if not loop.last %}union all{% endif %}
    {%- endfor %}
),

final as (
    select distinct
        feed,
        source_file,
        source_sheet,
        source_table,
        source_row,
        source_key,
        {{ struct_field("problem", "header") }} as source_column,
        case
            when {{ struct_field("problem", "header") }} = melted_column then melted_column
        end as source_cell,
        {{ struct_field("problem", "found") }} as found,
        {{ struct_field("problem", "reason_code") }} as reason_code,
        {{ struct_field("problem", "rejects_row") }} as rejects_row,
        {{ struct_field("problem", "severity") }} as severity
    from problems
)

select * from final
