"""How stable, separate and large the segments of a candidate (an approach with a k) are, on the basis alone.

References
----------
Calinski, T. and Harabasz, J. (1974). A dendrite method for cluster analysis. Communications in Statistics
3(1), 1-27.
Hennig, C. (2007). Cluster-wise assessment of cluster stability. Computational Statistics & Data Analysis 52(1),
258-271.
Hubert, L. and Arabie, P. (1985). Comparing partitions. Journal of Classification 2(1), 193-218.
Rousseeuw, P. J. (1987). Silhouettes: a graphical aid to the interpretation and validation of cluster analysis.
Journal of Computational and Applied Mathematics 20, 53-65.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score, calinski_harabasz_score, silhouette_score
from threadpoolctl import threadpool_limits

from customer_segmentation.methods.approaches import APPROACHES, Approach
from customer_segmentation.methods.arrays import FloatArray, IntArray, Record, typed_frame
from customer_segmentation.methods.basis import Basis, build_basis
from customer_segmentation.methods.tendency import tendency

CANDIDATE_TYPES = {
    "approach": "string",
    "k": "Int64",
    "n_sample": "Int64",
    "inertia": "Float64",
    "starts_agreeing": "Int64",
    "silhouette": "Float64",
    "calinski_harabasz": "Float64",
    "jaccard_min": "Float64",
    "jaccard_mean": "Float64",
    "jaccard_per_segment": "string",
    "adjusted_rand_index_median": "Float64",
    "smallest_share": "Float64",
    "smallest_n": "Int64",
    "bic": "Float64",
    "tendency": "string",
    "tendency_ratio": "Float64",
    "stability": "string",
}
MEASURED, NOT_APPLICABLE = "measured", "not_applicable"


def best_jaccard(labels: IntArray, resampled: IntArray, k: int) -> FloatArray:
    """Return, per segment 1..k, the largest Jaccard similarity with any segment of another partition.

    Parameters
    ----------
    labels : IntArray, (m,)
        Segment numbers 1..k of m customers.
    resampled : IntArray, (m,)
        The other partition of the same customers, numbers from 0.
    k : int
        Number of segments.

    Returns
    -------
    FloatArray, (k,)
        In [0, 1]; NaN for a segment without a customer among the m.

    Raises
    ------
    ValueError
        The partitions are not of the same customers, or of none.
    """
    if not 0 < len(labels) == len(resampled):
        raise ValueError(f"Jaccard: expected one number per customer in both, found {len(labels)} and {len(resampled)}")
    shared = np.zeros((k, int(resampled.max()) + 1))
    np.add.at(shared, (labels - 1, resampled), 1.0)
    rows, columns = shared.sum(axis=1, keepdims=True), shared.sum(axis=0, keepdims=True)
    union = rows + columns - shared
    similarity = np.divide(shared, union, out=np.zeros_like(shared), where=union > 0)
    return np.where(rows[:, 0] > 0, similarity.max(axis=1), np.nan)


def bootstrap_stability(
    approach: Approach[Any], space: Any, labels: IntArray, k: int, random_state: int, resamples: int
) -> tuple[FloatArray, float]:
    """Compare a partition with the partitions of bootstrap resamples of its customers.

    As `fpc::clusterboot` does, a customer drawn more than once counts once.

    Parameters
    ----------
    approach : Approach
        What made the partition.
    space
        Its space of m customers.
    labels : IntArray, (m,)
        The partition to judge, 1..k.
    k, random_state, resamples : int
        Number of segments, seed, number of resamples.

    Returns
    -------
    jaccard : FloatArray, (k,)
        Mean of `best_jaccard` over the resamples; 0 for a segment that no resample held.
    adjusted_rand_index : float
        Median over the resamples; one with fewer than k customers counts as no agreement.

    Raises
    ------
    ValueError
        There is no customer, or resamples is below 1.
    """
    if resamples < 1 or not len(labels):
        raise ValueError(f"bootstrap: expected customers and resamples, found {len(labels)} and {resamples}")
    rng = np.random.default_rng(random_state)
    similarities, agreements = np.full((resamples, k), np.nan), np.zeros(resamples)
    with threadpool_limits(1):
        for i in range(resamples):
            rows = np.unique(rng.integers(len(labels), size=len(labels)))
            seed = int(rng.integers(2**31 - 1))
            if len(rows) < k:
                continue
            again = approach.best_labels(approach.subspace(space, rows), k, seed, approach.resample_starts)
            similarities[i] = best_jaccard(labels[rows], again, k)
            agreements[i] = adjusted_rand_score(labels[rows], again)
    held = (~np.isnan(similarities)).sum(axis=0)
    jaccard = np.nansum(similarities, axis=0) / np.maximum(held, 1)
    return jaccard, float(np.median(agreements))


def evaluate_candidates(
    long_frame: pd.DataFrame,
    approach: str,
    k_values: Sequence[int],
    random_state: int,
    resamples: int = 100,
    n_init: int | None = None,
    done: Callable[[int], None] | None = None,
) -> pd.DataFrame:
    """Fit one approach for every k and judge each candidate without looking at any need.

    Parameters
    ----------
    long_frame : DataFrame
        Basis values, see `basis.build_basis`.
    approach : str
        A key of `APPROACHES`.
    k_values : sequence of int
        Numbers of segments to try.
    random_state : int
        Seed of starts and resamples.
    resamples : int
        Bootstrap resamples.
    n_init : int, optional
        Starts of the final fit; default the approach's final_starts.
    done : callable, optional
        Called with each k when its candidate is judged: whoever has a clock can time them.

    Returns
    -------
    DataFrame
        One row a feasible k, ascending: approach, k, n_sample (customers with any value), inertia (what the
        approach minimises), starts_agreeing, silhouette (in the approach's own distance, on the customers of
        the bootstrap), calinski_harabasz (on the encoded variables for every approach, so that they compare),
        jaccard_min, jaccard_mean and jaccard_per_segment (JSON list in the order of the segment numbers),
        adjusted_rand_index_median, smallest_share and smallest_n, bic (null for an approach without a
        likelihood), tendency and tendency_ratio (see `tendency`; of the basis, so alike for all approaches),
        stability (`MEASURED`). A k above the number of customers that differ has no row.

    Raises
    ------
    ValueError
        The approach is unknown, or the frame is not as `build_basis` expects.
    """
    method = approach_named(approach)
    basis = build_basis(long_frame)
    encoded, space = basis.encoded(), method.prepare(basis)
    sample = basis.hash_sample(method.resample_limit)
    known = method.subspace(space, sample)
    feasible = [k for k in sorted(set(k_values)) if 2 <= k <= method.distinct(space)]
    rows: list[Record] = []
    for k in feasible:
        fit = method.fit(space, k, random_state, n_init)
        labels = fit.labels[sample]
        jaccard, agreement = bootstrap_stability(method, known, labels, k, random_state, resamples)
        with threadpool_limits(1):
            silhouette = _silhouette(labels, *method.separation(known))
        rows.append(
            {
                "approach": approach,
                "k": k,
                "inertia": fit.inertia,
                "starts_agreeing": fit.starts_agreeing,
                "silhouette": silhouette,
                "jaccard_min": float(jaccard.min()),
                "jaccard_mean": float(jaccard.mean()),
                "jaccard_per_segment": json.dumps([round(float(value), 6) for value in jaccard]),
                "adjusted_rand_index_median": agreement,
                "bic": method.bic(space, fit),
                "stability": MEASURED,
                **_of_partition(basis, encoded, fit.labels, k, random_state),
            }
        )
        if done:
            done(k)
    return typed_frame(rows, CANDIDATE_TYPES)


def evaluate_given(
    long_frame: pd.DataFrame,
    segments: "pd.Series[int]",
    approach: str,
    random_state: int,
    merged: Sequence[int] = (),
) -> pd.DataFrame:
    """Judge segments that nobody fitted: last year's rule, or the house rule.

    Parameters
    ----------
    long_frame : DataFrame
        Basis values, see `basis.build_basis`.
    segments : Series
        Segment number 1..k, customer id as the index; customers without basis values may stand there too.
    approach : str
        What the row is called.
    random_state : int
        Seed of the draws for the tendency.
    merged : sequence of int
        Segments that count as one, under the lowest of their numbers.

    Returns
    -------
    DataFrame
        One row as of `evaluate_candidates`, k the highest segment number, before merging; none when fewer than
        two customers differ or one segment is left. Inertia is the squared distances to the segments' own means,
        silhouette Euclidean, both on the encoded variables. Nothing was searched for, so that resamples can't
        tell anything: starts_agreeing and the stability figures are null and stability is `NOT_APPLICABLE`.

    Raises
    ------
    ValueError
        A customer of the frame has no segment, or the frame is not as `build_basis` expects.
    """
    basis = build_basis(long_frame)
    encoded = basis.encoded()
    unknown = sorted(set(basis.customers) - set(segments.index.astype(str)))
    if unknown:
        raise ValueError(f"{approach}: expected a segment for every customer, found none for {unknown[0]!r}")
    k = int(segments.max()) if len(segments) else 0
    gone = sorted(set(merged))[1:]
    if k - len(gone) < 2 or len(np.unique(encoded, axis=0)) < 2:
        return typed_frame([], CANDIDATE_TYPES)
    placed: IntArray = segments.reindex(list(basis.customers)).to_numpy().astype(np.int64)
    labels = _renumbered(placed, gone, min(merged, default=0))
    sample = basis.hash_sample(APPROACHES["kmeans"].resample_limit)
    means = pd.DataFrame(encoded).groupby(labels).transform("mean").to_numpy()
    row = {
        "approach": approach,
        "k": k,
        "inertia": float(((encoded - means) ** 2).sum()),
        "silhouette": _silhouette(labels[sample], encoded[sample], "euclidean"),
        "stability": NOT_APPLICABLE,
        **_of_partition(basis, encoded, labels, k - len(gone), random_state),
    }
    return typed_frame([row], CANDIDATE_TYPES)


def _renumbered(labels: IntArray, gone: Sequence[int], under: int) -> IntArray:
    """Return the labels with the segments that are gone counted under another, numbered without gaps."""
    merged = np.where(np.isin(labels, gone), under, labels)
    return np.asarray(merged - np.searchsorted(gone, merged), dtype=np.int64)


def _of_partition(basis: Basis, encoded: FloatArray, labels: IntArray, k: int, random_state: int) -> Record:
    """Return what can be said of segments 1..k however they were made."""
    sizes = np.bincount(labels, minlength=k + 1)[1:]
    kind, ratio = tendency(basis, k, random_state)
    return {
        "n_sample": len(basis.customers),
        "calinski_harabasz": _calinski_harabasz(encoded, labels),
        "smallest_share": float(sizes.min() / sizes.sum()),
        "smallest_n": int(sizes.min()),
        "tendency": kind,
        "tendency_ratio": ratio,
    }


def fit_rule(
    long_frame: pd.DataFrame, approach: str, k: int, random_state: int, n_init: int | None = None
) -> pd.DataFrame:
    """Return the frozen placement rule of one approach and k.

    Parameters
    ----------
    long_frame, approach, random_state, n_init
        As in `evaluate_candidates`; the same seed gives the same segments.
    k : int
        Number of segments.

    Returns
    -------
    DataFrame
        approach, k, segment_no, variable, category, centre, weight, scale, segment_share; see `approaches`.

    Raises
    ------
    ValueError
        The approach is unknown, k is not feasible, or the frame is not as `build_basis` expects.
    """
    method = approach_named(approach)
    basis = build_basis(long_frame)
    return method.rule(basis, method.fit(method.prepare(basis), k, random_state, n_init))


def approach_named(name: str) -> Approach[Any]:
    """Return an approach.

    Parameters
    ----------
    name : str
        A key of `APPROACHES`.

    Raises
    ------
    ValueError
        There is none of that name; the error lists the names there are.
    """
    if name not in APPROACHES:
        raise ValueError(f"approach: expected one of {sorted(APPROACHES)}, found {name!r}")
    return APPROACHES[name]


def _separable(labels: IntArray) -> bool:
    return 1 < np.unique(labels).size < len(labels)


def _silhouette(labels: IntArray, space: FloatArray, metric: str) -> float | None:
    return float(silhouette_score(space, labels, metric=metric)) if _separable(labels) else None


def _calinski_harabasz(encoded: FloatArray, labels: IntArray) -> float | None:
    return float(calinski_harabasz_score(encoded, labels)) if _separable(labels) else None
