"""One row per segment (and `all`) and aspect: the interval of mean satisfaction, and which way it went since before."""

from customer_segmentation.methods.satisfaction import satisfaction_intervals


def model(dbt, session):
    """Give the means their intervals and test the changes of the customers of both surveys."""
    dbt.config(materialized="table")
    limits = dbt.ref("thresholds").df().set_index("threshold")["value"]
    moments = dbt.ref("int_satisfaction_moments").df().sort_values(["segment_key", "aspect"])
    found = satisfaction_intervals(moments.rename(columns={"segment_key": "group_key"}), int(limits["k4_min_n"]))
    return found.rename(columns={"group_key": "segment_key"})
