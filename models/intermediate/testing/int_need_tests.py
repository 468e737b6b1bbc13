"""One row per attempt and need item answered: whether the item's mean differs between the attempt's segments."""

import pandas as pd

from customer_segmentation.methods.arrays import typed_frame
from customer_segmentation.methods.testing import TEST_TYPES, test_needs

COLUMNS = {"attempt": "Int64", **TEST_TYPES}


def model(dbt, session):
    """Test the needs of every attempt at the share of the error rate that the ledger gave it."""
    dbt.config(materialized="table")
    counts = dbt.ref("int_need_counts").df()
    attempts = dbt.ref("int_attempts").df().sort_values("attempt")
    tables = [typed_frame([], COLUMNS)]
    for row in attempts.itertuples():
        of_attempt = counts[counts["attempt"] == row.attempt]
        tables.append(test_needs(of_attempt, row.alpha).assign(attempt=row.attempt))
    return pd.concat(tables, ignore_index=True)[list(COLUMNS)].astype(COLUMNS)
