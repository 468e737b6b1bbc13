"""Intervals of mean satisfaction and its trend, from moments: counts, sums and sums of squares."""

from typing import Any

import pandas as pd

from customer_segmentation.methods.arrays import require_columns, typed_frame
from customer_segmentation.methods.intervals import student
from customer_segmentation.methods.one_way import holm

MOMENTS = ("group_key", "aspect", "n", "total", "squares", "pairs", "change_total", "change_squares")
RESULT = {
    "group_key": "string",
    "aspect": "string",
    "lower": "Float64",
    "upper": "Float64",
    "change": "Float64",
    "change_lower": "Float64",
    "change_upper": "Float64",
    "p_adjusted": "Float64",
    "trend": "string",
}


def satisfaction_intervals(
    moments: pd.DataFrame, min_customers: int, reference: str = "all", confidence: float = 0.95
) -> pd.DataFrame:
    """Give each mean its interval, and the change of the customers of both surveys its interval and verdict.

    Parameters
    ----------
    moments : DataFrame
        One row per group and aspect: `group_key`, `aspect`; `n`, `total`, `squares` of the customers' scores; `pairs`,
        `change_total`, `change_squares` of the changes of those customers who have a score in both surveys.
    min_customers : int
        Fewest pairs for which a trend is tested.
    reference : str
        The group that is everybody: it is tested by itself and stands outside the family of the groups.
    confidence : float
        Of the intervals; a trend is called at the level of 1 less this, after Holm over groups and aspects.

    Returns
    -------
    DataFrame
        One row per row of `moments`: `lower`, `upper` of the mean (Student's t; missing below two customers); `change`
        with its interval (missing below two pairs); `p_adjusted`; `trend`: "higher", "lower", "no_change_found", or
        "not_enough_data".

    Raises
    ------
    ValueError
        A column is missing.

    References
    ----------
    Student (1908). The probable error of a mean. Biometrika 6(1), 1-25.
    """
    require_columns(moments, MOMENTS, "satisfaction")
    rows = [_row(row, confidence) for row in moments.to_dict("records")]
    everybody = [row for row in rows if row["group_key"] == reference]
    groups = [row for row in rows if row["group_key"] != reference]
    for family in (everybody, groups):
        _decide([row for row in family if row["pairs"] >= max(2, min_customers)], 1 - confidence)
    return typed_frame(rows, RESULT)


def _row(row: dict[Any, Any], confidence: float) -> dict[str, Any]:
    """One group and aspect: both intervals, and p of no change before any adjustment."""
    _, lower, upper, _ = _mean(row["n"], row["total"], row["squares"], confidence)
    change, change_lower, change_upper, p = _mean(row["pairs"], row["change_total"], row["change_squares"], confidence)
    return {
        "group_key": row["group_key"],
        "aspect": row["aspect"],
        "pairs": int(row["pairs"]),
        "lower": lower,
        "upper": upper,
        "change": change,
        "change_lower": change_lower,
        "change_upper": change_upper,
        "p": p,
        "trend": "not_enough_data",
    }


def _mean(count: int, total: float, squares: float, confidence: float) -> tuple[float | None, ...]:
    """Mean, its bounds, and p of a mean of zero; missing where fewer than two values can't tell."""
    if count < 2:
        return None, None, None, None
    mean = total / count
    error = (max(squares - total * mean, 0.0) / (count - 1) / count) ** 0.5
    return mean, *student(mean, error, count - 1, confidence)


def _decide(tested: list[dict[str, Any]], alpha: float) -> None:
    """Adjust p over the family and say which way satisfaction went."""
    for row, p_adjusted in zip(tested, holm([row["p"] for row in tested]), strict=True):
        way = "higher" if row["change"] > 0 else "lower"
        row["p_adjusted"] = p_adjusted
        row["trend"] = way if p_adjusted < alpha else "no_change_found"
