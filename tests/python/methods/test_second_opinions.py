"""Three other libraries give the same figures on random designs: unequal sizes, ties, tiny groups."""

from collections import Counter
from fractions import Fraction

import numpy as np
import pandas as pd
import pingouin
import pytest
import scipy.stats
from statsmodels.formula.api import ols
from statsmodels.stats.anova import anova_lm
from statsmodels.stats.oneway import anova_oneway

from customer_segmentation.methods import one_way
from customer_segmentation.methods.arrays import FloatArray

Scores = list[list[Fraction]]


def design(seed: int) -> Scores:
    """Draw 2 to 4 segments of 2 to 80 customers whose scores are means of 1 to 3 whole answers."""
    rng = np.random.default_rng(seed)
    segments: Scores = []
    for _ in range(rng.integers(2, 5)):
        n = int(rng.choice([2, 3, 5, 12, 30, 80]))
        latent = rng.normal(rng.uniform(2, 4), rng.uniform(0.4, 2), (n, 3))
        answers, asked = np.clip(np.rint(latent), 1, 5).astype(int), rng.integers(1, 4, n)
        scores = [Fraction(int(row[:k].sum()), int(k)) for row, k in zip(answers, asked, strict=True)]
        if len(set(scores)) == 1:  # other libraries answer NaN where a segment does not vary
            scores[0] = 6 - scores[0] if scores[0] != 3 else Fraction(1)
        segments.append(scores)
    return segments


def close(found: object, *expected: object, p_value: bool = False) -> None:
    """Require agreement: figures to 1e-9 of their size, p values to 1e-9."""
    for other in expected:
        assert found == pytest.approx(other, rel=0 if p_value else 1e-9, abs=1e-9 if p_value else 1e-11)


def check(segments: Scores) -> None:
    """Compare every figure of one design with the libraries that know it."""
    counts = [Counter(scores) for scores in segments]
    exact = [one_way.moments(scores) for scores in counts]
    values: list[FloatArray] = [np.array([float(score) for score in scores]) for scores in segments]
    frame = pd.DataFrame({"g": np.repeat(range(len(values)), [len(v) for v in values]), "y": np.concatenate(values)})

    classic, by_scipy = one_way.classic_f(exact), scipy.stats.f_oneway(*values)
    by_statsmodels = anova_lm(ols("y ~ C(g)", frame).fit())
    by_pingouin = pingouin.anova(frame, dv="y", between="g", detailed=True)
    for column, found in (
        ("SS", (classic.ss_between, classic.ss_within)),
        ("DF", (classic.df_between, classic.df_within)),
    ):
        close(found, tuple(by_pingouin[column]), tuple(by_statsmodels[{"SS": "sum_sq", "DF": "df"}[column]]))
    close(classic.f, by_scipy.statistic, by_statsmodels["F"].iloc[0], by_pingouin["F"].iloc[0])
    p_values = by_scipy.pvalue, by_statsmodels["PR(>F)"].iloc[0], by_pingouin["p_unc"].iloc[0]
    close(classic.f_p_value, *p_values, p_value=True)
    close(classic.eta_squared, by_pingouin["np2"].iloc[0])

    f, df1, df2, p_value = one_way.welch_f(exact)
    welch, anova = anova_oneway(values, use_var="unequal"), pingouin.welch_anova(frame, dv="y", between="g").iloc[0]
    close((f, df1, df2), (welch.statistic, welch.df_num, welch.df_denom), (anova["F"], anova["ddof1"], anova["ddof2"]))
    close(p_value, welch.pvalue, anova["p_unc"], p_value=True)

    h, h_p_value = one_way.kruskal_wallis(counts)
    ranks, by_ranks = scipy.stats.kruskal(*values), pingouin.kruskal(frame, dv="y", between="g").iloc[0]
    close(h, ranks.statistic, by_ranks["H"])
    close(h_p_value, ranks.pvalue, by_ranks["p_unc"], p_value=True)
    spread = one_way.levene_by_medians(counts)
    if spread is not None:
        close(spread, scipy.stats.levene(*values, center="median").pvalue, p_value=True)

    pairs = pingouin.pairwise_gameshowell(frame, dv="y", between="g")
    for pair, (_, row) in zip(one_way.games_howell(exact), pairs.iterrows(), strict=True):
        assert (pair.first, pair.second) == (row["A"], row["B"])
        figures = pair.mean_difference, pair.standard_error, pair.t, pair.df
        close(figures, (row["diff"], row["se"], row["T"], row["df"]))
        close(pair.p_value, row["pval"], p_value=True)


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_random_designs_agree_with_scipy_statsmodels_and_pingouin(first: int) -> None:
    for seed in range(first, first + 20):
        check(design(seed))


@pytest.mark.long
def test_a_thousand_random_designs_agree_with_scipy_statsmodels_and_pingouin() -> None:
    for seed in range(60, 1000):
        check(design(seed))
