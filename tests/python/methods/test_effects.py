"""Intervals of effects, categories and the studentized range, held against other libraries and their own definition."""

import math

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_segmentation.methods.contingency import chi_squared
from customer_segmentation.methods.effects import variance_share_interval
from customer_segmentation.methods.studentized import range_sf


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.floats(0, 300), st.integers(1, 12), st.integers(5, 5000), st.sampled_from([0.8, 0.9, 0.95]))
def test_the_ends_put_the_f_at_the_ends_of_its_distribution(f: float, df1: int, df2: int, confidence: float) -> None:
    lower, upper = variance_share_interval(f, df1, df2, confidence)
    assert 0 <= lower <= upper < 1
    for share, quantile in ((lower, (1 + confidence) / 2), (upper, (1 - confidence) / 2)):
        noncentrality = share / (1 - share) * (df1 + df2 + 1)
        if share > 0:
            assert scipy.stats.ncf.cdf(f, df1, df2, noncentrality) == pytest.approx(quantile, abs=1e-7)
        else:
            assert scipy.stats.f.cdf(f, df1, df2) <= quantile + 1e-12


def test_the_interval_leaves_nought_out_exactly_when_the_test_is_significant() -> None:
    critical = scipy.stats.f.isf(0.05, 4, 495)
    assert variance_share_interval(critical * 1.001, 4, 495)[0] > 0
    assert variance_share_interval(critical * 0.999, 4, 495)[0] == 0


def test_the_interval_covers_the_planted_share_as_often_as_it_says() -> None:
    rng = np.random.default_rng(3)
    share, sizes = 0.06, (80, 120, 200)
    means = np.repeat([-1.0, 0.5, 1.0], sizes)
    means = means - means.mean()
    means *= math.sqrt(share / (1 - share) / (means**2).mean())
    covered = 0
    for _ in range(400):
        groups = np.split(means + rng.normal(size=sum(sizes)), np.cumsum(sizes)[:-1])
        f = float(scipy.stats.f_oneway(*groups).statistic)
        lower, upper = variance_share_interval(f, 2, sum(sizes) - 3)
        covered += lower <= share <= upper
    assert 342 <= covered <= 378  # 90 % of 400 is 360; three standard errors are 18


@pytest.mark.parametrize(
    "bad", [(-1, 2, 9, 0.9), (math.inf, 2, 9, 0.9), (math.nan, 2, 9, 0.9), (1, 0, 9, 0.9), (1, 2, 9, 1)]
)
def test_a_bad_f_is_named(bad: tuple[float, int, int, float]) -> None:
    with pytest.raises(ValueError, match="finite F"):
        variance_share_interval(*bad)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.floats(0, 40), st.integers(2, 12), st.floats(1, 90_000) | st.floats(1, 9))
def test_the_studentized_range_agrees_with_scipy(q: float, groups: int, df: float) -> None:
    assert range_sf(q, groups, df) == pytest.approx(float(scipy.stats.studentized_range.sf(q, groups, df)), abs=1e-9)


def test_two_groups_are_the_t_test() -> None:
    for t, df in ((0.3, 4), (2.1, 30), (5.5, 400_000)):
        assert range_sf(t * math.sqrt(2), 2, df) == pytest.approx(2 * scipy.stats.t.sf(t, df), abs=1e-9)


def test_a_bad_range_is_named() -> None:
    for bad in ((-1.0, 3, 9.0), (math.nan, 3, 9.0), (1.0, 1, 9.0), (1.0, 3, 0.5)):
        with pytest.raises(ValueError, match="studentized range"):
            range_sf(*bad)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.lists(st.integers(1, 90), min_size=3, max_size=3), min_size=2, max_size=6))
def test_chi_squared_agrees_with_scipy(table: list[list[int]]) -> None:
    found = chi_squared([dict(zip("abc", row, strict=True)) for row in table])
    assert found is not None
    expected = scipy.stats.chi2_contingency(table, correction=False)
    assert (found.chi_squared, found.p_value) == pytest.approx((expected.statistic, expected.pvalue), rel=1e-9)
    assert found.df == expected.dof
    assert found.cramers_v == pytest.approx(scipy.stats.contingency.association(np.array(table), "cramer"), rel=1e-9)


def test_categories_at_the_edges_have_an_answer() -> None:
    perfect = chi_squared([{"a": 30}, {"b": 30}])
    assert perfect is not None
    assert (perfect.cramers_v, perfect.chi_squared, perfect.is_valid) == (1.0, 60.0, True)
    rare = chi_squared([{"a": 30, "b": 1}, {"a": 30}])
    assert rare is not None and not rare.is_valid
    many = chi_squared([{f"k{i}": 1 for i in range(2000)}] * 2)
    assert many is not None and (many.chi_squared, many.df, many.is_valid) == (0, 1999, False)
    for nothing in ([], [{}], [{}, {}], [{"a": 3}, {"a": 4}], [{"a": 3, "b": 4}, {}], [{"a": 3, "b": 4}]):
        assert chi_squared(nothing) is None
    with pytest.raises(ValueError, match="customers >= 0"):
        chi_squared([{"a": -1}, {"a": 2, "b": 1}])


@pytest.mark.parametrize(("f", "df1", "df2"), [(6e9, 2, 60_000), (1e11, 1, 40_000), (1e12, 4, 50)])
def test_segments_that_are_all_but_perfectly_apart_explain_all_but_everything(f: float, df1: int, df2: int) -> None:
    """SciPy's distribution has no figure there."""
    lower, upper = variance_share_interval(f, df1, df2)
    assert 0.999 < lower <= upper <= 1
