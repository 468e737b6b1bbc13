{# The grain of a table that takes several columns to name a row. #}
{% test unique_together(model, columns) %}
    select
        {{ columns | join(", ") }},
        count(*) as found
    from {{ model }}
    group by {{ columns | join(", ") }}
    having count(*) > 1
{% endtest %}


{# Columns that always say something, in one pass over the table. Marts and exports have it in their contracts. #}
{% test never_null(model, columns) %}
    select *
    from {{ model }}
    where {{ columns | join(" is null or ") }} is null
{% endtest %}
