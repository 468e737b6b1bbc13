-- One row per declared feed and field, straight from the declarations: the list that completeness is measured against.
with

declared_fields as (
    {%- for field in declared_fields() %}
        select
            '{{ field.feed }}' as feed,
            '{{ field.title_th }}' as feed_th,
            '{{ field.title_en }}' as feed_en,
            '{{ field.sender }}' as declared_sender,
            {{ field.is_needed }} as is_needed,
            {{ field.position }} as field_number,
            '{{ field.name }}' as field,
            '{{ field.header }}' as field_th,
            '{{ field.header_en }}' as field_en,
            {{ field.is_required }} as is_required
        {% if not loop.last %}union all{% endif %}
    {%- endfor %}
)

select * from declared_fields
