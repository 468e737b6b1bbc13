"""One row per cell that a public table prints: whether it is shown or hidden, all tables judged together."""

from customer_segmentation.disclosure.publication import hidden_cells
from customer_segmentation.disclosure.rules import Thresholds
from customer_segmentation.settings import disclosure_p


def model(dbt, session):
    """Judge the cells; p of the p % rule comes from the environment and stands in no table."""
    dbt.config(materialized="table")
    limits = dbt.ref("thresholds").df().set_index("threshold")["value"]
    thresholds = Thresholds(
        count=float(limits["amount_min_n"]),
        survey=float(limits["survey_min_n"]),
        group=float(limits["group_min_n"]),
        p_percent=disclosure_p(),
    )
    return hidden_cells(dbt.ref("int_publication_cells").df().assign(is_published=True), thresholds)
