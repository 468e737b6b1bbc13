"""One row per attempt, tested need and question: does it differ within estates, and when each level is taken off?"""

import pandas as pd

from customer_segmentation.methods.arrays import typed_frame
from customer_segmentation.methods.beside import CHECK_TYPES, check_needs

COLUMNS = {"attempt": "Int64", **CHECK_TYPES}


def model(dbt, session):
    """Ask the two questions of every attempt, over the family of needs that the test itself had."""
    dbt.config(materialized="table")
    cells = dbt.ref("int_need_cells")
    tests = dbt.ref("int_need_tests").df()
    attempts = dbt.ref("int_attempts").df().sort_values("attempt")
    names = cells.columns
    # rows and not a frame: the sums are decimals of more digits than a float holds
    frame = pd.DataFrame(cells.fetchall(), columns=names)
    tables = [typed_frame([], COLUMNS)]
    for row in attempts.itertuples():
        family = tests[(tests["attempt"] == row.attempt) & (tests["status"] == "tested")]["item_id"]
        checks = check_needs(frame[frame["attempt"] == row.attempt], family, row.alpha)
        tables.append(checks.assign(attempt=row.attempt))
    return pd.concat(tables, ignore_index=True)[list(COLUMNS)].astype(COLUMNS)
