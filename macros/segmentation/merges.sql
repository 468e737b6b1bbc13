{# The number under which a segment counts after a decision merged some ("2+4"): the lowest of theirs. #}
{% macro merged_segment(merged, segment_no) -%}
case
    when {{ holds_number(merged, segment_no) }}
        then cast({{ extract_group(merged, "^([0-9]+)") }} as integer)
    else {{ segment_no }}
end
{%- endmacro %}


{# Which segments of last year's rule a decision had merged when the year was published; one row, or none without an
   archive. A year that kept the rule of the year before kept its merges too. #}
{% macro merges_of_the_kept_rule() -%}
    select started.merged
    from {{ source("archive", "customer_segments") }} as archived
    inner join {{ ref("int_cycle") }} as this_cycle
        on archived.archived_year < this_cycle.fiscal_year
    left join {{ source("ledger", "attempts") }} as started
        on
            archived.archived_year = started.fiscal_year
            and archived.attempt = started.attempt
            and started.event = 'attempt_started'
    where started.approach is distinct from 'keep' or started.merged is not null
    qualify row_number() over (
        order by archived.archived_year desc, archived.restatement desc, started.at desc
    ) = 1
{%- endmacro %}
