"""Latent classes of mixed variables: the EM algorithm for a mixture whose variables are independent in a class.

A numeric variable is normal with a mean and variance per class, a categorical one multinomial, and a missing
value leaves the likelihood (it is integrated out). The log density of a customer is then linear in the customer's
`features`, so that both steps of EM are one matrix product:

    numeric        x^2, x, 1     parameters -1 / (2 v), m / v, -m^2 / (2 v) - ln(2 pi v) / 2
    categorical    0 or 1 a level           ln(share of the level in the class)
    always         1                        ln(share of the class)

Three zeros, or a zero for every level, stand for a missing value. Every class holds one customer more who is
spread like all customers together, so that no variance and no share becomes zero, and a class's variance is at
least LEAST_VARIANCE of the variance of all. Weights of variables don't count: a likelihood weighs by itself.

References
----------
Dempster, A. P., Laird, N. M. and Rubin, D. B. (1977). Maximum likelihood from incomplete data via the EM
algorithm. Journal of the Royal Statistical Society B 39(1), 1-38.
Hunt, L. and Jorgensen, M. (2003). Mixture model clustering for mixed data with missing information.
Computational Statistics & Data Analysis 41(3-4), 429-440.
Schwarz, G. (1978). Estimating the dimension of a model. Annals of Statistics 6(2), 461-464.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import logsumexp
from sklearn.cluster import kmeans_plusplus

from customer_segmentation.methods.arrays import FloatArray, IntArray
from customer_segmentation.methods.basis import Basis

LEAST_VARIANCE = 0.05
MOST_ITERATIONS = 1_000
TINY = 1e-6
"""Variance of a variable that a resample holds with one value only."""


@dataclass(frozen=True)
class MixtureSpace:
    """What a mixture sees of n customers.

    Attributes
    ----------
    features : FloatArray, (n, p)
        See the module's opening.
    encoded : FloatArray, (n, d)
        The encoded basis, where starts are drawn.
    levels : tuple of int
        Number of levels of each categorical variable, after the numeric ones.
    """

    features: FloatArray
    encoded: FloatArray
    levels: tuple[int, ...]

    @property
    def numeric(self) -> int:
        """Number of numeric variables."""
        return int(self.features.shape[1] - 1 - sum(self.levels)) // 3

    def at(self, rows: IntArray) -> "MixtureSpace":
        """Return the space of the customers at `rows` alone."""
        return MixtureSpace(self.features[rows], self.encoded[rows], self.levels)


def mixture_space(basis: Basis) -> MixtureSpace:
    """Lay out the features of the basis.

    Parameters
    ----------
    basis : Basis
        n customers, values in robust units.

    Returns
    -------
    MixtureSpace
        The features (n, p): three columns a numeric variable, one a level, one of ones.
    """
    n = len(basis.customers)
    columns: list[FloatArray] = []
    for number in basis.numeric:
        seen = ~np.isnan(number.values)
        value = np.where(seen, number.values, 0.0)
        columns += [value**2, value, seen.astype(np.float64)]
    for category in basis.categorical:
        columns += [(category.codes == code).astype(np.float64) for code in range(len(category.levels))]
    features = np.stack([*columns, np.ones(n)], axis=1)
    return MixtureSpace(features, basis.encoded(), tuple(len(v.levels) for v in basis.categorical))


def start(space: MixtureSpace, k: int, random_state: int) -> FloatArray:
    """Return parameters from customers drawn far apart (k-means++), each with those nearest to it.

    Parameters
    ----------
    space : MixtureSpace
        n customers.
    k : int
        Number of classes, at most n.
    random_state : int
        Seed.

    Returns
    -------
    FloatArray, (k, p)
        Parameters; see the module's opening.

    Raises
    ------
    ValueError
        There are fewer customers than classes.

    References
    ----------
    Arthur, D. and Vassilvitskii, S. (2007). k-means++: the advantages of careful seeding. Proceedings of the
    eighteenth annual ACM-SIAM symposium on discrete algorithms, 1027-1035.
    """
    centres, _ = kmeans_plusplus(space.encoded, k, random_state=random_state)
    squared = (centres**2).sum(axis=1) - 2 * space.encoded @ centres.T
    return maximise(space, np.eye(k)[squared.argmin(axis=1)])


def maximise(space: MixtureSpace, shares: FloatArray) -> FloatArray:
    """Return the parameters that are most likely when customers belong to classes by shares (the M step).

    Parameters
    ----------
    space : MixtureSpace
        n customers.
    shares : FloatArray, (n, k)
        Probability of each class for each customer; rows add up to 1.

    Returns
    -------
    FloatArray, (k, p)
        Parameters; see the module's opening.
    """
    n, k = shares.shape
    everyone = _everyone(space)
    sums = shares.T @ space.features + everyone
    numeric = 3 * space.numeric
    parameters = np.empty_like(sums)
    squares, values, counts = sums[:, 0:numeric:3], sums[:, 1:numeric:3], sums[:, 2:numeric:3]
    mean = values / counts
    variance = np.maximum(squares / counts - mean**2, LEAST_VARIANCE * _variance(everyone[:numeric]))
    parameters[:, 0:numeric:3] = -0.5 / variance
    parameters[:, 1:numeric:3] = mean / variance
    parameters[:, 2:numeric:3] = -0.5 * (mean**2 / variance + np.log(2 * np.pi * variance))
    position = numeric
    for levels in space.levels:
        held = sums[:, position : position + levels]
        parameters[:, position : position + levels] = np.log(held / held.sum(axis=1, keepdims=True))
        position += levels
    parameters[:, -1] = np.log(sums[:, -1] / (n + k))
    return parameters


def improve(space: MixtureSpace, parameters: FloatArray, tolerance: float) -> tuple[float, FloatArray]:
    """Run EM until what it maximises grows by less than `tolerance` of itself, MOST_ITERATIONS at most.

    Parameters
    ----------
    space : MixtureSpace
        n customers.
    parameters : FloatArray, (k, p)
        Where to begin.
    tolerance : float
        Share of the loss, not negative.

    Returns
    -------
    loss : float
        Minus the log-likelihood of the customers and of the one more in each class.
    parameters : FloatArray, (k, p)
        The fitted parameters.
    """
    everyone, before = _everyone(space), np.inf
    for _ in range(MOST_ITERATIONS):
        joint = space.features @ parameters.T
        total = logsumexp(joint, axis=1)
        loss = -float(total.sum() + (parameters @ everyone).sum())
        if before - loss <= tolerance * abs(loss):
            break
        before, parameters = loss, maximise(space, np.exp(joint - total[:, None]))
    return loss, parameters


def bic(space: MixtureSpace, parameters: FloatArray) -> float:
    """Return Schwarz's criterion, -2 ln L + (free parameters) ln n: the smaller the better.

    Parameters
    ----------
    space : MixtureSpace
        n customers.
    parameters : FloatArray, (k, p)
        As `improve` returns them.
    """
    n, k = len(space.features), len(parameters)
    free = k * (2 * space.numeric + sum(levels - 1 for levels in space.levels)) + k - 1
    likelihood = float(logsumexp(space.features @ parameters.T, axis=1).sum())
    return -2 * likelihood + free * float(np.log(n))


def _everyone(space: MixtureSpace) -> FloatArray:
    """Return the mean features (p,): a customer like all together; what nobody has counts a little."""
    little = 1 / (len(space.features) + 1)
    mean = np.asarray(space.features.mean(axis=0), dtype=np.float64)
    first = 3 * space.numeric
    mean[2:first:3] = np.maximum(mean[2:first:3], little)
    mean[first:] = np.maximum(mean[first:], little)
    return mean


def _variance(moments: FloatArray) -> FloatArray:
    squares, values, seen = moments[0::3], moments[1::3], moments[2::3]
    return np.asarray(np.maximum(squares / seen - (values / seen) ** 2, TINY), dtype=np.float64)
