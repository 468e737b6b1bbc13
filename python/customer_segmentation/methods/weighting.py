"""Means of segments that speak for all customers, when some strata answered more than others.

The gate is unweighted: it asks whether the customers who answered differ. What is said about a segment as a whole
takes the weights of non-response; so does the test that stands beside the gate here. Variances are linearised
within strata, from counts per stratum, segment and need.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import f as f_distribution

from customer_segmentation.methods.arrays import FloatArray, Record, require_columns, typed_frame

CELL_COLUMNS = ("stratum", "segment_no", "item_id", "customers", "score_sum", "score_squares", "weight")
MEAN_TYPES = {
    "item_id": "string",
    "segment_no": "Int64",
    "customers": "Int64",
    "mean": "Float64",
    "standard_error": "Float64",
}
WALD_TYPES = {
    "item_id": "string",
    "status": "string",
    "customers": "Int64",
    "segments": "Int64",
    "f": "Float64",
    "df1": "Int64",
    "df2": "Int64",
    "p_value": "Float64",
}


@dataclass(frozen=True)
class _Need:
    """One need: counts, sums, squares (strata, segments), the strata's weights; then means and covariance."""

    customers: FloatArray
    sums: FloatArray
    squares: FloatArray
    weights: FloatArray

    def means(self) -> FloatArray:
        """Return the weighted means (segments,)."""
        return np.asarray((self.weights @ self.sums) / (self.weights @ self.customers))

    def covariance(self) -> FloatArray:
        """Return the linearised covariance (segments, segments) of the means; no finite population correction.

        A stratum with one customer is centred on nothing, which is on the careful side.
        """
        means, shares = self.means(), self.weights[:, None] / (self.weights @ self.customers)
        totals = shares * (self.sums - self.customers * means)
        squares = shares**2 * (self.squares - 2 * means * self.sums + means**2 * self.customers)
        covariance = np.zeros((len(means), len(means)))
        for n, total, square in zip(self.customers.sum(axis=1), totals, squares, strict=True):
            lonely = n < 2
            factor = 1.0 if lonely else n / (n - 1)
            covariance += factor * (np.diag(square) - (0.0 if lonely else np.outer(total, total) / n))
        return covariance


def weighted_means(cells: pd.DataFrame) -> pd.DataFrame:
    """Return each segment's mean score of each need, weighted by stratum.

    Parameters
    ----------
    cells : DataFrame
        One row a stratum, segment and need: stratum, segment_no, item_id, customers (who answered), score_sum
        and score_squares (of their scores, in answer units), weight (positive, one per stratum: how many
        customers one answer speaks for, up to a common factor).

    Returns
    -------
    DataFrame
        One row a need and segment with an answer: item_id, segment_no, customers, mean and standard_error (answer
        units; 0 where the segment's customers all gave one score).

    Raises
    ------
    ValueError
        A column is missing, a cell stands there twice, a figure is missing or infinite, a weight is not positive
        or not one per stratum, or customers are not positive.

    References
    ----------
    Binder, D. A. (1983). On the variances of asymptotically normal estimators from complex surveys.
    International Statistical Review 51(3), 279-292.
    """
    rows: list[Record] = []
    for item, numbers, need in _needs(cells):
        errors = np.sqrt(np.maximum(np.diag(need.covariance()), 0.0))
        for number, n, mean, error in zip(numbers, need.customers.sum(axis=0), need.means(), errors, strict=True):
            row = {"item_id": item, "segment_no": number, "customers": int(n), "mean": mean, "standard_error": error}
            rows.append(row)
    return typed_frame(rows, MEAN_TYPES)


def wald_test(cells: pd.DataFrame, min_customers: int = 20) -> pd.DataFrame:
    """Test per need whether the weighted means of the segments differ.

    Parameters
    ----------
    cells : DataFrame
        As in `weighted_means`.
    min_customers : int
        Segments with fewer customers on a need are left out of its test (at least 2).

    Returns
    -------
    DataFrame
        One row a need: item_id, status ('tested'; 'not_enough_data' with fewer than two segments or no degree of
        freedom left; 'no_variation' when the means' covariance can't be inverted), customers and segments
        tested, f, df1, df2, p_value. f is the Wald statistic over df1, times (df - df1 + 1) / df with df the
        customers less the strata.

    Raises
    ------
    ValueError
        As in `weighted_means`, or min_customers is below 2.

    References
    ----------
    Korn, E. L. and Graubard, B. I. (1990). Simultaneous testing of regression coefficients with complex survey
    data: use of Bonferroni t statistics. The American Statistician 44(4), 270-276.
    """
    if min_customers < 2:
        raise ValueError(f"expected min_customers >= 2, found {min_customers}")
    require_columns(cells, CELL_COLUMNS, "weighted cells")
    large = cells.groupby(["item_id", "segment_no"])["customers"].transform("sum") >= min_customers
    kept = {item: need for item, _, need in _needs(cells[large])}
    return typed_frame([_wald(str(item), kept.get(str(item))) for item in sorted(set(cells["item_id"]))], WALD_TYPES)


def _wald(item: str, need: _Need | None) -> Record:
    n, segments = (0, 0) if need is None else (int(need.customers.sum()), need.customers.shape[1])
    found: dict[str, object] = {"item_id": item, "customers": n, "segments": segments, "status": "not_enough_data"}
    df1 = segments - 1
    if need is None or df1 < 1:
        return found
    df = n - len(need.weights)
    if df - df1 + 1 < 1:
        return found
    contrasts = np.hstack([-np.ones((df1, 1)), np.eye(df1)])
    differences, spread = contrasts @ need.means(), contrasts @ need.covariance() @ contrasts.T
    if np.linalg.matrix_rank(spread) < df1:
        return found | {"status": "no_variation"}
    f = float(differences @ np.linalg.solve(spread, differences)) / df1 * (df - df1 + 1) / df
    p_value = float(f_distribution.sf(f, df1, df - df1 + 1))
    return found | {"status": "tested", "f": f, "df1": df1, "df2": df - df1 + 1, "p_value": p_value}


def _needs(cells: pd.DataFrame) -> list[tuple[str, list[int], _Need]]:
    require_columns(cells, CELL_COLUMNS, "weighted cells")
    figures = ["customers", "score_sum", "score_squares", "weight"]
    frame = cells.astype(dict.fromkeys(figures, float))
    if not np.isfinite(frame[figures].to_numpy()).all():
        raise ValueError("weighted cells: expected finite figures, found a missing or an infinite one")
    if frame.duplicated(["stratum", "segment_no", "item_id"]).any():
        raise ValueError("weighted cells: a stratum, segment and need stand there twice")
    if not ((frame["weight"] > 0) & (frame["customers"] > 0)).all():
        raise ValueError("weighted cells: expected positive weights and customers")
    weights = frame.groupby("stratum")["weight"].agg(["min", "max"])
    if not (weights["min"] == weights["max"]).all():
        raise ValueError("weighted cells: expected one weight per stratum")
    needs = []
    for item, rows in frame.groupby("item_id", sort=True):
        tables = [
            rows.pivot(index="stratum", columns="segment_no", values=name).fillna(0.0)
            for name in ("customers", "score_sum", "score_squares")
        ]
        of_strata = weights["min"].loc[tables[0].index].to_numpy(dtype=np.float64)
        numbers = [int(number) for number in tables[0].columns]
        customers, sums, squares = (table.to_numpy(dtype=np.float64) for table in tables)
        needs.append((str(item), numbers, _Need(customers, sums, squares, of_strata)))
    return needs
