"""One row per attempt, need that differs and pair of segments: do these two differ from each other?"""

import pandas as pd

from customer_segmentation.methods.arrays import typed_frame
from customer_segmentation.methods.testing import PAIR_TYPES, compare_pairs

COLUMNS = {"attempt": "Int64", **PAIR_TYPES}


def model(dbt, session):
    """Compare the segments of every attempt in pairs, on the needs that differ only."""
    dbt.config(materialized="table")
    counts = dbt.ref("int_need_counts").df()
    results = dbt.ref("int_need_results").df()
    tables = [typed_frame([], COLUMNS)]
    for attempt, rows in results[results["differs"]].groupby("attempt", sort=True):
        pairs = compare_pairs(counts[counts["attempt"] == attempt], rows["item_id"])
        tables.append(pairs.assign(attempt=attempt))
    return pd.concat(tables, ignore_index=True)[list(COLUMNS)].astype(COLUMNS)
