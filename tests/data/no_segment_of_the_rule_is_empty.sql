-- S4: a segment of an attempt's rule in which no current customer was placed.
with

segments as (
    select distinct
        attempt,
        segment_no
    from {{ ref("int_segmentation_rule") }}
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
