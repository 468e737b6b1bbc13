"""How many customers a test needs to see a difference, and how many a survey needs for a stated precision."""

import math
from functools import cache

from scipy.special import fdtri, ncfdtr


def one_way_power(omega_squared: float, n: int, segments: int, alpha: float) -> float:
    """Return the power of the one-way F test.

    Parameters
    ----------
    omega_squared : float
        Share of variance between the segments in the population, 0 < omega_squared < 1.
    n : int
        Customers in all segments together, more than `segments`.
    segments : int
        Number of segments, at least 2.
    alpha : float
        Significance level.

    Returns
    -------
    float
        In [0, 1], for segments of one size.

    Raises
    ------
    ValueError
        omega_squared or alpha is not between 0 and 1, or there are fewer than two segments or too few customers.

    References
    ----------
    Cohen, J. (1988). Statistical Power Analysis for the Behavioral Sciences, 2nd ed., chapter 8. Lawrence Erlbaum.
    """
    if not (0 < omega_squared < 1 and 0 < alpha < 1 and 2 <= segments < n):
        raise ValueError(
            f"power: expected 0 < omega_squared, alpha < 1 and 2 <= segments < n, "
            f"found {omega_squared}, {alpha}, {segments} and {n}"
        )
    between, within = segments - 1, n - segments
    critical = float(fdtri(between, within, 1 - alpha))
    return 1 - float(ncfdtr(between, within, n * omega_squared / (1 - omega_squared), critical))


@cache
def customers_per_segment(omega_squared: float, segments: int, alpha: float, power: float) -> int:
    """Return the least number of customers per segment that gives the F test the stated power.

    Parameters
    ----------
    omega_squared, segments, alpha
        As in `one_way_power`.
    power : float
        Wanted power, alpha < power < 1.

    Returns
    -------
    int
        Customers in each segment, at least 2.

    Raises
    ------
    ValueError
        The power is not between alpha and 1, or as in `one_way_power`.

    References
    ----------
    As of `one_way_power`.
    """
    if not alpha < power < 1:
        raise ValueError(f"power: expected a power between alpha ({alpha}) and 1, found {power}")
    low, high = 1, 2
    while one_way_power(omega_squared, high * segments, segments, alpha) < power:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        enough = one_way_power(omega_squared, middle * segments, segments, alpha) >= power
        low, high = (low, middle) if enough else (middle, high)
    return high


def yamane(population: int, precision: float = 0.05) -> int:
    """Return the number of answers for a share within +-`precision` (confidence 95 %), rounded up.

    Parameters
    ----------
    population : int
        Customers there are, at least 1.
    precision : float
        Half width of the interval as a share, 0 < precision < 1.

    Returns
    -------
    int
        Answers, at most `population`.

    Raises
    ------
    ValueError
        The population is below 1 or the precision not between 0 and 1.

    References
    ----------
    Yamane, T. (1967). Statistics: An Introductory Analysis, 2nd ed. Harper and Row. n = N / (1 + N e^2).
    """
    if population < 1 or not 0 < precision < 1:
        raise ValueError(f"Yamane: expected population >= 1 and 0 < precision < 1, found {population}, {precision}")
    return math.ceil(population / (1 + population * precision**2))
