"""One row per attempt, segment, variable and category: the rule of the candidate that the attempt fitted and chose."""

import pandas as pd

from customer_segmentation.methods.approaches import APPROACHES, RULE_TYPES
from customer_segmentation.methods.arrays import typed_frame
from customer_segmentation.methods.stability import fit_rule

RANDOM_STATE = 2566  # as in int_segmentation_candidates: the same seed finds the segments that were judged
COLUMNS = {"attempt": "Int64", **RULE_TYPES}


def model(dbt, session):
    """Fit the chosen candidate of every attempt that has one; rules that nobody fits come from elsewhere."""
    dbt.config(materialized="table")
    sample = dbt.ref("int_segmentation_sample").df()
    choice = dbt.ref("int_segmentation_choice").df()
    chosen = choice[choice["chosen"] & choice["approach"].isin(list(APPROACHES))]
    tables = [typed_frame([], COLUMNS)]
    for row in chosen.sort_values("attempt").itertuples():
        rule = fit_rule(sample, row.approach, int(row.k), RANDOM_STATE)
        tables.append(rule.assign(attempt=row.attempt))
    return pd.concat(tables, ignore_index=True)[list(COLUMNS)].astype(COLUMNS)
