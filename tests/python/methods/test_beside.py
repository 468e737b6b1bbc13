"""Within places and centred: the figures of other libraries, an honest level, and a stated status at the edges."""

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from numpy.typing import NDArray
from statsmodels.stats.oneway import anova_oneway

from customer_segmentation.methods import beside

Customers = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]


def cells_of(segment: NDArray[np.int64], place: NDArray[np.int64], scores: NDArray[np.float64]) -> pd.DataFrame:
    """Count customers (rows) by needs (columns) into cells, as the warehouse does; NaN is no answer."""
    answered = np.isfinite(scores)
    level = np.round(np.nanmean(scores, axis=1), 12)
    rows = []
    for need in range(scores.shape[1]):
        for key in sorted(set(zip(segment[answered[:, need]], place[answered[:, need]], strict=True))):
            own = (segment == key[0]) & (place == key[1]) & answered[:, need]
            exact = [Decimal(repr(float(value))) for value in scores[own, need]]
            second = own & (answered.sum(axis=1) > 1)
            centred = [Decimal(repr(round(float(value), 12))) for value in scores[second, need] - level[second]]
            sums = [sum(exact), sum(v * v for v in exact), len(centred), sum(centred), sum(v * v for v in centred)]
            rows.append([int(key[0]), f"q{need}", f"estate {key[1]}", len(exact), *sums])
    return pd.DataFrame(rows, columns=list(beside.CELL_COLUMNS))


def clustered(rng: np.random.Generator, spreads: tuple[float, ...], n: int = 600, places: int = 20) -> Customers:
    """Draw answers without any effect of segments: places differ (ICC .10) and segments are uneven over them."""
    place = rng.choice(places, n, p=rng.dirichlet(np.ones(places)))
    shares = rng.dirichlet(np.ones(len(spreads)), places)
    segment = (shares.cumsum(axis=1)[place] < rng.random(n)[:, None]).sum(axis=1)
    effect = rng.normal(0, 1 / 3, places)[place]
    answer = np.clip(np.rint(3 + effect + np.array(spreads)[segment] * rng.normal(size=n)), 1, 5)
    return segment.astype(np.int64), place.astype(np.int64), answer


def one(cells: pd.DataFrame, question: str) -> "pd.Series[float]":
    """Ask one question about the need q0."""
    checks = beside.check_needs(cells, ["q0"], 0.05).set_index("question")
    row: pd.Series[float] = checks.loc[question]
    return row


def test_within_places_agrees_with_statsmodels() -> None:
    for seed in range(8):
        segment, place, answer = clustered(np.random.default_rng(seed), (0.8, 1.0, 1.4))
        frame = pd.DataFrame({"y": answer, "s": segment, "p": place})
        shared = frame.groupby("p")["s"].transform("nunique") > 1
        fit = smf.ols("y ~ C(p) + C(s)", frame[shared]).fit(cov_type="HC3", use_t=True)
        contrast = np.array([[name == f"C(s)[T.{s}]" for name in fit.params.index] for s in (1, 2)], dtype=float)
        expected = fit.f_test(contrast)
        found = one(cells_of(segment, place, answer[:, None]), beside.WITHIN_PLACES)
        assert found["f"] == pytest.approx(float(expected.fvalue), rel=1e-9)
        assert (found["df1"], found["df2"]) == (expected.df_num, expected.df_denom)
        assert found["p_value"] == pytest.approx(float(expected.pvalue), rel=1e-8)
        gained = expected.df_num * (float(expected.fvalue) - 1)  # partial omega squared from F and its df, n customers
        assert found["omega_squared"] == pytest.approx(gained / (gained + shared.sum()), rel=1e-8)


def test_the_order_of_the_cells_changes_no_digit() -> None:
    segment, place, answer = clustered(np.random.default_rng(3), (0.8, 1.0, 1.4))
    cells = cells_of(segment, place, np.stack([answer, answer[::-1], 6 - answer], axis=1))
    found = beside.check_needs(cells, ["q0", "q1", "q2"], 0.05)
    for seed in range(5):
        shuffled = cells.sample(frac=1, random_state=seed)
        pd.testing.assert_frame_equal(beside.check_needs(shuffled, ["q0", "q1", "q2"], 0.05), found, check_exact=True)


def test_centred_agrees_with_statsmodels_on_the_rows() -> None:
    rng = np.random.default_rng(2)
    segment, place, _ = clustered(rng, (1.0, 1.0, 1.0))
    scores = np.clip(np.rint(3 + 0.3 * segment[:, None] + rng.normal(size=(len(segment), 6))), 1, 5)
    scores[rng.random(scores.shape) < 0.2] = np.nan
    scores[:, 5] = 3
    found = one(cells_of(segment, place, scores), beside.CENTRED)
    centred = scores[:, 0] - np.nanmean(scores, axis=1)
    known = np.isfinite(centred)
    expected = anova_oneway([centred[known & (segment == s)] for s in (0, 1, 2)], use_var="unequal")
    assert (found["f"], found["df2"], found["p_value"]) == pytest.approx(
        (expected.statistic, expected.df_denom, expected.pvalue), rel=1e-8
    )


def test_a_difference_of_places_is_none_of_segments() -> None:
    """Customers resemble each other within estates: the plain test finds segments, the one within places does not."""
    rng = np.random.default_rng(7)
    rejected, plain = 0, 0
    for _ in range(300):
        segment, place, answer = clustered(rng, (1.0, 1.0, 1.0, 1.0))
        counted = [np.unique(np.c_[segment, place], axis=0, return_inverse=True)]
        cells, inverse = counted[0]
        n = np.bincount(inverse)
        mean = np.bincount(inverse, answer) / n
        squares = np.bincount(inverse, (answer - mean[inverse]) ** 2)
        found = beside.within_places(cells[:, 0], cells[:, 1], n, mean, squares)
        rejected += found.p_value < 0.05
        groups = [answer[segment == s] for s in np.unique(segment) if (segment == s).sum() > 1]
        plain += float(anova_oneway(groups, use_var="unequal").pvalue) < 0.05
    assert rejected <= 26  # 5 % of 300 is 15; three standard errors are 11
    assert plain > 45


def test_segments_that_differ_only_in_level_do_not_differ_in_what_they_want() -> None:
    rng = np.random.default_rng(4)
    segment = np.repeat([1, 2, 3], 150)
    style = 0.9 * (segment - 2) + rng.normal(0, 0.5, 450)
    scores = 10 + style[:, None] + rng.normal(0, 1, (450, 8))
    cells = cells_of(segment, np.arange(450) % 9, np.round(scores, 6))
    checks = beside.check_needs(cells, [f"q{i}" for i in range(8)], 0.05)
    differing = checks.groupby("question")["differs"].sum()
    assert differing[beside.WITHIN_PLACES] == 8
    assert differing[beside.CENTRED] <= 1


def test_a_segment_that_lies_alone_in_its_places_can_not_be_told_from_them() -> None:
    answer = np.tile([1.0, 5.0], 100)
    segment = np.repeat([1, 2], 100)
    found = one(cells_of(segment, segment, answer[:, None]), beside.WITHIN_PLACES)
    assert (found["status"], found["p_value"], bool(found["differs"])) == ("not_separable", 1.0, False)
    assert found[["f", "df2", "omega_squared"]].isna().all()
    # one place that both share makes the difference estimable
    shared = one(cells_of(segment, np.where(np.arange(200) % 4 < 2, segment, 3), answer[:, None]), beside.WITHIN_PLACES)
    assert (shared["status"], shared["df1"]) == ("tested", 1)


def test_perfect_separation_within_places_stays_finite() -> None:
    segment = np.repeat([1, 2], 60)
    answer = np.where(segment == 1, 1.0, 5.0)
    scores = np.c_[answer, np.tile([2.0, 4.0, 3.0], 40)]
    checks = beside.check_needs(cells_of(segment, np.arange(120) % 4, scores), ["q0", "q1"], 0.05)
    assert checks[["f", "p_value", "p_holm", "omega_squared"]].notna().all(axis=None)
    assert np.isfinite(checks["f"].to_numpy(dtype=float)).all()
    assert checks.set_index(["item_id", "question"])["differs"].tolist()[0]


def test_the_edges_have_a_status_and_never_a_nan() -> None:
    one_place = np.zeros(120, dtype=np.int64)
    some = np.tile([2.0, 3.0, 4.0], 40)
    cases = {
        "one segment": (np.ones(120, dtype=np.int64), some),
        "a segment of one customer": (np.r_[2, np.ones(119, dtype=np.int64)], some),
        "all equal": (np.repeat([1, 2], 60), np.full(120, 4.0)),
    }
    for name, (segment, answer) in cases.items():
        checks = beside.check_needs(cells_of(segment, one_place, answer[:, None]), ["q0", "unanswered"], 0.05)
        assert set(checks["status"]) == {"not_separable"} | ({"tested"} if name == "all equal" else set()), name
        assert (checks["p_holm"] == 1).all() and not checks["differs"].any(), name
    empty = beside.check_needs(cells_of(*cases["all equal"][:1], one_place, some[:, None]), [], 0.05)
    assert list(empty.columns) == list(beside.CHECK_TYPES) and empty.empty


def test_a_segment_of_twenty_is_asked_and_one_of_nineteen_is_left_out() -> None:
    """The customers of a segment count together, in however many places they are."""
    segment = np.repeat([1, 2, 3], (60, 20, 19))
    place, scores = np.arange(99) % 2, np.c_[np.arange(99) % 5, np.arange(99) % 3].astype(float)
    checks = beside.check_needs(cells_of(segment, place, scores), ["q0"], 0.05)
    assert checks["n_customers"].tolist() == [80, 80]
    assert checks["df1"].tolist() == [1, 1]


def test_bad_input_is_named() -> None:
    cells = cells_of(np.repeat([1, 2], 30), np.zeros(60, dtype=np.int64), np.tile([1.0, 5.0], 30)[:, None])
    with pytest.raises(ValueError, match="place"):
        beside.check_needs(cells.drop(columns="place"), ["q0"], 0.05)
    with pytest.raises(ValueError, match="alpha"):
        beside.check_needs(cells, ["q0"], 0)
    for value in (Decimal("Infinity"), float("nan")):
        with pytest.raises(ValueError, match="expected finite sums"):
            beside.check_needs(cells.astype({"score_sum": object}).assign(score_sum=value), ["q0"], 0.05)
