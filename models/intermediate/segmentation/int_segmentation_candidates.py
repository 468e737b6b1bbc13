"""One row per attempt and candidate tried, the house rule beside them: how stable, separate and large (basis only).

An attempt is judged once in a database, and again only when what it is judged on changed. `seconds` differs from
run to run and stays here, in the run's own folder.
"""

import hashlib
from dataclasses import replace
from time import perf_counter

import pandas as pd

from customer_segmentation.methods.arrays import typed_frame
from customer_segmentation.methods.attempt import KEEP, Inputs, evaluate_attempt
from customer_segmentation.methods.stability import CANDIDATE_TYPES

RANDOM_STATE = 2566
COLUMNS = {"attempt": "Int64", "input_fingerprint": "string", **CANDIDATE_TYPES, "seconds": "Float64"}


def model(dbt, session):
    """Judge every attempt that this table does not hold yet."""
    dbt.config(materialized="incremental", incremental_strategy="delete+insert", unique_key="attempt")
    sample, house = dbt.ref("int_segmentation_sample"), dbt.ref("int_house_segments")
    kept_rule, kept_values = dbt.ref("int_kept_rule"), dbt.ref("int_kept_values")
    sampled = (relation.join(sample, "customer_id", how="semi").df() for relation in (house, kept_values))
    inputs = Inputs(sample.df(), next(sampled), kept_rule.df(), next(sampled))
    known, content = set(), inputs.text()
    if dbt.is_incremental:
        known = set(session.sql(f"select distinct attempt, input_fingerprint from {dbt.this}").fetchall())
    tables = [typed_frame([], COLUMNS)]
    for row in dbt.ref("int_attempts").df().sort_values("attempt").itertuples():
        kept_merges = row.merged.split("+") if row.approach == KEEP and isinstance(row.merged, str) else []
        text = f"{row.approach} {row.k_min} {row.k_max} {'+'.join(kept_merges)} {RANDOM_STATE}\n{content}"
        fingerprint = hashlib.sha256(text.encode()).hexdigest()[:16]
        if len(inputs.sample) and (row.attempt, fingerprint) not in known:
            k_values = range(int(row.k_min), int(row.k_max) + 1)
            own = replace(inputs, kept_merges=tuple(map(int, kept_merges)))
            table = evaluate_attempt(row.approach, k_values, own, RANDOM_STATE, perf_counter)
            tables.append(table.assign(attempt=row.attempt, input_fingerprint=fingerprint))
    return pd.concat(tables, ignore_index=True)[list(COLUMNS)].astype(COLUMNS)
