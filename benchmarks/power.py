"""How often the loop finds what is there: needs that differ, and planted segments against the best classifier."""

from dataclasses import dataclass

import numpy as np
from sklearn.metrics import adjusted_rand_score

from benchmarks.loop import Attempt, attempts, fewer_starts
from benchmarks.models import Models, active_approaches
from benchmarks.populations import (
    SHARES,
    Population,
    answered_once,
    clear_basis,
    equally_far,
    latent_needs,
    likert,
    planted_basis,
    planted_segments,
    with_effects,
)
from customer_segmentation.methods.approaches import APPROACHES
from customer_segmentation.methods.arrays import FloatArray, IntArray
from customer_segmentation.methods.basis import build_basis

Rng = np.random.Generator
K_VALUES = (4, 5, 6)
RESAMPLES = 20
STARTS = (10, 2)
NEEDS = 20


@dataclass(frozen=True)
class Recovery:
    """Mean adjusted Rand index with the planted segments: of the classifier that knows them, and of ours."""

    eta_squared: float
    oracle: float
    ours: float


def medium_effects(rng: Rng, n: int = 600) -> Population:
    """Plant omega squared .06 in half of the needs; everybody answers."""
    segments = planted_segments(rng, n)
    effects = np.where(np.arange(NEEDS) % 2 == 0, 0.06, 0.0)
    answers = likert(with_effects(rng, latent_needs(rng, n, NEEDS), segments, effects))
    respondents = np.ones_like(answers)
    return Population(clear_basis(rng, segments), answers, respondents, np.zeros(n, dtype=np.int64), segments)


def realistic(rng: Rng, n: int = 4_828, answering: int = 900, few: int = 60) -> Population:
    """Plant omega squared .03 in half of the needs that all respondents were asked; a quarter has 60 answers."""
    segments = planted_segments(rng, n)
    rare = np.arange(NEEDS) % 4 == 0
    effects = np.where(~rare & (np.cumsum(~rare) % 2 == 0), 0.03, 0.0)
    answers = likert(with_effects(rng, latent_needs(rng, n, NEEDS), segments, effects))
    sums, respondents = answered_once(rng, answers)
    asked = np.arange(n)[:, None] < np.where(rare, few, answering)[None, :]
    basis = clear_basis(rng, segments)
    return Population(basis, sums * asked, respondents * asked, np.zeros(n, dtype=np.int64), segments)


def first_attempts(models: Models, kind: str, sets: int) -> list[Attempt]:
    """Return the first attempt, k-means at alpha over all approaches, on so many populations of a kind."""
    make = medium_effects if kind == "medium" else realistic
    allowed = 1 if kind == "medium" else len(active_approaches())
    with fewer_starts(*STARTS):
        return [
            attempts(models, make(np.random.default_rng([seed, 7])), ["kmeans"], K_VALUES, seed, RESAMPLES, allowed)[0]
            for seed in range(sets)
        ]


def recovery(eta_squared: float, n: int = 2_000, variables: int = 6, sets: int = 10) -> Recovery:
    """Compare k-means, as the project runs it, with the classifier that knows centres, spread and shares."""
    found = np.zeros((sets, 2))
    for seed in range(sets):
        rng = np.random.default_rng([seed, 11])
        segments = np.asarray(rng.integers(len(SHARES), size=n), dtype=np.int64)
        spread = np.sqrt((1 - eta_squared) / eta_squared)
        centres = equally_far(rng, len(SHARES), variables)
        values = centres[segments] + spread * rng.normal(size=(n, variables))
        distances = ((values[:, None, :] - centres[None]) ** 2).sum(axis=2)
        nothing = np.zeros((n, 1), dtype=np.int64)
        population = Population(values, nothing, nothing, segments, segments)
        found[seed] = adjusted_rand_score(segments, distances.argmin(axis=1)), _ours(population, seed)
    oracle, ours = found.mean(axis=0)
    return Recovery(eta_squared, float(oracle), float(ours))


def _ours(population: Population, seed: int) -> float:
    approach, basis = APPROACHES["kmeans"], build_basis(population.basis_values())
    fit = approach.fit(approach.prepare(basis), len(SHARES), seed)
    return float(adjusted_rand_score(population.segments, fit.labels))


def weak_segments(models: Models, sets: int, eta_squared: float = 0.065) -> float:
    """Return the share of populations whose weak segments are not taken for stable ones."""
    refused = 0
    for seed in range(sets):
        rng = np.random.default_rng([seed, 13])
        segments = planted_segments(rng, 600)
        answers = likert(latent_needs(rng, 600, 4))
        sums, respondents = answered_once(rng, answers)
        basis: FloatArray = planted_basis(rng, segments, eta_squared=eta_squared)
        where: IntArray = np.zeros(600, dtype=np.int64)
        population = Population(basis, sums, respondents, where, segments)
        with fewer_starts(*STARTS):
            refused += not attempts(models, population, ["kmeans"], K_VALUES, seed, RESAMPLES)[0].chosen
    return refused / sets
