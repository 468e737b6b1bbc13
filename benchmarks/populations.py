"""Invented customers whose truth is known: bases with and without segments, needs with and without a reason to differ.

A basis is a matrix (n, p); needs are answers on short whole-number scales. All needs of a customer share a part (some
people agree to everything), because independent needs would let chance open the gate far less often.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from customer_segmentation.methods.arrays import FloatArray, IntArray

Rng = np.random.Generator
ACQUIESCENCE = 0.3
"""Share of a need's variance that all needs of a customer have in common."""
ANSWERED = 0.9
SHARES = (0.4, 0.25, 0.15, 0.1, 0.1)


@dataclass(frozen=True)
class Population:
    """Customers: basis (n, p), answers summed over the respondents (n, needs), respondents (n, needs; 0: did not
    answer), estate (n,) and the planted segment (n,).
    """

    basis: FloatArray
    answer_sums: IntArray
    respondents: IntArray
    estates: IntArray
    segments: IntArray

    def customer_ids(self) -> list[str]:
        """Return one id a customer, ascending."""
        return [f"c{i:06d}" for i in range(len(self.basis))]

    def basis_values(self) -> pd.DataFrame:
        """Return the basis as `methods.basis.build_basis` reads it: robust units, one row a customer and variable."""
        low, middle, high = np.quantile(self.basis, [0.25, 0.5, 0.75], axis=0)
        scaled = (self.basis - middle) / ((high - low) / 1.349)
        n, p = scaled.shape
        return pd.DataFrame(
            {
                "customer_id": np.repeat(self.customer_ids(), p),
                "variable": [f"x{j:02d}" for j in range(p)] * n,
                "kind": "numeric",
                "numeric_value": scaled.ravel(),
                "category_value": None,
            }
        )

    def scores(self) -> pd.DataFrame:
        """Return the answers as `int_need_scores` has them: one row a customer and need answered."""
        customer, need = np.nonzero(self.respondents)
        return pd.DataFrame(
            {
                "customer_id": np.array(self.customer_ids())[customer],
                "item_id": np.array([f"q{j:02d}" for j in range(self.respondents.shape[1])])[need],
                "sum_of_answers": self.answer_sums[customer, need],
                "respondents": self.respondents[customer, need],
            }
        )


def planted_basis(rng: Rng, segments: IntArray, variables: int = 8, eta_squared: float = 0.6) -> FloatArray:
    """Return normal variables of which segments explain about `eta_squared` of the variance."""
    centres = rng.normal(size=(len(SHARES), variables))
    spread = np.sqrt((1 - eta_squared) / eta_squared)
    return np.asarray(centres[segments] + spread * rng.normal(size=(len(segments), variables)))


def equally_far(rng: Rng, k: int, variables: int) -> FloatArray:
    """Return k centres (k, variables), equally far from each other, with variance 1 a variable on average."""
    corners = np.eye(k, variables) - np.eye(k, variables).mean(axis=0)
    turn, _ = np.linalg.qr(rng.normal(size=(variables, variables)))
    return np.asarray(corners @ turn / np.sqrt((corners**2).sum() / (k * variables)))


def clear_basis(rng: Rng, segments: IntArray, variables: int = 8, eta_squared: float = 0.6) -> FloatArray:
    """Return the same with centres that are equally far from each other."""
    spread = np.sqrt((1 - eta_squared) / eta_squared)
    centres = equally_far(rng, len(SHARES), variables)
    return np.asarray(centres[segments] + spread * rng.normal(size=(len(segments), variables)))


def planted_segments(rng: Rng, n: int) -> IntArray:
    """Return segment numbers 0..4 with the probabilities SHARES."""
    return np.asarray(rng.choice(len(SHARES), size=n, p=SHARES), dtype=np.int64)


def latent_needs(rng: Rng, n: int, needs: int) -> FloatArray:
    """Return standard normal needs (n, needs) that share ACQUIESCENCE."""
    common = rng.normal(size=(n, 1))
    return np.asarray(np.sqrt(ACQUIESCENCE) * common + np.sqrt(1 - ACQUIESCENCE) * rng.normal(size=(n, needs)))


def likert(latent: FloatArray) -> IntArray:
    """Return whole answers 1 to 5 around 3."""
    return np.clip(np.rint(3 + latent), 1, 5).astype(np.int64)


def answered_once(rng: Rng, answers: IntArray) -> tuple[IntArray, IntArray]:
    """Return sums and respondents: one respondent a customer, who leaves out a need now and then."""
    respondents = (rng.random(answers.shape) < ANSWERED).astype(np.int64)
    return answers * respondents, respondents


def with_effects(rng: Rng, latent: FloatArray, segments: IntArray, omega_squared: FloatArray) -> FloatArray:
    """Return the needs with segment means added that explain `omega_squared` (needs,) of their variance."""
    means = rng.normal(size=(len(SHARES), latent.shape[1]))
    share = np.array(SHARES)[:, None]
    means -= (share * means).sum(axis=0)
    means /= np.sqrt((share * means**2).sum(axis=0))
    return np.asarray(np.sqrt(1 - omega_squared) * latent + np.sqrt(omega_squared) * means[segments])


def _population(rng: Rng, basis: FloatArray, answers: IntArray, segments: IntArray) -> Population:
    return Population(basis, *answered_once(rng, answers), rng.integers(30, size=len(basis)), segments)


def _needs(rng: Rng) -> int:
    return int(rng.choice([4, 12, 24]))


def _noise(rng: Rng, n: int = 500) -> Population:
    answers = likert(latent_needs(rng, n, _needs(rng)))
    return _population(rng, rng.normal(size=(n, 8)), answers, np.zeros(n, dtype=np.int64))


def _common_factor(rng: Rng, n: int = 500) -> Population:
    basis = 0.8 * rng.normal(size=(n, 1)) + 0.6 * rng.normal(size=(n, 8))
    answers = likert(latent_needs(rng, n, _needs(rng)))
    return _population(rng, basis, answers, np.zeros(n, dtype=np.int64))


def _unequal_variances(rng: Rng, n: int = 500) -> Population:
    segments = planted_segments(rng, n)
    spread = np.array([0.6, 0.6, 0.6, 1.2, 1.2])[segments]
    answers = likert(spread[:, None] * latent_needs(rng, n, _needs(rng)))
    return _population(rng, planted_basis(rng, segments), answers, segments)


def _skewed_items(rng: Rng, n: int = 320) -> Population:
    segments = planted_segments(rng, n)
    latent = latent_needs(rng, n, _needs(rng))
    zero_heavy = np.searchsorted([0.52, 1.04, 1.64, 2.05], latent)  # 70, 15, 10, 3 and 2 % answer 0 to 4
    skewed = 5 - np.searchsorted([0.25, 0.84, 1.48, 1.88], latent)  # 60, 20, 13, 4 and 3 % answer 5 to 1
    even = np.arange(latent.shape[1]) % 2 == 0
    return _population(rng, planted_basis(rng, segments), np.where(even, zero_heavy, skewed), segments)


def _estates(rng: Rng, n: int = 900, estates: int = 30) -> Population:
    where = rng.choice(estates, size=n, p=rng.dirichlet(np.full(estates, 2.0)))
    mix = rng.dirichlet(4 * np.array(SHARES), size=estates).cumsum(axis=1)
    segments = (rng.random((n, 1)) > mix[where]).sum(axis=1).clip(max=len(SHARES) - 1)
    needs, icc = _needs(rng), rng.uniform(0.05, 0.10)
    places = rng.normal(size=(estates, needs))[where]
    answers = likert(np.sqrt(icc) * places + np.sqrt(1 - icc) * latent_needs(rng, n, needs))
    sums, respondents = answered_once(rng, answers)
    return Population(planted_basis(rng, segments), sums, respondents, where, segments)


def _respondents(rng: Rng, n: int = 500) -> Population:
    segments, needs = planted_segments(rng, n), _needs(rng)
    asked = 1 + rng.poisson(np.array([0.5, 0.5, 1, 2, 4])[segments])
    of_customer = latent_needs(rng, n, needs)
    sums, respondents = np.zeros((2, n, needs), dtype=np.int64)
    for position in range(int(asked.max())):
        answers = likert(np.sqrt(0.5) * of_customer + np.sqrt(0.5) * rng.normal(size=(n, needs)))
        given = (rng.random((n, needs)) < ANSWERED) & (asked > position)[:, None]
        sums, respondents = sums + answers * given, respondents + given
    return Population(planted_basis(rng, segments), sums, respondents, rng.integers(30, size=n), segments)


def _unrelated_needs(rng: Rng, n: int = 500) -> Population:
    segments = planted_segments(rng, n)
    answers = likert(latent_needs(rng, n, _needs(rng)))
    return _population(rng, planted_basis(rng, segments), answers, segments)


ESTATES = "customers clustered in estates"
NULLS: dict[str, Callable[[Rng], Population]] = {
    "noise": _noise,
    "common factor in the basis": _common_factor,
    "unequal variances, small variable segments": _unequal_variances,
    "ordinal, skewed and zero-heavy items, small n": _skewed_items,
    ESTATES: _estates,
    "respondents clustered in customers": _respondents,
    "planted basis segments, needs unrelated": _unrelated_needs,
}
"""Populations whose needs have no reason to differ between segments, one function a kind."""
