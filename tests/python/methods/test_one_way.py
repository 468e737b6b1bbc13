"""The exact one-way tests agree with NIST's certified values and with other libraries."""

from collections import Counter
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pingouin
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.oneway import anova_oneway

from customer_segmentation.methods import one_way

NIST = sorted((Path(scipy.stats.__file__).parent / "tests/data/nist_anova").glob("*.dat"))


def counted(values: NDArray[np.int64], step: int = 1) -> one_way.Scores:
    """Count scores given as whole multiples of 1 / step."""
    return Counter(Fraction(int(value), step) for value in values)


@pytest.mark.parametrize("path", NIST, ids=lambda path: path.stem)
def test_f_has_the_certified_digits_of_nist(path: Path) -> None:
    lines = path.read_text().splitlines()
    between, within = (line.split() for line in lines if line.startswith(("Between ", "Within ")))
    groups: dict[str, Counter[Fraction]] = {}
    for line in lines[60:]:
        group, response = line.split()
        groups.setdefault(group, Counter())[Fraction(response)] += 1
    found = one_way.classic_f([one_way.moments(scores) for scores in groups.values()])
    assert (found.df_between, found.df_within) == (int(between[2]), int(within[2]))
    assert found.ss_between == pytest.approx(float(between[3]), rel=1e-14)
    assert found.ss_within == pytest.approx(float(within[3]), rel=1e-14)
    assert found.f == pytest.approx(float(between[5]), rel=1e-14)


@st.composite
def designs(draw: st.DrawFn) -> list[NDArray[np.int64]]:
    """Draw 2 to 6 segments of Likert answers with different sizes, means and spreads."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    sizes = draw(st.lists(st.integers(5, 60), min_size=2, max_size=6))
    values = [np.clip(np.rint(rng.normal(rng.uniform(2, 4), rng.uniform(0.6, 2), n)), 1, 5) for n in sizes]
    return [np.r_[1, 5, segment].astype(np.int64) for segment in values]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(designs())
def test_random_designs_agree_with_scipy_and_statsmodels(segments: list[NDArray[np.int64]]) -> None:
    scores = [counted(segment) for segment in segments]
    exact = [one_way.moments(segment) for segment in scores]
    classic, reference = one_way.classic_f(exact), scipy.stats.f_oneway(*segments)
    assert (classic.f, classic.f_p_value) == pytest.approx((reference.statistic, reference.pvalue), rel=1e-8)
    welch = anova_oneway(segments, use_var="unequal")
    assert one_way.welch_f(exact) == pytest.approx(
        (welch.statistic, welch.df_num, welch.df_denom, welch.pvalue), rel=1e-8
    )
    levene = scipy.stats.levene(*segments, center="median")
    assert one_way.levene_by_medians(scores) == pytest.approx(levene.pvalue, rel=1e-8)
    assert one_way.kruskal_wallis(scores) == pytest.approx(tuple(scipy.stats.kruskal(*segments)), rel=1e-8)


def test_effects_and_pairs_agree_with_pingouin() -> None:
    rng = np.random.default_rng(7)
    segments = [np.clip(np.rint(rng.normal(m, s, n)), 1, 5) for m, s, n in ((3, 1, 40), (3.6, 0.6, 25), (2.5, 1.4, 60))]
    frame = pd.DataFrame(
        {"segment": np.repeat([0, 1, 2], [len(s) for s in segments]), "score": np.concatenate(segments)}
    )
    exact = [one_way.moments(counted(segment.astype(np.int64))) for segment in segments]
    anova = pingouin.anova(frame, dv="score", between="segment", detailed=True)
    assert one_way.classic_f(exact).eta_squared == pytest.approx(anova["np2"][0], rel=1e-8)
    pairs = pingouin.pairwise_gameshowell(frame, dv="score", between="segment")
    for found, (_, expected) in zip(one_way.games_howell(exact), pairs.iterrows(), strict=True):
        assert (found.first, found.second) == (expected["A"], expected["B"])
        assert (found.mean_difference, found.standard_error, found.t, found.df) == pytest.approx(
            tuple(expected[["diff", "se", "T", "df"]]), rel=1e-8
        )
        assert found.p_value == pytest.approx(expected["pval"], abs=1e-6)
    assert len(pairs) == len(list(combinations(segments, 2)))


def test_omega_squared_by_hand() -> None:
    segments = [one_way.moments(counted(np.array(values))) for values in ([1, 2, 3], [3, 4, 5])]
    # means 2 and 4: between 3 + 3 = 6, within 2 + 2 = 4 on 4 degrees of freedom; (6 - 1) / (10 + 1)
    assert one_way.classic_f(segments).omega_squared == pytest.approx(5 / 11)


def test_holm_agrees_with_statsmodels() -> None:
    rng = np.random.default_rng(4)
    assert one_way.holm([]) == []
    for n in (1, 2, 7, 40):
        p_values = np.round(rng.random(n) ** 3, 2).tolist()  # rounded, so with ties and zeros
        assert one_way.holm(p_values) == pytest.approx(multipletests(p_values, method="holm")[1].tolist())
