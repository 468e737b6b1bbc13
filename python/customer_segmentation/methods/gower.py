"""Segments by Gower's distance whose centres are no customers: medians of numbers and shares of categories.

k-medoids finds where the segments lie, but its centre is one customer, who has oddities of its own in every
variable. From each start the centres therefore go on to what minimises the same distances without having to be a
customer, and customers to the nearest centre, in turns, until the sum of distances falls no further.

References
----------
Gower, J. C. (1971). A general coefficient of similarity and some of its properties. Biometrics 27(4), 857-871.
Huang, Z. (1998). Extensions to the k-means algorithm for clustering large data sets with categorical values. Data
Mining and Knowledge Discovery 2(3), 283-304 (centres of mixed variables, in turns with the customers).
Kaufman, L. and Rousseeuw, P. J. (1990). Finding Groups in Data, chapter 2 (PAM). Wiley.
"""

from dataclasses import dataclass

import numpy as np

from customer_segmentation.methods.arrays import FloatArray, IntArray
from customer_segmentation.methods.basis import CATEGORY_SCALE, Basis

ROUNDS = 100
"""Turns at most; some ten are usual."""
LEAST_GAIN = 1e-12
"""The share by which a turn has to lower the sum of distances."""


@dataclass(frozen=True)
class GowerSpace:
    """The customers as Gower's distance sees them.

    Attributes
    ----------
    distances : FloatArray, (n, n)
        Between the customers.
    numbers : FloatArray, (n, p)
        Numeric values, NaN where missing.
    number_weights : FloatArray, (p,)
        Weight of each number over its range.
    categories : tuple of FloatArray, (n, levels)
        Per categorical variable 1 for the customer's level and 0 for the others; a row of NaN where missing.
    weights : FloatArray, (p + number of categorical variables,)
        Of the variables in this order.
    """

    distances: FloatArray
    numbers: FloatArray
    number_weights: FloatArray
    categories: tuple[FloatArray, ...]
    weights: FloatArray

    def at(self, rows: IntArray) -> "GowerSpace":
        """Return the space of the customers at `rows` alone."""
        return GowerSpace(
            self.distances[np.ix_(rows, rows)],
            self.numbers[rows],
            self.number_weights,
            tuple(category[rows] for category in self.categories),
            self.weights,
        )

    @property
    def encoded(self) -> FloatArray:
        """The customers as centres are written: (n, p + levels of all categories), NaN where missing."""
        return np.hstack([self.numbers, *self.categories])


def gower_space(basis: Basis) -> GowerSpace:
    """Return the space of a basis; keep n <= 5,000, for all pairs are in it."""
    columns = [v.values[:, None] for v in basis.numeric]
    categories = []
    for variable in basis.categorical:
        held = np.eye(len(variable.levels))[variable.codes]
        categories.append(np.where(variable.codes[:, None] < 0, np.nan, held))
    return GowerSpace(
        basis.gower(),
        np.hstack([np.empty((len(basis.customers), 0)), *columns]),
        np.array([v.weight / v.span for v in basis.numeric]),
        tuple(categories),
        np.array([*(v.weight for v in basis.numeric), *(v.weight for v in basis.categorical)]),
    )


def to_centres(space: GowerSpace, centres: FloatArray) -> FloatArray:
    """Return Gower's distances to centres.

    Parameters
    ----------
    space : GowerSpace
        n customers.
    centres : FloatArray, (k, d)
        As `GowerSpace.encoded` writes customers: a value per number and a share per level.

    Returns
    -------
    FloatArray, (n, k)
        Differences over the range, and half the squared distances between shares (so two customers differ by 0 or
        1 in a category), averaged with the weights over the variables that customer and centre have; NaN without
        any.
    """
    p = space.numbers.shape[1]
    total, weight = np.zeros((2, len(space.numbers), len(centres)))
    for number in range(p):
        away = np.abs(space.numbers[:, number, None] - centres[None, :, number])
        total += space.number_weights[number] * np.nan_to_num(away)
        weight += space.weights[number] * ~np.isnan(away)
    position = p
    for held, own in zip(space.categories, space.weights[p:], strict=True):
        shares = centres[:, position : position + held.shape[1]]
        away = CATEGORY_SCALE * (1 - 2 * held @ shares.T + (shares**2).sum(axis=1))
        total += own * np.nan_to_num(away)
        weight += own * ~np.isnan(away)
        position += held.shape[1]
    return np.divide(total, weight, out=np.full_like(total, np.nan), where=weight > 0)


def refine(space: GowerSpace, centres: FloatArray) -> tuple[float, FloatArray]:
    """Improve centres in turns with the customers nearest to them.

    Parameters
    ----------
    space : GowerSpace
        n customers.
    centres : FloatArray, (k, d)
        Where to begin, for instance medoids.

    Returns
    -------
    float
        The sum of the distances to the nearest centre, no larger than at the beginning.
    FloatArray, (k, d)
        Medians and shares; NaN where no customer of a segment has the variable. The centres stay as they were where
        a segment would be lost.
    """
    everyone, p, k = space.encoded, space.numbers.shape[1], len(centres)
    loss, labels = _assigned(to_centres(space, centres))
    for _ in range(ROUNDS if _all_held(labels, k) else 0):
        moved = np.stack([_centre(everyone[labels == segment], p) for segment in range(k)])
        found, again = _assigned(to_centres(space, moved))
        if found >= loss * (1 - LEAST_GAIN) or not _all_held(again, k):
            break
        loss, labels, centres = found, again, moved
    return loss, centres


def _all_held(labels: IntArray, k: int) -> bool:
    return bool(np.bincount(labels, minlength=k).all())


def _assigned(distances: FloatArray) -> tuple[float, IntArray]:
    """Return the sum of the distances to the nearest centre, and which centre that is."""
    comparable = np.where(np.isnan(distances), np.inf, distances)
    least = comparable.min(axis=1)
    return float(least[np.isfinite(least)].sum()), np.asarray(comparable.argmin(axis=1), dtype=np.int64)


def _centre(rows: FloatArray, p: int) -> FloatArray:
    """Return the medians of the first p columns and the means of the others; NaN where nothing is known."""
    known = (~np.isnan(rows)).sum(axis=0)
    ordered, columns, n = np.sort(rows[:, :p], axis=0), np.arange(p), known[:p]  # missing values come last
    medians = (ordered[np.maximum(n - 1, 0) // 2, columns] + ordered[n // 2, columns]) / 2
    shares = np.full(rows.shape[1] - p, np.nan)
    np.divide(np.nansum(rows[:, p:], axis=0), known[p:], out=shares, where=known[p:] > 0)
    return np.concatenate([medians, shares])
