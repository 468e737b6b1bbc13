{# The counts of a group of customers of int_profile_checks: how many were checked, and what came of it. #}
{% macro checks_counted() -%}
    cast(count(*) as integer) as customers,
    cast(count(was_corrected) as integer) as checked_customers,
    cast(count(case when was_corrected = 0 then 1 end) as integer) as confirmed_customers,
    cast(count(case when was_corrected = 1 then 1 end) as integer) as corrected_customers,
    count(case when was_corrected = 0 then 1 end) / nullif(count(was_corrected), 0) as share_confirmed
{%- endmacro %}
