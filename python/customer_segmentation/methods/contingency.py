"""Do the segments differ in a need that is a choice between categories? From counts of customers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2_contingency

SMALLEST_EXPECTED = 5.0


@dataclass(frozen=True)
class ChiSquared:
    """Pearson's chi-squared; `is_valid`: every expected count is at least 5, so that the p can be trusted."""

    chi_squared: float
    df: int
    p_value: float
    cramers_v: float
    is_valid: bool


def chi_squared(segments: Sequence[Mapping[str, int]]) -> ChiSquared | None:
    """Test whether the categories are chosen alike in all segments.

    Parameters
    ----------
    segments : sequence of mappings
        Category to number of customers, one mapping a segment; a category that is absent was not chosen.

    Returns
    -------
    ChiSquared or None
        None when there is nothing to compare: fewer than two segments with customers or fewer than two
        categories chosen. cramers_v is in [0, 1], the square root of chi-squared over its greatest value.

    Raises
    ------
    ValueError
        A number of customers is negative.

    References
    ----------
    Pearson, K. (1900). On the criterion that a given system of deviations from the probable in the case of a
    correlated system of variables is such that it can be reasonably supposed to have arisen from random sampling.
    Philosophical Magazine, series 5, 50(302), 157-175.
    Cramér, H. (1946). Mathematical Methods of Statistics, section 21.9. Princeton University Press.
    """
    categories = sorted({category for choices in segments for category in choices})
    table = np.array([[choices.get(category, 0) for category in categories] for choices in segments], dtype=np.int64)
    if (table < 0).any():
        raise ValueError(f"chi-squared: expected customers >= 0, found {int(table.min())}")
    if table.size == 0:
        return None
    table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    if min(table.shape) < 2:
        return None
    test = chi2_contingency(table, correction=False)
    statistic, expected = float(test.statistic), np.asarray(test.expected_freq, dtype=np.float64)
    greatest = float(table.sum()) * (min(table.shape) - 1)
    v = float(np.sqrt(min(1.0, statistic / greatest)))
    return ChiSquared(statistic, int(test.dof), float(test.pvalue), v, bool(expected.min() >= SMALLEST_EXPECTED))
