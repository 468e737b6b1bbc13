"""One row per segment (and `all`) and driver: its share of what explains overall satisfaction, with an interval."""

from customer_segmentation.methods.drivers import Rules, driver_shares


def model(dbt, session):
    """Share R squared among the drivers of every segment and compare with all customers."""
    dbt.config(materialized="table")
    limits = dbt.ref("thresholds").df().set_index("threshold")["value"]
    rules = Rules(
        min_customers=int(limits["driver_min_n"]),
        customers_per_driver=int(limits["driver_min_n_per_driver"]),
        buckets=int(limits["driver_buckets"]),
    )
    moments = dbt.ref("int_driver_moments").df().rename(columns={"segment_key": "group_key"})
    return driver_shares(moments, rules, reference="all").rename(columns={"group_key": "segment_key"})
