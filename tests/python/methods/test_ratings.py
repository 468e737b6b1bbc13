"""Ratings beside competitors' against scipy and statsmodels: on the values themselves, or on what a report tells."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from customer_segmentation.methods.intervals import student
from customer_segmentation.methods.ratings import rating_intervals

Told = tuple[str, float, float | None, float | None]


def found(*told: Told, least: int = 3) -> pd.DataFrame:
    """Intervals of one attribute; the first organisation is the own one."""
    rows = [("price", name, name == "own", *figures) for name, *figures in told]
    columns = ["attribute", "organisation", "is_own", "rating", "answers", "standard_deviation"]
    return rating_intervals(pd.DataFrame(rows, columns=columns), least).set_index("organisation")


def told(name: str, values: list[float]) -> Told:
    return name, float(np.mean(values)), len(values), float(np.std(values, ddof=1))


def test_the_intervals_are_those_of_the_answers_themselves() -> None:
    own, other = [4.0, 3.5, 5.0, 4.5, 2.5, 4.0, 3.0], [2.0, 3.0, 2.5, 3.5, 1.0]
    rows = found(told("own", own), told("a", other))
    expected = stats.t.interval(0.95, 6, loc=np.mean(own), scale=stats.sem(own))
    assert tuple(rows.loc["own", ["lower", "upper"]]) == pytest.approx(expected)
    compared = CompareMeans(DescrStatsW(own), DescrStatsW(other))
    difference = tuple(rows.loc["a", ["difference_lower", "difference_upper"]])
    assert difference == pytest.approx(compared.tconfint_diff(usevar="unequal"))
    assert rows.loc["a", "verdict"] == "better"


def test_two_are_told_apart_after_holm_over_all_that_are_compared() -> None:
    """Beside b alone the interval does not hold zero, yet among three comparisons that is no finding."""
    own = ("own", 4.0, 50, 1.0)
    others: tuple[Told, ...] = (("a", 3.0, 40, 0.8), ("b", 4.4, 60, 0.9), ("c", 4.1, 30, 1.2), ("few", 1.0, 2, 0.1))
    rows = found(own, *others)
    p = [
        stats.ttest_ind_from_stats(4.0, 1.0, 50, mean, spread, answers, equal_var=False).pvalue
        for _, mean, answers, spread in others[:3]
    ]
    assert list(rows.loc[["a", "b", "c"], "p_adjusted"]) == pytest.approx(multipletests(p, method="holm")[1])
    assert rows.loc["b", "difference_upper"] < 0 < p[1] < 0.05 < rows.loc["b", "p_adjusted"]
    assert list(rows["verdict"]) == ["reference", "better", "not_told_apart", "not_told_apart", "not_enough_data"]


def test_what_is_not_told_is_not_enough_and_no_spread_leaves_no_doubt() -> None:
    rows = found(
        ("own", 4.0, 10, 0.0), ("a", 4.0, 10, 0.0), ("b", 4.1, 10, 0.0), ("c", 2.0, None, 1.0), ("d", 2.0, 9, None)
    )
    assert list(rows["verdict"]) == ["reference", "not_told_apart", "worse", "not_enough_data", "not_enough_data"]
    assert rows.loc["own", "lower"] == rows.loc["own", "upper"] == 4.0
    assert rows.loc[["c", "d"], ["lower", "difference_lower", "p_adjusted"]].isna().all(axis=None)


def test_an_attribute_on_which_the_organisation_is_not_rated_compares_nothing() -> None:
    rows = found(("a", 4.0, 100, 1.0), ("one", 4.0, 1, 1.0))
    assert list(rows["verdict"]) == ["not_enough_data"] * 2
    assert pd.isna(rows.loc["a", "difference_lower"]) and rows.loc["a", "lower"] < 4
    assert pd.isna(rows.loc["one", "lower"])


def test_two_own_ratings_and_errors_below_zero_are_refused() -> None:
    with pytest.raises(ValueError, match="more than one own"):
        found(("own", 4.0, 100, 1.0), ("own", 3.0, 100, 1.0))
    with pytest.raises(ValueError, match="no interval"):
        student(1.0, -0.1, 3)
