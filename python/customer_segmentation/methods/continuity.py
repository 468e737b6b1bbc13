"""Which of last year's segments each of this year's continues, so that it keeps its name and colour."""

import pandas as pd
from scipy.optimize import linear_sum_assignment

from customer_segmentation.methods.arrays import Record, require_columns, typed_frame

MIN_JACCARD = 0.5
"""A segment continues another when they share at least half of the customers that either holds; below this
Hennig (2007; see `stability`) calls a cluster dissolved."""

CONTINUITY_TYPES = {
    "segment_no": "Int64",
    "continuity": "string",
    "previous_segment_key": "string",
    "jaccard": "Float64",
    "common_customers": "Int64",
}


def match_segments(counts: pd.DataFrame, min_jaccard: float = MIN_JACCARD) -> pd.DataFrame:
    """Match this year's segments with last year's, one to one, by the customers of both years.

    Parameters
    ----------
    counts : DataFrame
        segment_no, previous_segment_key, customers: customers of both years per pair. A null
        previous_segment_key only says that the segment exists; its customers count for no overlap.
    min_jaccard : float
        Least Jaccard similarity (common / either, among the customers of both years) to continue, in (0, 1].

    Returns
    -------
    DataFrame
        One row a segment_no, ascending: continuity ('continued' or 'new'), previous_segment_key and
        common_customers (null when new), jaccard (with the segment assigned, also when that is too little;
        null without one). The assignment has the largest sum of similarities.

    Raises
    ------
    ValueError
        A column is missing, a pair stands there twice, a number of customers is negative, missing or infinite, or
        min_jaccard is out of range.

    References
    ----------
    Kuhn, H. W. (1955). The Hungarian method for the assignment problem. Naval Research Logistics Quarterly
    2(1-2), 83-97.
    """
    require_columns(counts, ("segment_no", "previous_segment_key", "customers"), "segment overlaps")
    if not 0 < min_jaccard <= 1:
        raise ValueError(f"segment overlaps: expected 0 < min_jaccard <= 1, found {min_jaccard}")
    if counts.duplicated(["segment_no", "previous_segment_key"]).any():
        raise ValueError("segment overlaps: expected one row for every pair of segments, found a pair twice")
    if not counts["customers"].astype(float).between(0, float("inf"), inclusive="left").all():
        raise ValueError("segment overlaps: expected numbers of customers from 0, found one that is none")
    known = counts.dropna(subset=["previous_segment_key"])
    numbers = sorted(int(number) for number in counts["segment_no"].unique())
    table = (
        known.pivot(index="segment_no", columns="previous_segment_key", values="customers")
        .reindex(index=numbers)
        .sort_index(axis="columns")
        .fillna(0)
        .to_numpy(dtype=float)
    )
    keys = sorted(known["previous_segment_key"].astype(str).unique())
    union = table.sum(axis=1, keepdims=True) + table.sum(axis=0, keepdims=True) - table
    similarity = table / union.clip(min=1.0)
    rows: dict[int, Record] = {n: {"segment_no": n, "continuity": "new"} for n in numbers}
    for i, j in zip(*linear_sum_assignment(similarity, maximize=True), strict=True):
        found = {**rows[numbers[i]], "jaccard": float(similarity[i, j])}
        if similarity[i, j] >= min_jaccard:
            found |= {
                "continuity": "continued",
                "previous_segment_key": keys[j],
                "common_customers": int(table[i, j]),
            }
        rows[numbers[i]] = found
    return typed_frame(rows.values(), CONTINUITY_TYPES)
