"""One row per attempt and number of segments tried: how stable, separate and large its segments are (basis only).

An attempt is fitted once in a database, and again only when the sample or the range of k changed.
"""

import hashlib

import pandas as pd

from customer_segmentation.methods.arrays import typed_frame
from customer_segmentation.methods.stability import CANDIDATE_TYPES, evaluate_candidates

RANDOM_STATE = 2566
COLUMNS = {"attempt": "Int64", "input_fingerprint": "string", **CANDIDATE_TYPES}


def model(dbt, session):
    """Evaluate every candidate of the attempts that this table does not hold yet."""
    dbt.config(materialized="incremental", incremental_strategy="delete+insert", unique_key="attempt")
    sample = dbt.ref("int_segmentation_sample").df()
    attempts = dbt.ref("int_attempts").df().sort_values("attempt")
    known = set()
    if dbt.is_incremental:
        known = set(session.sql(f"select distinct attempt, input_fingerprint from {dbt.this}").fetchall())
    content = sample.to_csv(index=False)
    tables = [typed_frame([], COLUMNS)]
    for row in attempts.itertuples():
        inputs = f"{row.approach} {row.k_min} {row.k_max} {RANDOM_STATE}\n{content}"
        fingerprint = hashlib.sha256(inputs.encode()).hexdigest()[:16]
        if len(sample) and (row.attempt, fingerprint) not in known:
            k_values = range(int(row.k_min), int(row.k_max) + 1)
            table = evaluate_candidates(sample, row.approach, k_values, RANDOM_STATE)
            tables.append(table.assign(attempt=row.attempt, input_fingerprint=fingerprint))
    return pd.concat(tables, ignore_index=True)[list(COLUMNS)].astype(COLUMNS)
