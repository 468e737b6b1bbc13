"""How hard the planted segments are: the oracle's ceiling, and what plain k-means and the approaches reach of it."""

import numpy as np
import pandas as pd
import pytest
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score, silhouette_score
from threadpoolctl import threadpool_limits

from customer_segmentation.methods.approaches import place
from customer_segmentation.methods.stability import fit_rule
from demo import design as d
from demo.design import FloatArray, IntArray
from demo.oracle import oracle_ari
from demo.population import Population

YEAR = 2566


def scaled(population: Population) -> FloatArray:
    """Log1p, centred and scaled robustly, clipped at 3."""
    values = population.values[YEAR][population.present(YEAR)].copy()
    values[:, :-1] = np.log1p(np.exp(values[:, :-1]))
    low, middle, high = np.nanquantile(values, [0.25, 0.5, 0.75], axis=0)
    return np.clip((values - middle) / ((high - low) / 1.349), -3, 3)


def encoded(population: Population) -> FloatArray:
    """Numbers scaled; one-hot columns where two categories are 1 apart."""
    rows = population.present(YEAR)
    columns = [np.nan_to_num(scaled(population))]
    for name in d.CATEGORICAL:
        held = population.firms[name].to_numpy()[rows]
        columns += [np.sqrt(0.5) * (held == level)[:, None] for level in np.unique(held)]
    return np.hstack(columns)


def truth(population: Population) -> IntArray:
    return population.firms[f"segment_{YEAR}"].to_numpy()[population.present(YEAR)]


@pytest.fixture(scope="module")
def matrix(full: Population) -> FloatArray:
    return encoded(full)


def k_means(matrix: FloatArray, k: int, seed: int = 1) -> IntArray:
    with threadpool_limits(1):  # two threads are many times slower on a busy machine
        return np.asarray(KMeans(k, n_init=10, random_state=seed).fit(matrix).labels_)


def test_the_oracle_is_good_but_not_perfect(full: Population) -> None:
    assert 0.85 <= oracle_ari(full, YEAR) <= 0.95


def test_plain_k_means_reaches_most_of_the_oracle(full: Population, matrix: FloatArray) -> None:
    found = k_means(matrix, len(full.design.segments))
    assert adjusted_rand_score(truth(full), found) >= 0.85 * oracle_ari(full, YEAR)


def long_frame(population: Population) -> pd.DataFrame:
    """The basis values that the approaches read: numbers with what is missing, industry and kind of contract."""
    rows, numbers = population.present(YEAR), scaled(population)
    columns = {name: numbers[:, i] for i, name in enumerate(d.NUMERIC)}
    columns |= {name: population.firms[name].to_numpy()[rows] for name in ("industry", "contract_kind")}
    parts = []
    for variable, values in columns.items():
        number = variable in d.NUMERIC
        parts.append(
            pd.DataFrame(
                {
                    "customer_id": [f"c{i:05d}" for i in range(len(values))],
                    "variable": variable,
                    "kind": "numeric" if number else "categorical",
                    "numeric_value": values if number else np.nan,
                    "category_value": None if number else values,
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


@pytest.mark.long
@pytest.mark.parametrize(("approach", "share"), [("kmeans", 0.90), ("mixture", 0.95), ("gower_kmedoids", 0.90)])
def test_the_approaches_reach_most_of_the_oracle_on_mixed_data(full: Population, approach: str, share: float) -> None:
    frame = long_frame(full)
    placed = place(frame, fit_rule(frame, approach, len(full.design.segments), random_state=YEAR))
    assert adjusted_rand_score(truth(full), placed["segment_no"].to_numpy(int)) >= share * oracle_ari(full, YEAR)


@pytest.mark.long
@pytest.mark.parametrize("eta_squared", [0.50, 0.65, 0.80])
def test_numbers_alone_reach_the_oracle_at_three_difficulties(eta_squared: float) -> None:
    """Four normal segments in six variables; the oracle knows their means and sizes."""
    rng = np.random.default_rng(int(100 * eta_squared))
    n, k, p = 2000, 4, 6
    found, best = [], []
    for _ in range(3):
        means = rng.normal(size=(k, p))
        means -= means.mean(axis=0)
        means *= np.sqrt(eta_squared / (1 - eta_squared) / (means**2).mean(axis=0))
        segment = rng.integers(k, size=n)
        values = means[segment] + rng.normal(size=(n, p))
        known = ((values[:, None] - means[None]) ** 2).sum(axis=2).argmin(axis=1)
        values = (values - np.median(values, axis=0)) / (
            np.subtract(*np.quantile(values, [0.75, 0.25], axis=0)) / 1.349
        )
        frame = pd.DataFrame(
            {
                "customer_id": np.repeat([f"c{i:05d}" for i in range(n)], p),
                "variable": np.tile([f"x{i}" for i in range(p)], n),
                "kind": "numeric",
                "numeric_value": values.ravel(),
                "category_value": None,
            }
        )
        placed = place(frame, fit_rule(frame, "kmeans", k, random_state=1))
        found.append(adjusted_rand_score(segment, placed["segment_no"].to_numpy(int)))
        best.append(adjusted_rand_score(segment, known))
    assert np.mean(found) >= 0.95 * np.mean(best)


def test_every_segment_survives_resampling(full: Population, matrix: FloatArray) -> None:
    k = len(full.design.segments)
    rng = np.random.default_rng(1)
    sample = matrix[rng.choice(len(matrix), 2000, replace=False)]
    whole = k_means(sample, k)
    similarity = np.zeros((15, k))
    for i in range(len(similarity)):
        drawn = np.unique(rng.integers(len(sample), size=len(sample)))
        again = k_means(sample[drawn], k, seed=i)
        for segment in range(k):
            mine = whole[drawn] == segment
            similarity[i, segment] = max((mine & (again == j)).sum() / (mine | (again == j)).sum() for j in range(k))
    assert similarity.mean(axis=0).min() >= 0.80


def test_the_true_number_of_segments_separates_best(full: Population, matrix: FloatArray) -> None:
    rng = np.random.default_rng(1)
    sample = matrix[rng.choice(len(matrix), 2000, replace=False)]
    silhouettes = {k: silhouette_score(sample, k_means(sample, k)) for k in range(4, 9)}
    assert max(silhouettes, key=lambda k: silhouettes[k]) == len(full.design.segments)


def test_sizes_of_the_segments(full: Population) -> None:
    counts = np.bincount(truth(full))
    assert counts.sum() == 4828
    assert 0.06 <= counts.min() / counts.sum() <= 0.08


def test_the_smallest_segment_of_the_small_demo_can_be_tested() -> None:
    small = d.make_design("small", "planted", 1)
    assert small.counts.sum() == 250
    assert small.counts.min() >= 40


def test_firms_leave_join_and_change(full: Population) -> None:
    before, now = (full.firms[f"segment_{year}"].to_numpy() for year in d.YEARS)
    stayed = (before >= 0) & (now >= 0)
    assert (now[before >= 0] < 0).mean() == pytest.approx(0.06, abs=0.002)
    assert (before[now >= 0] < 0).mean() == pytest.approx(0.08, abs=0.002)
    assert (before[stayed] != now[stayed]).mean() == pytest.approx(0.03, abs=0.002)
