"""The exact one-way tests have the digits that NIST certifies (agreement with libraries: test_second_opinions)."""

from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import scipy.stats
from numpy.typing import NDArray
from statsmodels.stats.multitest import multipletests

from customer_segmentation.methods import one_way

NIST = sorted((Path(scipy.stats.__file__).parent / "tests/data/nist_anova").glob("*.dat"))


def test_all_sets_of_nist_are_there() -> None:
    assert len(NIST) == 11


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


@pytest.mark.parametrize("test", [one_way.classic_f, one_way.welch_f, one_way.games_howell])
@pytest.mark.parametrize("segments", [[], [[1, 2, 3]], [[1], [2]]], ids=["none", "one", "of one customer each"])
def test_tests_of_means_name_what_they_can_not_compare(
    test: Callable[[Sequence[one_way.Moments]], object], segments: list[list[int]]
) -> None:
    with pytest.raises(ValueError, match="expected"):
        test([one_way.moments(counted(np.array(values))) for values in segments])


@pytest.mark.parametrize("test", [one_way.levene_by_medians, one_way.kruskal_wallis])
def test_tests_of_scores_name_what_they_can_not_compare(
    test: Callable[[Sequence[one_way.Scores]], object],
) -> None:
    some = counted(np.array([1, 2, 3]))
    for segments in ([], [some], [some, {}]):
        with pytest.raises(ValueError, match="expected two segments or more"):
            test(segments)


def test_scores_that_are_all_the_same_and_p_values_that_are_none_are_named() -> None:
    same = [counted(np.array([4, 4, 4]))] * 2
    with pytest.raises(ValueError, match="scores that vary"):
        one_way.classic_f([one_way.moments(scores) for scores in same])
    with pytest.raises(ValueError, match="scores that differ"):
        one_way.kruskal_wallis(same)
    with pytest.raises(ValueError, match="found none"):
        one_way.moments({})
    with pytest.raises(ValueError, match="from 0 to 1"):
        one_way.holm([0.1, float("nan")])
