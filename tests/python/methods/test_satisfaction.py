"""Intervals and trends of satisfaction, against scipy on the values themselves."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from customer_segmentation.methods.satisfaction import satisfaction_intervals


def moments(group: str, now: list[float], change: list[float], aspect: str = "crm") -> dict[str, object]:
    """What SQL adds up of scores and of changes."""
    scores, changes = np.array(now), np.array(change)
    return {
        "group_key": group,
        "aspect": aspect,
        "n": len(now),
        "total": scores.sum(),
        "squares": (scores**2).sum(),
        "pairs": len(change),
        "change_total": changes.sum(),
        "change_squares": (changes**2).sum(),
    }


def intervals(*rows: dict[str, object], least: int = 3) -> pd.DataFrame:
    return satisfaction_intervals(pd.DataFrame(rows), least).set_index("group_key")


def test_the_interval_is_students() -> None:
    scores = [3.0, 3.5, 4.0, 4.5, 2.5, 3.25]
    found = intervals(moments("a", scores, [])).loc["a"]
    expected = stats.t.interval(0.95, 5, loc=np.mean(scores), scale=stats.sem(scores))
    assert (found["lower"], found["upper"]) == pytest.approx(expected)
    assert found["trend"] == "not_enough_data"
    assert pd.isna(found["change"])


def test_a_trend_is_a_paired_test_adjusted_over_the_groups_and_not_over_everybody() -> None:
    up, flat = [0.5, 0.25, 0.75, 0.5, 0.25], [0.5, -0.5, 0.25, -0.25, 0.1]
    found = intervals(moments("a", up, up), moments("b", flat, flat), moments("all", up + flat, up + flat))
    p = stats.ttest_1samp(up, 0).pvalue
    assert found.loc["a", "p_adjusted"] == pytest.approx(2 * p)
    assert found.loc["all", "p_adjusted"] == pytest.approx(stats.ttest_1samp(up + flat, 0).pvalue)
    assert list(found["trend"]) == ["higher", "no_change_found", "no_change_found"]


def test_everybody_down_by_the_same_is_lower_and_nobody_moving_is_no_change() -> None:
    found = intervals(moments("a", [3.0] * 4, [-1.0] * 4), moments("b", [3.0] * 4, [0.0] * 4))
    assert list(found["trend"]) == ["lower", "no_change_found"]
    assert found.loc["a", "lower"] == found.loc["a", "upper"] == 3.0


def test_too_few_pairs_are_not_tested_and_one_customer_has_no_interval() -> None:
    found = intervals(moments("a", [4.0], [1.0, 1.5]), least=3).loc["a"]
    assert pd.isna(found["lower"])
    assert pd.isna(found["p_adjusted"])
    assert found["trend"] == "not_enough_data"
