"""One row per segment of the current attempt: the segment of the last published year that it continues, if any."""

from customer_segmentation.methods.continuity import match_segments


def model(dbt, session):
    """Assign this year's segments to last year's by the customers of both years."""
    dbt.config(materialized="table")
    overlap = dbt.ref("int_segment_overlap").df().sort_values(["segment_no", "previous_segment_key"])
    return match_segments(overlap)
