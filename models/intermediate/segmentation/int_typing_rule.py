"""One row per path and condition of the rule by which staff tell the segments of the year."""

from customer_segmentation.methods.typing_rule import fit_typing_rule

RANDOM_STATE = 2566


def model(dbt, session):
    """Fit the small tree on the sample of placed customers."""
    dbt.config(materialized="table")
    return fit_typing_rule(dbt.ref("int_typing_sample").df(), RANDOM_STATE)
