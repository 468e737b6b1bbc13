"""Weighted means and the test beside the gate: by hand, against the stratified jackknife and against regression."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from statsmodels.formula.api import ols, wls

from customer_segmentation.methods.arrays import FloatArray
from customer_segmentation.methods.weighting import CELL_COLUMNS, wald_test, weighted_means

WEIGHTS = {"a": 1.0, "b": 2.5, "c": 0.4}


def rows(seed: int, n: int = 400, shift: float = 0.0) -> pd.DataFrame:
    """Make one row a customer: stratum, segment and score on one need."""
    rng = np.random.default_rng(seed)
    stratum, segment = rng.choice(list(WEIGHTS), n), rng.integers(1, 5, n)
    score = np.clip(np.rint(3 + (stratum == "b") + shift * segment + rng.normal(0, 1, n)), 1, 5)
    frame = pd.DataFrame({"stratum": stratum, "segment_no": segment, "item_id": "q", "score": score})
    return frame.assign(weight=frame["stratum"].map(WEIGHTS))


def cells(frame: pd.DataFrame) -> pd.DataFrame:
    """Count the rows."""
    by = ["stratum", "segment_no", "item_id", "weight"]
    frame = frame.assign(squares=frame["score"] ** 2)
    counted = frame.groupby(by).agg(
        customers=("score", "size"), score_sum=("score", "sum"), score_squares=("squares", "sum")
    )
    return counted.reset_index()[list(CELL_COLUMNS)]


def means_of(frame: pd.DataFrame) -> FloatArray:
    return np.array(
        [np.average(part["score"], weights=part["weight"]) for _, part in frame.groupby("segment_no", sort=True)]
    )


def test_means_by_hand() -> None:
    # segment 1: stratum a scores 1 and 3 at weight 1, stratum b score 5 at weight 3: (1 + 3 + 15) / 5
    frame = pd.DataFrame(
        [("a", 1, "q", 2, 4, 10, 1), ("b", 1, "q", 1, 5, 25, 3), ("b", 2, "q", 1, 2, 4, 3)],
        columns=list(CELL_COLUMNS),
    )
    found = weighted_means(frame)
    assert found["mean"].tolist() == pytest.approx([19 / 5, 2])
    # stratum a: 2 / 1 * ((1 - 3.8)^2 + (3 - 3.8)^2 - (4 - 7.6)^2 / 2) / 25 = 4 / 25
    # stratum b: 2 / 1 * ((3 * 1.2)^2 - (3 * 1.2)^2 / 2) / 25 = 12.96 / 25
    assert found["standard_error"].tolist() == pytest.approx([(16.96 / 25) ** 0.5, 0])


def test_standard_errors_agree_with_the_stratified_jackknife() -> None:
    frame = rows(1)
    variance = np.zeros(4)
    for _, stratum in frame.groupby("stratum"):
        without = np.array([means_of(frame.drop(index=i)) for i in stratum.index])
        n = len(stratum)
        variance += (n - 1) / n * ((without - without.mean(axis=0)) ** 2).sum(axis=0)
    found = weighted_means(cells(frame))
    assert found["mean"].tolist() == pytest.approx(means_of(frame).tolist())
    assert found["standard_error"].tolist() == pytest.approx(np.sqrt(variance).tolist(), rel=0.02)


def test_one_stratum_is_the_regression_with_robust_errors() -> None:
    frame = rows(2, shift=0.1).assign(stratum="a", weight=1.0)
    fit = ols("score ~ C(segment_no)", frame).fit(cov_type="HC0")
    n, k = len(frame), 4
    wald = float(fit.f_test(np.eye(k)[1:]).fvalue) * (n - 1) / n
    found = wald_test(cells(frame)).iloc[0]
    assert (found["df1"], found["df2"]) == (k - 1, n - 1 - (k - 1) + 1)
    assert found["f"] == pytest.approx(wald * (n - k + 1) / (n - 1), rel=1e-9)
    assert wls("score ~ C(segment_no)", frame, weights=frame["weight"]).fit().params.iloc[0] == pytest.approx(
        weighted_means(cells(frame))["mean"].iloc[0]
    )


@pytest.mark.parametrize(("surveys", "most"), [(80, 10), pytest.param(300, 27, marks=pytest.mark.long)])
def test_a_difference_that_only_non_response_made_is_not_found_and_a_real_one_is(surveys: int, most: int) -> None:
    p_values = [float(wald_test(cells(rows(seed)))["p_value"].iloc[0]) for seed in range(surveys)]
    assert sum(p < 0.05 for p in p_values) <= most  # 5 % is 4 and 15; three standard errors above are 9.8 and 26.3
    assert wald_test(cells(rows(1, shift=0.4)))["p_value"].iloc[0] < 1e-6


def frame_of(*lines: Sequence[object]) -> pd.DataFrame:
    return pd.DataFrame(lines, columns=list(CELL_COLUMNS))


def test_what_can_not_be_tested_says_so() -> None:
    alone = frame_of(("a", 1, "q", 30, 90, 300, 1))
    small = frame_of(("a", 1, "q", 30, 90, 300, 1), ("a", 2, "q", 19, 50, 150, 1))
    same = frame_of(("a", 1, "q", 30, 90, 270, 1), ("a", 2, "q", 30, 90, 270, 1))
    for cell, status in ((alone, "not_enough_data"), (small, "not_enough_data"), (same, "no_variation")):
        found = wald_test(cell).iloc[0]
        assert found["status"] == status
        assert found[["f", "df1", "df2", "p_value"]].isna().all()
    with pytest.raises(ValueError, match="one weight per stratum"):
        weighted_means(frame_of(("a", 1, "q", 2, 4, 10, 1), ("a", 2, "q", 2, 4, 10, 2)))
    with pytest.raises(ValueError, match="twice"):
        weighted_means(pd.concat([alone, alone]))
    with pytest.raises(ValueError, match="positive"):
        weighted_means(alone.assign(weight=0))
    with pytest.raises(ValueError, match="finite"):
        wald_test(small.assign(score_sum=np.inf))
    with pytest.raises(ValueError, match="score_sum"):
        weighted_means(alone.drop(columns="score_sum"))
    with pytest.raises(ValueError, match="customers"):
        wald_test(alone.drop(columns="customers"))
