"""How sure a size of effect is: the interval of the share of variance that the segments explain."""

import math

from scipy.optimize import brentq
from scipy.special import ncfdtr


def variance_share_interval(f: float, df1: int, df2: int, confidence: float = 0.9) -> tuple[float, float]:
    """Return the interval of the population's share of variance between the segments.

    Parameters
    ----------
    f : float
        The classic F, finite and not negative.
    df1, df2 : int
        Its degrees of freedom, at least 1; df1 + df2 + 1 customers.
    confidence : float
        In (0, 1). At 0.9 the lower end is above 0 exactly when the F test's p is below 0.05.

    Returns
    -------
    tuple of float
        Lower and upper end in [0, 1), exact for normal answers of one variance: the noncentrality lambda is
        found by which the F observed stands at either end of its distribution, and lambda / (lambda + n) is
        the share. It is the interval of eta squared and of omega squared alike, for both estimate this share.

    Raises
    ------
    ValueError
        f is negative or not finite, a df is below 1, or the confidence is out of range.

    References
    ----------
    Steiger, J. H. (2004). Beyond the F test: effect size confidence intervals and tests of close fit in the
    analysis of variance and contrast analysis. Psychological Methods 9(2), 164-182.
    """
    if not (0 <= f < float("inf") and df1 >= 1 and df2 >= 1 and 0 < confidence < 1):
        raise ValueError(
            "interval: expected a finite F >= 0, df >= 1 and 0 < confidence < 1, "
            f"found {f}, {df1}, {df2} and {confidence}"
        )
    n, tail = df1 + df2 + 1, (1 - confidence) / 2
    ends = (_noncentrality(f, df1, df2, tail_above) for tail_above in (1 - tail, tail))
    lower, upper = (noncentrality / (noncentrality + n) for noncentrality in ends)
    return lower, upper


def _noncentrality(f: float, df1: int, df2: int, wanted: float) -> float:
    """Find where F lies at the wanted quantile; 0 when even no effect puts it below."""

    def excess(noncentrality: float) -> float:
        below = float(ncfdtr(df1, df2, noncentrality, f))
        if math.isnan(below):  # so large that the distribution is a point beside them: F lies above or below it
            below = float(noncentrality < f * df1)
        return below - wanted

    if excess(0) <= 0:
        return 0.0
    high = max(1.0, 2 * f * df1)
    while excess(high) > 0:
        high *= 2
    return float(brentq(excess, 0, high, xtol=1e-10, rtol=1e-13))
