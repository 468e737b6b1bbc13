"""What drives an outcome: each driver's share of R squared, averaged over all orders of entering (Shapley, LMG).

Everything is computed from sums of products, counted in buckets of customers: their total gives the shares, drawing
the buckets again gives the intervals. So the cost does not grow with customers.
"""

from dataclasses import dataclass
from math import comb

import numpy as np
import pandas as pd
from scipy.special import ndtr

from customer_segmentation.methods.arrays import FloatArray, Record, require_columns, typed_frame
from customer_segmentation.methods.one_way import holm

MAX_DRIVERS = 12
"""All subsets are taken: 4,096 regressions for twelve drivers."""
OUTCOME, ONE = "overall", ""
"""How moments name the outcome and the constant; the product of the constant with itself counts customers."""

MOMENT_COLUMNS = ("group_key", "bucket", "item_a", "item_b", "product_sum")
SHARE_TYPES = {
    "group_key": "string",
    "item_id": "string",
    "status": "string",
    "n_customers": "Int64",
    "n_drivers": "Int64",
    "r_squared": "Float64",
    "lmg": "Float64",
    "share": "Float64",
    "share_lower": "Float64",
    "share_upper": "Float64",
    "correlation": "Float64",
    "is_redundant": "boolean",
    "difference": "Float64",
    "difference_p_holm": "Float64",
    "differs": "boolean",
}
_NO_VARIANCE = 1e-12
_NOTHING_LEFT = 1e-9


@dataclass(frozen=True)
class Rules:
    """When a group speaks for itself, and how its intervals are made."""

    min_customers: int = 100
    customers_per_driver: int = 10
    buckets: int = 200
    resamples: int = 1000
    confidence: float = 0.95
    alpha: float = 0.05
    random_state: int = 1

    def enough(self, drivers: int) -> int:
        """Return the customers that so many drivers need; never fewer than a regression does."""
        return max(self.min_customers, self.customers_per_driver * drivers, drivers + 2)


@dataclass(frozen=True)
class _Group:
    """Drivers that vary, and the shares in the whole (drivers,) and in every resample (resamples, drivers)."""

    drivers: list[str]
    shares: FloatArray
    resampled: FloatArray


def shapley_shares(correlations: FloatArray) -> FloatArray:
    """Return each driver's part of R squared: its gain averaged over all orders of entering the regression.

    Parameters
    ----------
    correlations : array (..., p + 1, p + 1)
        Correlation matrices of p drivers, 1 to 12, and the outcome in the last place.

    Returns
    -------
    array (..., p)
        Parts that are not negative and add up to R squared of the regression on all drivers. A driver that others
        determine adds nothing after them, so two equal drivers halve their part.

    Raises
    ------
    ValueError
        No driver, more than twelve, a matrix that is not square or holds a value that is not finite.

    References
    ----------
    Lindeman, R. H., Merenda, P. F. and Gold, R. Z. (1980). Introduction to Bivariate and Multivariate Analysis.
    Groemping, U. (2006). Relative importance for linear regression in R: the package relaimpo. Journal of
    Statistical Software 17(1).
    Shapley, L. S. (1953). A value for n-person games. Contributions to the Theory of Games 2, 307-317.
    """
    shape = correlations.shape
    p = shape[-1] - 1
    if len(shape) < 2 or shape[-2] != shape[-1] or not 1 <= p <= MAX_DRIVERS or not np.isfinite(correlations).all():
        raise ValueError(
            f"drivers: expected finite square matrices of 1 to {MAX_DRIVERS} drivers and the outcome, found {shape}"
        )
    explained = _explained(correlations.reshape(-1, p + 1, p + 1))
    masks = np.arange(2**p)
    sizes = np.array([int(mask).bit_count() for mask in masks])
    weights = np.array([1 / (p * comb(p - 1, size)) for size in range(p)])
    parts = []
    for driver in range(p):
        without = masks[(masks >> driver) & 1 == 0]
        parts.append(weights[sizes[without]] @ (explained[without | (1 << driver)] - explained[without]))
    return np.stack(parts, axis=-1).reshape(*shape[:-2], p)


def _explained(matrices: FloatArray) -> FloatArray:
    """Return R squared (2 ** p, m) of every subset of drivers; bit i of the subset's number is driver i."""
    p = matrices.shape[-1] - 1
    explained = np.zeros((2**p, len(matrices)))

    def enter(rest: FloatArray, mask: int, first: int) -> None:
        """Let each driver from `first` on enter after those of the mask; `rest` is what these leave unexplained."""
        for place in range(rest.shape[-1] - 1):
            pivot, column = rest[:, place, place], rest[:, place + 1 :, place]
            inverse = np.where(pivot > _NOTHING_LEFT, 1 / np.where(pivot > _NOTHING_LEFT, pivot, 1.0), 0.0)
            left = rest[:, place + 1 :, place + 1 :]
            left = left - inverse[:, None, None] * column[:, :, None] * column[:, None, :]
            subset = mask | (1 << (first + place))
            # rounding must not let R squared fall when a driver enters, nor pass 1
            explained[subset] = np.clip(1 - left[:, -1, -1], explained[mask], 1.0)
            enter(left, subset, first + place + 1)

    enter(matrices, 0, 0)
    return explained


def driver_shares(moments: pd.DataFrame, rules: Rules | None = None, reference: str | None = None) -> pd.DataFrame:
    """Share R squared of the outcome among the drivers of every group, with intervals and differences.

    Parameters
    ----------
    moments : DataFrame
        group_key, bucket (0 to rules.buckets - 1), item_a, item_b, product_sum: the sum over the bucket's
        customers of the product of two items, each pair once in any order; the same customers for all items of a
        group. OUTCOME names the outcome and ONE the constant 1.
    rules : Rules, optional
        Least customers, resamples and levels.
    reference : str, optional
        The group that all others are part of and are compared with.

    Returns
    -------
    DataFrame
        One row per group and driver, sorted. status: 'estimated'; 'not_enough_data' (fewer customers than
        rules.enough); 'constant' (all customers give the driver one score); 'constant_outcome'. Figures are null
        where they are not estimated. lmg adds up to r_squared, share to 1 (null when R squared is 0); share_lower
        and share_upper are percentiles over resampled buckets. is_redundant: the other drivers determine it, so
        what it shares with them is divided by convention. difference: share less that of the reference, where both
        have the same drivers; the normal test of it takes the standard error from the same resamples, for a group
        and the reference share customers; Holm over all differences.

    Raises
    ------
    ValueError
        A column is missing, a bucket is out of range, a product is not finite, or a group has more than 12 drivers.

    References
    ----------
    Groemping, U. (2007). Estimators of relative importance in linear regression based on variance decomposition.
    The American Statistician 61(2), 139-147.
    """
    rules = rules or Rules()
    require_columns(moments, MOMENT_COLUMNS, "moments of drivers")
    buckets = moments["bucket"].to_numpy(dtype=np.int64)
    if len(moments) and not (buckets.min() >= 0 and buckets.max() < rules.buckets):
        raise ValueError(f"moments of drivers: expected buckets from 0 to {rules.buckets - 1}, found others")
    if not np.isfinite(moments["product_sum"].to_numpy(dtype=np.float64)).all():
        raise ValueError("moments of drivers: a sum of products is not finite")
    draws = np.random.default_rng(rules.random_state).multinomial(
        rules.buckets, np.full(rules.buckets, 1 / rules.buckets), size=rules.resamples
    )
    rows: list[dict[str, object]] = []
    groups: dict[str, _Group] = {}
    for key, of_group in moments.groupby("group_key", sort=True):
        found, group = _of_group(str(key), of_group, rules, draws)
        rows += found
        if group is not None:
            groups[str(key)] = group
    if reference in groups:
        _compare(rows, groups, str(reference), rules)
    return typed_frame(rows, SHARE_TYPES)


def _of_group(
    key: str, moments: pd.DataFrame, rules: Rules, draws: np.ndarray
) -> tuple[list[dict[str, object]], _Group | None]:
    """Return the rows of one group, and its resamples when it has estimates."""
    items = sorted((set(moments["item_a"]) | set(moments["item_b"])) - {OUTCOME, ONE})
    sums = _tensor(moments, [ONE, *items, OUTCOME], rules.buckets)
    total = sums.sum(axis=0)
    n = round(float(total[0, 0]))
    known: Record = {"group_key": key, "n_customers": n, "n_drivers": len(items)}
    if n < rules.enough(len(items)):
        return [{**known, "item_id": item, "status": "not_enough_data"} for item in items], None
    varies = _varies(total)
    kept = [number for number, item in enumerate(items) if varies[number]]
    if not varies[-1] or not kept:
        why = "constant" if varies[-1] else "constant_outcome"
        return [{**known, "item_id": item, "status": why} for item in items], None
    places = [0, *[number + 1 for number in kept], len(items) + 1]
    sums = sums[np.ix_(range(rules.buckets), places, places)]
    whole = _correlations(sums.sum(axis=0)[None])
    lmg = shapley_shares(whole)[0]
    drawn = shapley_shares(_correlations(np.tensordot(draws, sums, axes=1)))
    group = _Group([items[number] for number in kept], _normalised(lmg), _normalised(drawn))
    estimates = _estimates(group, whole[0], lmg, rules)
    rows: list[dict[str, object]] = []
    for item in items:
        rows.append({**known, "item_id": item, "status": "constant", **estimates.get(item, {})})
    return rows, group


def _tensor(moments: pd.DataFrame, items: list[str], buckets: int) -> FloatArray:
    """Return the sums of products as (buckets, items, items), symmetric; what is not listed is 0."""
    place = {item: number for number, item in enumerate(items)}
    sums = np.zeros((buckets, len(items), len(items)))
    first = moments["item_a"].map(place).to_numpy(dtype=np.int64)
    second = moments["item_b"].map(place).to_numpy(dtype=np.int64)
    bucket = moments["bucket"].to_numpy(dtype=np.int64)
    sums[bucket, first, second] = sums[bucket, second, first] = moments["product_sum"].to_numpy(dtype=np.float64)
    return sums


def _varies(total: FloatArray) -> np.ndarray:
    """Return for every item but the constant whether its customers differ."""
    n = total[0, 0]
    squares = np.diag(total)[1:] / n
    return np.asarray(squares - (total[0, 1:] / n) ** 2 > _NO_VARIANCE * np.maximum(squares, 1.0))


def _correlations(sums: FloatArray) -> FloatArray:
    """Return correlations (m, p + 1, p + 1) of sums (m, p + 2, p + 2); an item that does not vary has none."""
    n = np.maximum(sums[:, :1, :1], 1.0)
    means = sums[:, 0, 1:] / n[:, 0]
    covariances = sums[:, 1:, 1:] / n - means[:, :, None] * means[:, None, :]
    variances = np.diagonal(covariances, axis1=1, axis2=2)
    spread = np.sqrt(np.where(variances > _NO_VARIANCE, variances, np.inf))
    return np.asarray(covariances / (spread[:, :, None] * spread[:, None, :]), dtype=np.float64)


def _normalised(lmg: FloatArray) -> FloatArray:
    """Return parts of R squared as shares of it; NaN where nothing is explained."""
    explained = lmg.sum(axis=-1, keepdims=True)
    positive = explained > _NO_VARIANCE
    return np.where(positive, lmg / np.where(positive, explained, 1.0), np.nan)


def _estimates(group: _Group, correlations: FloatArray, lmg: FloatArray, rules: Rules) -> dict[str, dict[str, object]]:
    """Return the figures of every driver that varies."""
    usable = group.resampled[~np.isnan(group.resampled).any(axis=1)]
    tail = (1 - rules.confidence) / 2
    ends = np.quantile(usable, [tail, 1 - tail], axis=0) if len(usable) else np.full((2, len(lmg)), np.nan)
    others = np.linalg.pinv(correlations[:-1, :-1], rcond=_NOTHING_LEFT, hermitian=True)
    # what the others leave of a driver: 0 when they determine it
    redundant = 1 - np.diag(others @ correlations[:-1, :-1]) > _NOTHING_LEFT
    return {
        driver: {
            "status": "estimated",
            "r_squared": float(lmg.sum()),
            "lmg": float(lmg[number]),
            "share": _known(group.shares[number]),
            "share_lower": _known(ends[0, number]),
            "share_upper": _known(ends[1, number]),
            "correlation": float(correlations[number, -1]),
            "is_redundant": bool(redundant[number]),
        }
        for number, driver in enumerate(group.drivers)
    }


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _compare(rows: list[dict[str, object]], groups: dict[str, _Group], reference: str, rules: Rules) -> None:
    """Write into the rows how every other group's shares differ from the reference."""
    base = groups[reference]
    tested: list[tuple[dict[str, object], float, float]] = []
    for row in rows:
        group = groups.get(str(row["group_key"]))
        if group is None or group is base or group.drivers != base.drivers or row["status"] != "estimated":
            continue
        number = group.drivers.index(str(row["item_id"]))
        difference = float(group.shares[number] - base.shares[number])
        error = float(np.nanstd(group.resampled[:, number] - base.resampled[:, number]))
        if np.isfinite(difference) and error > 0:
            tested.append((row, difference, float(2 * ndtr(-abs(difference) / error))))
    adjusted = holm([p for _, _, p in tested])
    for (row, difference, _), p in zip(tested, adjusted, strict=True):
        row |= {"difference": difference, "difference_p_holm": float(p), "differs": bool(p < rules.alpha)}
