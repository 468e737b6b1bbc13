"""One row per attribute and organisation rated on it: how sure its rating is, and whether the own one is better."""

from customer_segmentation.methods.ratings import rating_intervals


def model(dbt, session):
    """Give the ratings their intervals and compare the own one with each competitor's."""
    dbt.config(materialized="table")
    limits = dbt.ref("thresholds").df().set_index("threshold")["value"]
    ratings = dbt.ref("int_competitor_ratings").df().sort_values(["attribute", "organisation"])
    return rating_intervals(ratings, int(limits["k4_min_n"]))
