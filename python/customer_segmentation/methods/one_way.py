"""One-way tests from counts, in exact arithmetic up to the last step.

A segment is a mapping of score to number of customers. Scores are fractions, so means, sums of squares and
variances have no rounding error at all; only the finished statistic becomes a float.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

import numpy as np
from scipy.stats import chi2
from scipy.stats import f as f_distribution

from customer_segmentation.methods.studentized import range_sf

Scores = Mapping[Fraction, int]


@dataclass(frozen=True)
class Moments:
    """Number, mean and sum of squared deviations of one segment's scores; all exact."""

    n: int
    mean: Fraction
    squares: Fraction

    @property
    def variance(self) -> Fraction:
        """The sample variance; where all answered the same, what one other answer next to it would give.

        Welch's weights need variances above zero. The floor, one answer step of variation in the whole
        segment (1 / n in squared answer units), keeps the test defined and on the careful side.
        """
        return self.squares / (self.n - 1) if self.squares else Fraction(1, self.n)


@dataclass(frozen=True)
class ClassicF:
    """The analysis of variance table; `f` is None when there is no variation within the segments."""

    ss_between: float
    df_between: int
    ms_between: float
    ss_within: float
    df_within: int
    ms_within: float
    f: float | None
    f_p_value: float
    eta_squared: float
    omega_squared: float


@dataclass(frozen=True)
class Pair:
    """The difference of two segments (positions in the list) with its standard error, t, df and p."""

    first: int
    second: int
    mean_difference: float
    standard_error: float
    t: float
    df: float
    p_value: float


def moments(scores: Scores) -> Moments:
    """Return the exact moments of a segment.

    Parameters
    ----------
    scores : mapping of Fraction to int
        Score, in answer units, to the number of customers who have it; at least one customer.

    Returns
    -------
    Moments
        n customers, mean in answer units, squares (sum of squared deviations) in squared answer units.

    Raises
    ------
    ValueError
        Nobody has a score.
    """
    n = sum(scores.values())
    if n < 1:
        raise ValueError("moments: expected a segment with a customer, found none")
    mean = sum((score * count for score, count in scores.items()), Fraction()) / n
    squares = sum(((score - mean) ** 2 * count for score, count in scores.items()), Fraction())
    return Moments(n, mean, squares)


def _expect(what: str, sizes: Sequence[int], least: int) -> None:
    """Raise ValueError unless there are two segments or more, each with so many customers."""
    if len(sizes) < 2 or min(sizes) < least:
        raise ValueError(f"{what}: expected two segments or more with {least} customers or more, found {list(sizes)}")


def _sums_of_squares(segments: Sequence[Moments]) -> tuple[Fraction, Fraction]:
    n = sum(segment.n for segment in segments)
    mean = sum((segment.mean * segment.n for segment in segments), Fraction()) / n
    between = sum((segment.n * (segment.mean - mean) ** 2 for segment in segments), Fraction())
    return between, sum((segment.squares for segment in segments), Fraction())


def classic_f(segments: Sequence[Moments]) -> ClassicF:
    """Return the classic analysis of variance with its effect sizes.

    Parameters
    ----------
    segments : sequence of Moments
        At least two, with more customers than segments and some variation of the scores.

    Returns
    -------
    ClassicF
        Sums of squares and mean squares in squared answer units, the rest without unit. omega_squared as
        computed, so slightly below 0 where segments differ less than chance.

    Raises
    ------
    ValueError
        Fewer than two segments, no customer beyond one a segment, or all scores are the same.

    References
    ----------
    Fisher, R. A. (1925). Statistical Methods for Research Workers. Oliver and Boyd.
    Hays, W. L. (1963). Statistics for Psychologists. Holt, Rinehart and Winston (omega squared).
    """
    sizes = [segment.n for segment in segments]
    _expect("classic F", sizes, 1)
    between, within = _sums_of_squares(segments)
    df_between = len(segments) - 1
    df_within = sum(sizes) - len(segments)
    if df_within < 1 or not between + within:
        raise ValueError(f"classic F: expected scores that vary and more customers than segments, found n {sizes}")
    ms_between, ms_within = between / df_between, within / df_within
    f = float(ms_between / ms_within) if within else None
    return ClassicF(
        float(between),
        df_between,
        float(ms_between),
        float(within),
        df_within,
        float(ms_within),
        f,
        float(f_distribution.sf(f, df_between, df_within)) if f is not None else 0.0,
        float(between / (between + within)),
        float((between - df_between * ms_within) / (between + within + ms_within)),
    )


def welch_f(segments: Sequence[Moments]) -> tuple[float, int, float, float]:
    """Return Welch's test, which allows unequal variances.

    Parameters
    ----------
    segments : sequence of Moments
        At least two, each with at least two customers.

    Returns
    -------
    f : float
        Not negative.
    df1 : int
        Segments less one.
    df2 : float
        Degrees of freedom within.
    p_value : float
        In [0, 1].

    Raises
    ------
    ValueError
        Fewer than two segments, or a segment with fewer than two customers.

    References
    ----------
    Welch, B. L. (1951). On the comparison of several mean values: an alternative approach. Biometrika 38(3/4),
    330-336.
    """
    _expect("Welch's F", [segment.n for segment in segments], 2)
    k = len(segments)
    weights = [segment.n / segment.variance for segment in segments]
    whole = sum(weights, Fraction())
    mean = sum((w * segment.mean for w, segment in zip(weights, segments, strict=True)), Fraction()) / whole
    between = sum((w * (segment.mean - mean) ** 2 for w, segment in zip(weights, segments, strict=True)), Fraction())
    spread = sum(
        ((1 - w / whole) ** 2 / (segment.n - 1) for w, segment in zip(weights, segments, strict=True)),
        Fraction(),
    )
    f = float(between / (k - 1) / (1 + 2 * (k - 2) * spread / (k * k - 1)))
    df2 = float((k * k - 1) / (3 * spread))
    return f, k - 1, df2, float(f_distribution.sf(f, k - 1, df2))


def levene_by_medians(segments: Sequence[Scores]) -> float | None:
    """Return the p of equal spread, from distances to the medians.

    Parameters
    ----------
    segments : sequence of Scores
        At least two, each with at least one customer.

    Returns
    -------
    float or None
        In [0, 1]; None when no distance varies in a segment.

    Raises
    ------
    ValueError
        Fewer than two segments, or one without a customer.

    References
    ----------
    Brown, M. B. and Forsythe, A. B. (1974). Robust tests for the equality of variances. Journal of the American
    Statistical Association 69(346), 364-367.
    """
    _expect("Levene's test", [sum(scores.values()) for scores in segments], 1)
    distances: list[Scores] = []
    for scores in segments:
        centre, away = _median(scores), dict[Fraction, int]()
        for score, count in scores.items():
            away[abs(score - centre)] = away.get(abs(score - centre), 0) + count
        distances.append(away)
    spreads = [moments(away) for away in distances]
    return classic_f(spreads).f_p_value if any(spread.squares for spread in spreads) else None


def _median(scores: Scores) -> Fraction:
    n, below, middle = sum(scores.values()), 0, list[Fraction]()
    for score in sorted(scores):
        for position in ((n - 1) // 2, n // 2):
            if below <= position < below + scores[score]:
                middle.append(score)
        below += scores[score]
    return (middle[0] + middle[1]) / 2


def kruskal_wallis(segments: Sequence[Scores]) -> tuple[float, float]:
    """Return the test of ranks.

    Parameters
    ----------
    segments : sequence of Scores
        At least two, each with at least one customer; the scores may not all be the same.

    Returns
    -------
    h : float
        Corrected for ties, not negative.
    p_value : float
        Of chi-squared with one degree of freedom less than segments, in [0, 1].

    Raises
    ------
    ValueError
        Fewer than two segments, one without a customer, or all scores are the same.

    References
    ----------
    Kruskal, W. H. and Wallis, W. A. (1952). Use of ranks in one-criterion variance analysis. Journal of the
    American Statistical Association 47(260), 583-621.
    """
    sizes = [sum(scores.values()) for scores in segments]
    _expect("Kruskal-Wallis", sizes, 1)
    pooled: dict[Fraction, int] = {}
    for scores in segments:
        for score, count in scores.items():
            pooled[score] = pooled.get(score, 0) + count
    if len(pooled) < 2:
        raise ValueError(f"Kruskal-Wallis: expected scores that differ, found one score of {sum(sizes)} customers")
    rank, below = dict[Fraction, Fraction](), 0
    for score in sorted(pooled):
        rank[score] = below + Fraction(pooled[score] + 1, 2)
        below += pooled[score]
    n = below
    ranked = sum(
        (sum((rank[s] * c for s, c in scores.items()), Fraction()) ** 2 / sum(scores.values()) for scores in segments),
        Fraction(),
    )
    ties = 1 - Fraction(sum(count**3 - count for count in pooled.values()), n**3 - n)
    h = float((12 * ranked / (n * (n + 1)) - 3 * (n + 1)) / ties)
    return h, float(chi2.sf(h, len(segments) - 1))


def games_howell(segments: Sequence[Moments]) -> list[Pair]:
    """Compare every two segments without assuming equal variances.

    Parameters
    ----------
    segments : sequence of Moments
        At least two, each with at least two customers.

    Returns
    -------
    list of Pair
        One a pair, in the order of the segments: the first's mean minus the other's and its standard error in
        answer units, t, df, and p for the whole family of pairs.

    Raises
    ------
    ValueError
        Fewer than two segments, or a segment with fewer than two customers.

    References
    ----------
    Games, P. A. and Howell, J. F. (1976). Pairwise multiple comparison procedures with unequal n's and/or
    variances: a Monte Carlo study. Journal of Educational Statistics 1(2), 113-125.
    """
    _expect("Games-Howell", [segment.n for segment in segments], 2)
    pairs: list[Pair] = []
    for (i, first), (j, second) in combinations(enumerate(segments), 2):
        shares = first.variance / first.n, second.variance / second.n
        squared_error = shares[0] + shares[1]
        df = float(squared_error**2 / (shares[0] ** 2 / (first.n - 1) + shares[1] ** 2 / (second.n - 1)))
        difference, error = float(first.mean - second.mean), math.sqrt(squared_error)
        t = difference / error
        p_value = range_sf(abs(t) * math.sqrt(2), len(segments), df)
        pairs.append(Pair(i, j, difference, error, t, df, p_value))
    return pairs


def holm(p_values: Sequence[float]) -> list[float]:
    """Return p values adjusted for the whole family.

    Parameters
    ----------
    p_values : sequence of float
        Each in [0, 1]; none at all is a family too.

    Returns
    -------
    list of float
        In the order given, each in [0, 1].

    Raises
    ------
    ValueError
        A p is no number from 0 to 1.

    References
    ----------
    Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of Statistics
    6(2), 65-70.
    """
    if not all(0 <= p_value <= 1 for p_value in p_values):
        raise ValueError(f"Holm: expected p values from 0 to 1, found {list(p_values)}")
    order = np.argsort(np.array(p_values, dtype=np.float64), kind="stable")
    adjusted, largest = [0.0] * len(p_values), 0.0
    for done, position in enumerate(order):
        largest = max(largest, min(1.0, (len(p_values) - done) * p_values[position]))
        adjusted[position] = largest
    return adjusted
