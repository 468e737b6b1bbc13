"""Student's interval and test of an estimate that comes with its standard error."""

from typing import NamedTuple

from scipy import stats

NO_ERROR = 1e-9
"""An error or estimate below this is none: what is left of it is the noise of sums."""


class Interval(NamedTuple):
    """Both bounds, and p of a true value of zero."""

    lower: float
    upper: float
    p: float


def student(estimate: float, error: float, df: float, confidence: float = 0.95) -> Interval:
    """Give an estimate its interval, and p of nothing being there.

    Parameters
    ----------
    estimate : float
        A mean, or a difference of means.
    error : float
        Its standard error, in the same unit. Of values that are all the same it is none, and leaves no doubt: p is 0,
        or 1 where the estimate is none either.
    df : float
        Degrees of freedom of the error, above 0; need not be whole.
    confidence : float
        Of the interval.

    Returns
    -------
    Interval
        Bounds in the unit of the estimate; two-sided p.

    Raises
    ------
    ValueError
        An error below zero, or no degrees of freedom.

    References
    ----------
    Student (1908). The probable error of a mean. Biometrika 6(1), 1-25.
    """
    if error < 0 or df <= 0:
        raise ValueError(f"an error of {error} with {df} degrees of freedom has no interval")
    half = float(stats.t.ppf((1 + confidence) / 2, df)) * error
    if error > NO_ERROR:
        p = float(2 * stats.t.sf(abs(estimate) / error, df))
    else:
        p = 1.0 if abs(estimate) < NO_ERROR else 0.0
    return Interval(estimate - half, estimate + half, p)
