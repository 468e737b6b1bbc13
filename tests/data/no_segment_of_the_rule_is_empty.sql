-- S4: a segment of an attempt's rule in which no current customer was placed; merged segments count as one.
with

segments as (
    select distinct
        rules.attempt,
        {{ merged_segment("attempts.merged", "rules.segment_no") }} as segment_no
    from {{ ref("int_segmentation_rule") }} as rules
    left join {{ ref("int_attempts") }} as attempts
        on rules.attempt = attempts.attempt
)

select
    segments.attempt,
    segments.segment_no
from segments
left join {{ ref("int_customer_placement") }} as placement
    on
        segments.attempt = placement.attempt
        and segments.segment_no = placement.segment_no
where placement.segment_no is null
