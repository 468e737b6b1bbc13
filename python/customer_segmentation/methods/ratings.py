"""Ratings of an organisation beside those of others, from what a report tells: mean, number of answers and spread."""

from typing import Any

import pandas as pd

from customer_segmentation.methods.arrays import require_columns, typed_frame
from customer_segmentation.methods.intervals import Interval, student
from customer_segmentation.methods.one_way import holm

RATINGS = ("attribute", "organisation", "is_own", "rating", "answers", "standard_deviation")
RESULT = {
    "attribute": "string",
    "organisation": "string",
    "lower": "Float64",
    "upper": "Float64",
    "difference_lower": "Float64",
    "difference_upper": "Float64",
    "p_adjusted": "Float64",
    "verdict": "string",
}
OWN, BETTER, WORSE, NOT_TOLD_APART, NOT_ENOUGH = "reference", "better", "worse", "not_told_apart", "not_enough_data"


def rating_intervals(ratings: pd.DataFrame, min_answers: int, confidence: float = 0.95) -> pd.DataFrame:
    """Give each rating its interval, and the own one's difference from each competitor its interval and verdict.

    Parameters
    ----------
    ratings : DataFrame
        One row per attribute and organisation rated on it: `attribute`, `organisation`, `is_own`, `rating` (mean, in
        points of the scale), `answers` and `standard_deviation` (missing where not told).
    min_answers : int
        Fewest answers of both that a verdict needs.
    confidence : float
        Of the intervals; two are told apart at the level of 1 less this, after Holm over all that are compared.

    Returns
    -------
    DataFrame
        One row per row of `ratings`: `lower`, `upper` of the mean (Student's t; missing below two answers or without a
        spread); `difference_lower`, `difference_upper` of the own rating minus this one (Welch, each by itself; missing
        where either has no interval); `p_adjusted`; `verdict`: of the own rating "reference", of the others "better",
        "worse" (the own one is), "not_told_apart", or "not_enough_data". The samples are taken as independent: where
        the same people rated both, and rate high or low as a whole, the interval is rather too wide than too narrow.

    Raises
    ------
    ValueError
        A column is missing, or an attribute has two own ratings.

    References
    ----------
    Welch, B. L. (1947). The generalization of "Student's" problem when several different population variances are
    involved. Biometrika 34(1/2), 28-35.
    Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of Statistics 6(2),
    65-70.
    """
    require_columns(ratings, RATINGS, "ratings")
    records: list[dict[Any, Any]] = ratings.to_dict("records")
    own = {record["attribute"]: record for record in records if record["is_own"]}
    if len(own) < sum(bool(record["is_own"]) for record in records):
        raise ValueError("ratings: an attribute has more than one own rating")
    rows = [_row(record, own.get(record["attribute"]), min_answers, confidence) for record in records]
    compared = [row for row in rows if row["p"] is not None]
    for row, p_adjusted in zip(compared, holm([row["p"] for row in compared]), strict=True):
        row["p_adjusted"] = p_adjusted
        if p_adjusted < 1 - confidence:
            row["verdict"] = BETTER if row["difference"] > 0 else WORSE
        else:
            row["verdict"] = NOT_TOLD_APART
    return typed_frame(rows, RESULT)


def _row(record: dict[Any, Any], own: dict[Any, Any] | None, min_answers: int, confidence: float) -> dict[str, Any]:
    """One rating: its interval, and its difference from the own one before any adjustment."""
    row: dict[str, Any] = {
        "attribute": record["attribute"],
        "organisation": record["organisation"],
        "p": None,
        "verdict": OWN if record["is_own"] else NOT_ENOUGH,
    }
    if not _has_spread(record):
        return row
    row["lower"], row["upper"], _ = student(
        record["rating"], _squared_error(record) ** 0.5, record["answers"] - 1, confidence
    )
    if record["is_own"] or own is None or not _has_spread(own):
        return row
    row["difference"] = own["rating"] - record["rating"]
    found = _welch(own, record, confidence)
    row["difference_lower"], row["difference_upper"] = found.lower, found.upper
    if min(own["answers"], record["answers"]) >= max(2, min_answers):
        row["p"] = found.p
    return row


def _has_spread(record: dict[Any, Any]) -> bool:
    """Tell whether answers and spread are told, and enough of them for any interval."""
    return not pd.isna(record["answers"]) and not pd.isna(record["standard_deviation"]) and record["answers"] >= 2


def _squared_error(record: dict[Any, Any]) -> float:
    return float(record["standard_deviation"] ** 2 / record["answers"])


def _welch(own: dict[Any, Any], other: dict[Any, Any], confidence: float) -> Interval:
    """Interval of the difference of two means whose spreads may differ."""
    shares = _squared_error(own), _squared_error(other)
    free = own["answers"] - 1, other["answers"] - 1
    unequal = shares[0] ** 2 / free[0] + shares[1] ** 2 / free[1]
    df = sum(shares) ** 2 / unequal if unequal else sum(free)
    return student(own["rating"] - other["rating"], sum(shares) ** 0.5, df, confidence)
