"""The best that any method can do: the classifier that knows every planted parameter.

A firm's size factor is integrated out by Gauss-Hermite quadrature; given it, cells are independent: a normal
density, or with a small probability one shifted up or down (an outlier). Missing cells drop out. This is the
rule of Bayes for the generator; its adjusted Rand index is the ceiling for every segmentation.
"""

import numpy as np
from scipy.special import logsumexp
from sklearn.metrics import adjusted_rand_score

from demo import design as d
from demo.design import FloatArray, IntArray
from demo.population import Population, category_shares

NODES = 21
LEAST_SHARE = 1e-4
"""A category that a segment never has still leaves a customer possible there."""


def classify(population: Population, year: int) -> IntArray:
    """Return the most probable segment (m,) of every firm present in a year."""
    design = population.design
    rows = population.present(year)
    values = population.values[year][rows].copy()
    first = d.NUMERIC.index(d.USAGE[0])
    estates = population.firms["estate"].to_numpy()[rows]
    values[:, first : first + len(d.USAGE)] -= population.estate_effects[estates]
    scores = [
        np.log(share) + _numeric(design, values, means) + _categorical(population, rows, segment)
        for share, means, segment in zip(design.shares, design.means(), design.segments, strict=True)
    ]
    return np.asarray(np.argmax(np.stack(scores), axis=0), dtype=np.int64)


def oracle_ari(population: Population, year: int) -> float:
    """Return the adjusted Rand index of the classifier with the planted segments."""
    truth = population.firms[f"segment_{year}"].to_numpy()[population.present(year)]
    return float(adjusted_rand_score(truth, classify(population, year)))


def _numeric(design: d.Design, values: FloatArray, means: FloatArray) -> FloatArray:
    nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
    spread, shift = design.spread * np.array(d.SPREAD), np.array(d.OUTLIER_SHIFT)
    per_node = []
    for node, weight in zip(nodes, weights / weights.sum(), strict=True):
        residual = values - means - design.spread * np.array(d.LOADING) * node
        regular = np.log1p(-d.OUTLIER_SHARE) - 0.5 * (residual / spread) ** 2
        shifted = [np.log(d.OUTLIER_SHARE / 2) - 0.5 * ((residual + s * shift) / spread) ** 2 for s in (-1, 1)]
        cells = logsumexp(np.stack([regular, *shifted]), axis=0)
        per_node.append(np.log(weight) + np.nansum(cells, axis=1))
    return np.asarray(logsumexp(np.stack(per_node), axis=0), dtype=np.float64)


def _categorical(population: Population, rows: IntArray, segment: d.Segment) -> FloatArray:
    total = np.zeros(len(rows))
    for name, levels, shares in category_shares(segment):
        logs = {level: np.log(max(share, LEAST_SHARE)) for level, share in zip(levels, shares, strict=True)}
        total += population.firms[name].iloc[rows].map(logs).to_numpy(dtype=np.float64)
    return total
