"""Whether customers come in natural groups: how tight k segments are against data without any.

Data without groups are normal with the covariance of the encoded basis, a continuum; categories are cut from it
with the shares that they have. Segments of such data are of use as well, but they are constructed: a line drawn
through a continuum.

References
----------
Dolnicar, S. and Leisch, F. (2010). Evaluation of structure and reproducibility of cluster solutions using the
bootstrap. Marketing Letters 21(1), 83-101.
"""

import numpy as np
from sklearn.cluster import KMeans
from threadpoolctl import threadpool_limits

from customer_segmentation.methods.arrays import FloatArray
from customer_segmentation.methods.basis import CATEGORY_SCALE, Basis

NATURAL, CONSTRUCTED = "natural", "constructed"
LIMIT = 1_000
"""Customers, chosen by hash, that are looked at."""
DRAWS = 99
STARTS = 2
ERROR_RATE = 0.05
CALIBRATION = 50


def tendency(basis: Basis, k: int, random_state: int) -> tuple[str, float | None]:
    """Compare the inertia of k-means with that of data which have the same covariance and no groups.

    Parameters
    ----------
    basis : Basis
        At least k customers.
    k : int
        Number of segments.
    random_state : int
        Seed of draws and starts.

    Returns
    -------
    kind : str
        `NATURAL` when at most ERROR_RATE of the draws, the data counted among them, are as tight as the data;
        else `CONSTRUCTED`.
    ratio : float or None
        Inertia of the data divided by the mean of the draws, below 1 when the data are tighter; None when the
        draws have no inertia.

    Raises
    ------
    ValueError
        There are fewer customers than segments.
    """
    encoded = basis.encoded()[basis.hash_sample(LIMIT)]
    rng = np.random.default_rng(random_state)
    null = _Null(basis, encoded, rng)
    with threadpool_limits(1):
        here = _inertia(encoded, k, random_state)
        draws = np.array([_inertia(null.draw(rng), k, random_state) for _ in range(DRAWS)])
    share = (1 + (draws <= here).sum()) / (DRAWS + 1)
    mean = float(draws.mean())
    return (NATURAL if share <= ERROR_RATE else CONSTRUCTED), (here / mean if mean > 0 else None)


class _Null:
    """Draws data like `encoded` (n, d) without groups."""

    def __init__(self, basis: Basis, encoded: FloatArray, rng: np.random.Generator) -> None:
        self._n, self._mean = len(encoded), encoded.mean(axis=0)
        values, vectors = np.linalg.eigh(np.atleast_2d(np.cov(encoded, rowvar=False, bias=True)))
        self._root = vectors * np.sqrt(np.maximum(values, 0.0))
        self._deviation = encoded.std(axis=0)
        self._blocks: list[tuple[slice, float, FloatArray]] = []
        position, latent = len(basis.numeric), self._latent(rng)
        for category in basis.categorical:
            block = slice(position, position + len(category.levels))
            unit = float(np.sqrt(category.weight * CATEGORY_SCALE))
            self._blocks.append((block, unit, self._offsets(latent, block, encoded[:, block].mean(axis=0) / unit)))
            position = block.stop

    def draw(self, rng: np.random.Generator) -> FloatArray:
        """Return a matrix (n, d)."""
        drawn = self._latent(rng)
        for block, unit, offsets in self._blocks:
            drawn[:, block] = unit * np.eye(len(offsets))[self._held(drawn, block, offsets)]
        return drawn

    def _latent(self, rng: np.random.Generator) -> FloatArray:
        return np.asarray(self._mean + rng.standard_normal((self._n, len(self._mean))) @ self._root.T)

    def _held(self, latent: FloatArray, block: slice, offsets: FloatArray) -> "np.ndarray":
        away = latent[:, block] - self._mean[block]
        spread = self._deviation[block]
        standard = np.divide(away, spread, out=np.zeros_like(away), where=spread > 0)
        return np.asarray((standard + offsets).argmax(axis=1))

    def _offsets(self, latent: FloatArray, block: slice, shares: FloatArray) -> FloatArray:
        """Return what to add to the levels so that each is held by its share."""
        target = np.maximum(shares, 1e-9)
        offsets = np.where(shares > 0, np.log(target), -np.inf)
        for _ in range(CALIBRATION):
            held = np.bincount(self._held(latent, block, offsets), minlength=len(target)) / self._n
            offsets = offsets + 0.5 * np.log(target / np.maximum(held, 0.5 / self._n))
        return np.asarray(offsets, dtype=np.float64)


def _inertia(matrix: FloatArray, k: int, random_state: int) -> float:
    return float(KMeans(k, n_init=STARTS, random_state=random_state).fit(matrix).inertia_)
