{# The grain of a table that takes several columns to name a row. #}
{% test unique_together(model, columns) %}
    select
        {{ columns | join(", ") }},
        count(*) as found
    from {{ model }}
    group by {{ columns | join(", ") }}
    having count(*) > 1
{% endtest %}
