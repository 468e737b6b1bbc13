"""Which cells may not be published by themselves, and how wide a reader's bounds of them must stay."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from customer_segmentation.disclosure.tables import BoolArray
from customer_segmentation.methods.arrays import FloatArray

Rule = Literal["minimum_frequency", "p_percent", "group_disclosure"]


@dataclass(frozen=True)
class Thresholds:
    """What the rules compare with: fewest customers of a count or amount, of a survey cell, of a group, and p."""

    count: float
    survey: float
    group: float
    p_percent: float


@dataclass(frozen=True)
class Judgement:
    """Which cells are primary, and their protection levels, each of shape (cells,)."""

    primary: BoolArray
    lower: FloatArray
    upper: FloatArray


def minimum_frequency(cells: pd.DataFrame, thresholds: Thresholds) -> Judgement:
    """Forbid cells of 1 to minimum - 1 customers; nobody may tell such a count from none or from the minimum.

    Nobody at all is no secret: an empty cell may be printed. Cases of few customers may be more than the minimum: then
    one more must be possible. For amounts the levels are those of the p % rule, with p per cent of the largest
    contribution as the least.

    References
    ----------
    Hundepool, A. et al. (2024). Handbook on Statistical Disclosure Control, 2nd edition, section 4.2.
    """
    n, value = _column(cells, "n"), _column(cells, "value")
    minimum = np.where(cells["rule"].to_numpy() == "survey", thresholds.survey, thresholds.count)
    primary = (n >= 1) & (n < minimum)
    is_amount = cells["rule"].to_numpy() == "amount"
    share = thresholds.p_percent / 100 * _column(cells, "largest")
    lower = np.where(is_amount, np.minimum(share, value), value)
    upper = np.where(is_amount, share, np.maximum(minimum - value, 1.0))
    return Judgement(primary, lower * primary, upper * primary)


def p_percent(cells: pd.DataFrame, thresholds: Thresholds) -> Judgement:
    """Forbid amounts whose second largest contributor could tell the largest closer than p per cent.

    Unsafe when X - x1 - x2 < p/100 x1 (equation 4.2); the reader's upper bound must stay p/100 x1 - (X - x1 - x2)
    above the value (table 4.4), the lower one as far below, but not below zero.

    References
    ----------
    Hundepool, A. et al. (2024). Handbook on Statistical Disclosure Control, 2nd edition, section 4.2.
    """
    value, largest = _column(cells, "value"), _column(cells, "largest")
    rest = value - largest - _column(cells, "second_largest")
    level = thresholds.p_percent / 100 * largest - rest
    primary = (cells["rule"].to_numpy() == "amount") & (largest > 0) & (level > 0)
    return Judgement(primary, np.minimum(level, value) * primary, level * primary)


def group_disclosure(cells: pd.DataFrame, thresholds: Thresholds, sums: csr_array) -> Judgement:
    """Forbid a count that is all of a small total: who is in the group would be known to be in the class.

    The reader must be left with the possibility that a minimum of customers, or all, are in other classes.

    References
    ----------
    Hundepool, A. et al. (2024). Handbook on Statistical Disclosure Control, 2nd edition, chapter 5 (table 5.3).
    """
    value = _column(cells, "value")
    primary = np.zeros(len(cells), dtype=bool)
    for start, end in zip(sums.indptr[:-1], sums.indptr[1:], strict=True):
        members, weights = sums.indices[start:end], sums.data[start:end]
        total = value[members[weights < 0][0]]
        parts = members[weights > 0]
        primary[parts[(value[parts] == total) & (0 < total < thresholds.group)]] = True
    primary &= cells["rule"].to_numpy() != "amount"
    return Judgement(primary, np.minimum(thresholds.count, value) * primary, np.zeros(len(cells)))


def judge(cells: pd.DataFrame, thresholds: Thresholds, sums: csr_array, without: Rule | None = None) -> Judgement:
    """Apply every rule; a cell under several keeps the widest levels.

    Parameters
    ----------
    cells : DataFrame
        rule ('count', 'survey' or 'amount'), n (customers), value, largest and second_largest (contributions of
        customers, all plots of one summed; null for counts).
    thresholds : Thresholds
        What the rules compare with.
    sums : sparse array of shape (sums, cells)
        The sums between the cells.
    without : name of a rule, optional
        A rule to leave out, to show what it is for.

    Returns
    -------
    Judgement
        Primary cells and their protection levels.

    Raises
    ------
    ValueError
        A rule is not known, or a value is missing or negative.
    """
    unknown = sorted(set(cells["rule"]) - {"count", "survey", "amount"})
    if unknown:
        raise ValueError(f"publication cells: expected the rules count, survey and amount, found {unknown}")
    if not (_column(cells, "value") >= 0).all() or cells[["n", "value"]].isna().to_numpy().any():
        raise ValueError("publication cells: expected n and a value of 0 or more in each, found a null or a negative")
    found = {
        "minimum_frequency": minimum_frequency(cells, thresholds),
        "p_percent": p_percent(cells, thresholds),
        "group_disclosure": group_disclosure(cells, thresholds, sums),
    }
    kept = [judgement for rule, judgement in found.items() if rule != without]
    return Judgement(
        np.logical_or.reduce([judgement.primary for judgement in kept]),
        np.maximum.reduce([judgement.lower for judgement in kept]),
        np.maximum.reduce([judgement.upper for judgement in kept]),
    )


def _column(cells: pd.DataFrame, name: str) -> FloatArray:
    return np.asarray(cells[name].astype("Float64").fillna(0), dtype=np.float64)
