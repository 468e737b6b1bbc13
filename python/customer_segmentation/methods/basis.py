"""The variables that segments are made from: mixed kinds as one matrix, and distances between customers.

The long frame comes from SQL: one row a customer and variable, numeric values already transformed (log1p) and
robustly scaled (centred by the median), missing values null. Nothing here knows what a variable means.
"""

import hashlib
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from customer_segmentation.methods.arrays import FloatArray, IntArray, require_columns

CLIP = 3.0
"""Scaled values count no further than this many robust units from the median."""
RARE_SHARE = 0.01
"""A category held by a smaller share of the customers is pooled."""
OTHER = "other"
"""The category that rare ones, and ones never seen in the sample, count as."""
CATEGORY_SCALE = 0.5
"""Two customers of different categories are two squares times this = one unit apart."""

LONG_COLUMNS = ("customer_id", "variable", "kind", "numeric_value", "category_value")


@dataclass(frozen=True)
class Numeric:
    """A numeric variable: its values (n,), NaN where missing, clipped; `span` is their range."""

    name: str
    weight: float
    values: FloatArray
    span: float


@dataclass(frozen=True)
class Categorical:
    """A categorical variable: `codes` (n,) point into `levels`, -1 if missing; the last level is `OTHER`."""

    name: str
    weight: float
    levels: tuple[str, ...]
    codes: IntArray


@dataclass(frozen=True)
class Basis:
    """The basis variables of n customers, customers and variables in ascending order of their names."""

    customers: tuple[str, ...]
    numeric: tuple[Numeric, ...]
    categorical: tuple[Categorical, ...]

    def encoded(self) -> FloatArray:
        """Return the matrix (n, d) whose squared Euclidean distances are the weighted distances of k-means.

        A numeric variable is one column; a missing value stands at 0, the median. A categorical variable is
        one column per level times sqrt(CATEGORY_SCALE); a missing value stands at the shares of the levels.
        Columns are multiplied by the square root of the variable's weight.
        """
        columns = [np.sqrt(v.weight) * np.nan_to_num(v.values)[:, None] for v in self.numeric]
        columns += [np.sqrt(v.weight * CATEGORY_SCALE) * _indicators(v) for v in self.categorical]
        return np.hstack(columns) if columns else np.zeros((len(self.customers), 0))

    def gower(self) -> FloatArray:
        """Return the matrix (n, n) of Gower's distances in [0, 1].

        A numeric variable counts |x - y| / range, a categorical one 0 or 1, averaged with the variables'
        weights over those that both customers have. Two customers with none in common are 1 apart.

        References
        ----------
        Gower, J. C. (1971). A general coefficient of similarity and some of its properties.
        Biometrics 27(4), 857-871.
        """
        n = len(self.customers)
        distances = np.empty((n, n))
        block = 512  # rows at a time, so that only the result is n by n
        for start in range(0, n, block):
            distances[start : start + block] = self._gower_rows(slice(start, start + block))
        np.fill_diagonal(distances, 0.0)
        return distances

    def balanced(self) -> "Basis":
        """Return the basis with every weight divided by the variable's mean difference between two customers.

        Gower's distance else hears categories four times as loudly as numbers, whose differences are small
        parts of their range.
        """
        return Basis(
            self.customers,
            tuple(replace(v, weight=v.weight / _mean_distance(v.values) * v.span) for v in self.numeric),
            tuple(replace(v, weight=v.weight / _mean_mismatch(v.codes)) for v in self.categorical),
        )

    def _gower_rows(self, rows: slice) -> FloatArray:
        total = np.zeros((len(self.customers[rows]), len(self.customers)))
        weights = np.zeros_like(total)
        for number in self.numeric:
            difference = np.abs(number.values[rows, None] - number.values[None, :]) / number.span
            shared = ~np.isnan(difference)
            total += number.weight * np.where(shared, difference, 0.0)
            weights += number.weight * shared
        for category in self.categorical:
            here, there = category.codes[rows, None], category.codes[None, :]
            shared = (here >= 0) & (there >= 0)
            total += category.weight * (shared & (here != there))
            weights += category.weight * shared
        return np.divide(total, weights, out=np.ones_like(total), where=weights > 0)

    def hash_sample(self, size: int) -> IntArray:
        """Return the row numbers, ascending, of at most `size` customers, chosen by the md5 of their id."""
        keys = [hashlib.md5(c.encode(), usedforsecurity=False).hexdigest() for c in self.customers]
        chosen = sorted(range(len(keys)), key=keys.__getitem__)[:size]
        return np.sort(np.array(chosen, dtype=np.int64))


def _mean_distance(values: FloatArray) -> float:
    """Return the mean of |x - y| over all pairs of known values, pairs of a value with itself among them."""
    known = np.sort(values[~np.isnan(values)])
    n = len(known)
    return float(2 * ((2 * np.arange(n) - n + 1) * known).sum() / n**2)


def _mean_mismatch(codes: IntArray) -> float:
    """Return the share of all pairs of known codes that differ."""
    counts = np.bincount(codes[codes >= 0])
    return float(1 - ((counts / counts.sum()) ** 2).sum())


def _indicators(variable: Categorical) -> FloatArray:
    """Return one 0/1 column per level (n, levels); rows without a value hold the shares of the levels."""
    seen = variable.codes >= 0
    columns = np.eye(len(variable.levels))[variable.codes]
    columns[~seen] = columns[seen].mean(axis=0)
    return columns


def build_basis(long_frame: pd.DataFrame) -> Basis:
    """Read the long frame of basis values.

    Parameters
    ----------
    long_frame : DataFrame
        Columns customer_id, variable, kind ('numeric' or 'categorical'), numeric_value (robust units),
        category_value, and optionally weight (positive, one per variable; default 1). A customer without a
        row for a variable, or with a null value, misses it.

    Returns
    -------
    Basis
        Numeric values clipped at +-CLIP, categories held by less than RARE_SHARE of the customers pooled
        into OTHER, variables with one single value left out, and so are customers without any value left:
        they tell nothing about segments (the rule places them all the same).

    Raises
    ------
    ValueError
        A column is missing or doubled, a customer has a variable twice, a value is infinite, a variable has
        two kinds or weights, or a weight is not positive.
    """
    require_columns(long_frame, LONG_COLUMNS, "basis values")
    frame = long_frame.assign(weight=1.0) if "weight" not in long_frame.columns else long_frame
    twice = frame.duplicated(["customer_id", "variable"])
    if twice.any():
        first = frame.loc[twice, ["customer_id", "variable"]].iloc[0].tolist()
        raise ValueError(f"basis values: customer and variable {first} have more than one row")
    customers = np.array(sorted(frame["customer_id"].astype(str).unique()), dtype=object)
    numeric: list[Numeric] = []
    categorical: list[Categorical] = []
    for name, rows in frame.groupby("variable", sort=True):
        kind, weight = _kind_and_weight(str(name), rows)
        found = rows.set_index(rows["customer_id"].astype(str)).reindex(customers)
        if kind == "numeric":
            number = _numeric(str(name), weight, found["numeric_value"])
            numeric += [number] if number.span > 0 else []
        else:
            category = _categorical(str(name), weight, found["category_value"])
            categorical += [category] if np.unique(category.codes[category.codes >= 0]).size > 1 else []
    known = np.zeros(len(customers), dtype=bool)
    for values in [~np.isnan(v.values) for v in numeric] + [v.codes >= 0 for v in categorical]:
        known |= values
    return Basis(
        tuple(customers[known]),
        tuple(replace(v, values=v.values[known]) for v in numeric),
        tuple(replace(v, codes=v.codes[known]) for v in categorical),
    )


def _kind_and_weight(name: str, rows: pd.DataFrame) -> tuple[str, float]:
    kinds, weights = sorted(rows["kind"].astype(str).unique()), rows["weight"].astype(float).unique()
    if len(kinds) != 1 or kinds[0] not in ("numeric", "categorical"):
        raise ValueError(f"basis variable {name}: expected one kind, numeric or categorical, found {kinds}")
    if len(weights) != 1 or not (np.isfinite(weights[0]) and weights[0] > 0):
        raise ValueError(f"basis variable {name}: expected one positive weight, found {weights.tolist()}")
    return kinds[0], float(weights[0])


def _numeric(name: str, weight: float, values: "pd.Series[float]") -> Numeric:
    found = values.to_numpy(dtype=np.float64, na_value=np.nan)
    if np.isinf(found).any():
        raise ValueError(f"basis variable {name}: an infinite value; leave it null or transform it in SQL")
    clipped: FloatArray = np.clip(found, -CLIP, CLIP)
    seen = clipped[~np.isnan(clipped)]
    return Numeric(name, weight, clipped, float(np.ptp(seen)) if seen.size else 0.0)


def _categorical(name: str, weight: float, values: "pd.Series[str]") -> Categorical:
    counts = values.value_counts()
    kept = sorted(str(level) for level in counts[counts >= RARE_SHARE * len(values)].index if level != OTHER)
    levels = (*kept, OTHER)
    position = {level: code for code, level in enumerate(levels)}
    codes = [-1 if pd.isna(value) else position.get(str(value), len(kept)) for value in values]
    return Categorical(name, weight, levels, np.array(codes, dtype=np.int64))
