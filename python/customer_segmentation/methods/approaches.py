"""The approaches that an attempt can take: how each makes segments, and the rule that places customers.

A rule is a long frame with one row per segment and numeric variable, and one per segment, categorical
variable and category (`OTHER` always among them): approach, k, segment_no, variable, category (null for
numeric), centre, weight, scale, segment_share (mixture only). SQL places every customer with it; `place` is the
reference that SQL is tested against. With x the customer's value clipped to +-CLIP, or 1 for the row of the
customer's category and 0 for the others (a category without a row counts as `OTHER`), a row adds to the distance
from the segment

    kmeans           weight * scale * (x - centre)^2            numeric (scale 1) and categorical (scale 0.5)
    gower_kmedoids   weight * least(|x - centre| / scale, 1)    numeric (scale = range in the sample)
                     weight * scale * (x - centre)^2            categorical (scale 0.5, so customers differ by 0 or 1)
    mixture          (x - centre)^2 / (2 scale) + ln(2 pi scale) / 2   numeric (centre the mean, scale the variance)
                     -x ln(centre)                              categorical (centre the share in the segment)

Variables that the customer or the segment misses are left out, and the sum is averaged or rescaled over the
weights of the variables left; for a mixture it is minus the log of segment and customer together:

    kmeans           sum * (weight of all the rule's variables) / (weight of the variables left)
    gower_kmedoids   sum / (weight of the variables left)
    mixture          sum - ln(segment_share)

Distances are rounded to DISTANCE_DIGITS before they are compared; ties, and customers without any variable
(distance null), go to the lower segment number, which is the larger segment. Confidence is 0 on a tie and
1 when no other segment is possible:

    kmeans, gower_kmedoids   (1 - distance / second distance) * (share of the rule's weight that the customer has)
    mixture                  probability of the segment less that of the second, given what is known of the customer

A further approach is a class here, its name in `APPROACHES` and a row of the seed `approaches`; where its rule has
a distance of its own, also a line in `place` and in the model int_placement_parts.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import kmedoids
import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from threadpoolctl import threadpool_limits

from customer_segmentation.methods.arrays import FloatArray, IntArray, Record, require_columns, typed_frame
from customer_segmentation.methods.basis import CATEGORY_SCALE, CLIP, LONG_COLUMNS, OTHER, Basis
from customer_segmentation.methods.gower import GowerSpace, gower_space, refine, to_centres
from customer_segmentation.methods.mixture import MixtureSpace, bic, improve, mixture_space, start

DISTANCE_DIGITS = 9
SAME_INERTIA = 1e-6

RULE_TYPES = {
    "approach": "string",
    "k": "Int64",
    "segment_no": "Int64",
    "variable": "string",
    "category": "string",
    "centre": "Float64",
    "weight": "Float64",
    "scale": "Float64",
    "segment_share": "Float64",
}
PLACEMENT_TYPES = {
    "customer_id": "string",
    "segment_no": "Int64",
    "distance": "Float64",
    "second_distance": "Float64",
    "confidence": "Float64",
    "missing_variables": "Int64",
}


@dataclass(frozen=True)
class Fit:
    """A fitted segmentation.

    Attributes
    ----------
    labels : IntArray, (n,)
        Segment numbers 1..k by size descending, then by centre ascending (ties between centres, settled after
        that, may leave a later segment the larger).
    inertia : float
        What the approach minimises: distances to the centres, for k-means squared, summed, or minus the
        log-likelihood.
    starts_agreeing : int
        How many of the starts reach the best inertia within SAME_INERTIA relative.
    centres : FloatArray, (k, d)
        In the order of the segment numbers: the centres in the encoded space; for a mixture the parameters (see
        `mixture`).
    """

    labels: IntArray
    inertia: float
    starts_agreeing: int
    centres: FloatArray


Space = TypeVar("Space")


class Approach(ABC, Generic[Space]):
    """One way to make segments. `space` is what it sees of the customers, made once by `prepare`."""

    name: str
    final_starts: int
    resample_starts: int
    resample_limit: int
    """Customers that the bootstrap sees at most."""

    @abstractmethod
    def prepare(self, basis: Basis) -> Space:
        """Return the space: the encoded matrix (n, d), Gower's view with all pairs, or the features of a mixture."""

    @abstractmethod
    def subspace(self, space: Space, rows: IntArray) -> Space:
        """Return the space of the customers at `rows` alone."""

    @abstractmethod
    def starts(self, space: Space, k: int, random_state: int, n_init: int) -> Iterator[tuple[float, FloatArray]]:
        """Yield inertia and centres, as in `Fit`, of each of `n_init` starts."""

    @abstractmethod
    def best_labels(self, space: Space, k: int, random_state: int, n_init: int) -> IntArray:
        """Return labels (n,), in no order, of the best of `n_init` starts: the fast way for resamples."""

    @abstractmethod
    def to_centres(self, space: Space, centres: FloatArray) -> FloatArray:
        """Return the distances (n, k) to the centres, squared where the approach minimises squares."""

    @abstractmethod
    def order_key(self, space: Space, centre: FloatArray) -> tuple[float, ...]:
        """Return what orders two segments of the same size."""

    @abstractmethod
    def separation(self, space: Space) -> tuple[FloatArray, str]:
        """Return what the silhouette reads, and scikit-learn's name of the metric in it."""

    def bic(self, space: Space, fit: Fit) -> float | None:
        """Return Schwarz's criterion, None for an approach without a likelihood."""
        return None

    def weighted(self, basis: Basis) -> Basis:
        """Return the basis with the weights that the approach gives its variables."""
        return basis

    @abstractmethod
    def rule_rows(self, basis: Basis, centre: FloatArray) -> Iterator[Record]:
        """Yield variable, category, centre, weight and scale of one segment."""

    def fit(self, space: Space, k: int, random_state: int, n_init: int | None = None) -> Fit:
        """Find k segments.

        Parameters
        ----------
        space : Space
            What `prepare` returned for n customers.
        k : int
            Number of segments, 2 <= k <= the number of customers that differ.
        random_state : int
            Seed of every start.
        n_init : int, optional
            Number of starts; default `final_starts`.

        Raises
        ------
        ValueError
            k does not fit the number of distinct customers.
        """
        distinct = self.distinct(space)
        if not 2 <= k <= distinct:
            raise ValueError(f"{self.name}: expected k from 2 to the {distinct} customers that differ, found {k}")
        with threadpool_limits(1):
            tried = list(self.starts(space, k, random_state, n_init or self.final_starts))
        inertia, centres = min(tried, key=lambda start: start[0])
        agreeing = sum(other - inertia <= SAME_INERTIA * abs(inertia) for other, _ in tried)
        sizes = np.bincount(nearest(self.to_centres(space, centres)), minlength=k)
        order = sorted(range(k), key=lambda i: (-sizes[i], self.order_key(space, centres[i])))
        ordered = centres[order]
        return Fit(nearest(self.to_centres(space, ordered)) + 1, float(inertia), agreeing, ordered)

    @abstractmethod
    def distinct(self, space: Space) -> int:
        """Return how many customers of the space differ from each other."""

    def rule(self, basis: Basis, fit: Fit) -> pd.DataFrame:
        """Return the frozen rule (see the module's opening) that gives every customer its segment."""
        k, weighted = len(fit.centres), self.weighted(basis)
        rows = [
            {"approach": self.name, "k": k, "segment_no": number, **row}
            for number, centre in enumerate(fit.centres, start=1)
            for row in self.rule_rows(weighted, centre)
        ]
        return typed_frame(rows, RULE_TYPES)


class KMeansApproach(Approach[FloatArray]):
    """k-means with k-means++ starts on the encoded variables.

    References
    ----------
    Lloyd, S. P. (1982). Least squares quantization in PCM. IEEE Transactions on Information Theory 28(2), 129-137.
    Arthur, D. and Vassilvitskii, S. (2007). k-means++: the advantages of careful seeding. Proceedings of the
    eighteenth annual ACM-SIAM symposium on discrete algorithms, 1027-1035.
    """

    name = "kmeans"
    final_starts = 50
    resample_starts = 10
    resample_limit = 2_000

    def prepare(self, basis: Basis) -> FloatArray:
        """Return the encoded matrix (n, d)."""
        return basis.encoded()

    def subspace(self, space: FloatArray, rows: IntArray) -> FloatArray:
        """Return the rows."""
        return space[rows]

    def distinct(self, space: FloatArray) -> int:
        """Return the number of different rows."""
        return len(np.unique(space, axis=0)) if space.size else min(len(space), 1)

    def starts(self, space: FloatArray, k: int, random_state: int, n_init: int) -> Iterator[tuple[float, FloatArray]]:
        """Yield inertia and centres (k, d) of each start, run to full convergence."""
        for seed in np.random.default_rng(random_state).integers(2**31 - 1, size=n_init):
            model = KMeans(k, n_init=1, random_state=int(seed), tol=0.0).fit(space)
            yield float(model.inertia_), np.asarray(model.cluster_centers_, dtype=np.float64)

    def best_labels(self, space: FloatArray, k: int, random_state: int, n_init: int) -> IntArray:
        """Return scikit-learn's labels of the best start."""
        model = KMeans(k, n_init=n_init, random_state=random_state).fit(space)
        return np.asarray(model.labels_, dtype=np.int64)

    def to_centres(self, space: FloatArray, centres: FloatArray) -> FloatArray:
        """Return the squared Euclidean distances."""
        return np.stack([((space - centre) ** 2).sum(axis=1) for centre in centres], axis=1)

    def order_key(self, space: FloatArray, centre: FloatArray) -> tuple[float, ...]:
        """Return the centre."""
        return tuple(np.round(centre, DISTANCE_DIGITS))

    def separation(self, space: FloatArray) -> tuple[FloatArray, str]:
        """Return the encoded matrix."""
        return space, "euclidean"

    def rule_rows(self, basis: Basis, centre: FloatArray) -> Iterator[Record]:
        """Yield the mean of each numeric variable and the share of each category."""
        position = 0
        for number in basis.numeric:
            value = float(centre[position] / np.sqrt(number.weight))
            yield {"variable": number.name, "centre": value, "weight": number.weight, "scale": 1.0}
            position += 1
        for category in basis.categorical:
            for level in category.levels:
                share = float(centre[position] / np.sqrt(category.weight * CATEGORY_SCALE))
                yield _category_row(category.name, level, share, category.weight)
                position += 1


def _different(distances: FloatArray) -> int:
    return int((~np.tril(distances == 0.0, -1).any(axis=1)).sum())


class GowerKMedoids(Approach[GowerSpace]):
    """k-medoids on Gower's distances by FasterPAM, each start's medoids refined to medians and shares: see `gower`.

    The medoids of a start are sought among `medoid_limit` customers drawn for it, as CLARA does; all customers refine
    them.

    References
    ----------
    Kaufman, L. and Rousseeuw, P. J. (1990). Finding Groups in Data, chapter 3 (CLARA). Wiley.
    Schubert, E. and Rousseeuw, P. J. (2021). Fast and eager k-medoids clustering: O(k) runtime improvement of the
    PAM, CLARA, and CLARANS algorithms. Information Systems 101, 101804.
    """

    name = "gower_kmedoids"
    final_starts = 10
    resample_starts = 3
    resample_limit = 1_000
    medoid_limit = 1_000

    def prepare(self, basis: Basis) -> GowerSpace:
        """Return the space with Gower's distances (n, n) and balanced weights; keep n <= 5,000."""
        return gower_space(self.weighted(basis))

    def subspace(self, space: GowerSpace, rows: IntArray) -> GowerSpace:
        """Return the rows, and the distances between them."""
        return space.at(rows)

    def distinct(self, space: GowerSpace) -> int:
        """Return the number of customers who are no copy of one before them."""
        return _different(space.distances)

    def starts(self, space: GowerSpace, k: int, random_state: int, n_init: int) -> Iterator[tuple[float, FloatArray]]:
        """Yield the sum of distances and the refined centres (k, d) of each start."""
        for _, medoids in self._medoids(space, k, random_state, n_init):
            yield refine(space, space.encoded[medoids])

    def best_labels(self, space: GowerSpace, k: int, random_state: int, n_init: int) -> IntArray:
        """Return the labels of the start whose medoids have the least sum of distances, these alone refined."""
        _, medoids = min(self._medoids(space, k, random_state, n_init), key=lambda start: start[0])
        return nearest(self.to_centres(space, refine(space, space.encoded[medoids])[1]))

    def _medoids(self, space: GowerSpace, k: int, random_state: int, n_init: int) -> Iterator[tuple[float, IntArray]]:
        """Yield the sum of distances among the customers drawn and the row numbers of the medoids of each start."""
        for seed in np.random.default_rng(random_state).integers(2**31 - 1, size=n_init):
            rows, distances = self._drawn(space.distances, k, int(seed))
            found = kmedoids.fasterpam(distances, k, random_state=int(seed), n_cpu=1)
            yield float(found.loss), rows[np.asarray(found.medoids, dtype=np.int64)]

    def _drawn(self, distances: FloatArray, k: int, seed: int) -> tuple[IntArray, FloatArray]:
        """Return the row numbers and distances of the customers of a start; all where too few of those drawn differ."""
        everyone = np.arange(len(distances))
        if len(everyone) <= self.medoid_limit:
            return everyone, distances
        rows = np.sort(np.random.default_rng(seed).choice(everyone, size=self.medoid_limit, replace=False))
        among = distances[np.ix_(rows, rows)]
        return (rows, among) if _different(among) >= k else (everyone, distances)

    def to_centres(self, space: GowerSpace, centres: FloatArray) -> FloatArray:
        """Return Gower's distances to medians and shares."""
        return to_centres(space, centres)

    def order_key(self, space: GowerSpace, centre: FloatArray) -> tuple[float, ...]:
        """Return the centre."""
        return tuple(np.nan_to_num(np.round(centre, DISTANCE_DIGITS)))

    def separation(self, space: GowerSpace) -> tuple[FloatArray, str]:
        """Return the distances themselves."""
        return space.distances, "precomputed"

    def weighted(self, basis: Basis) -> Basis:
        """Return the basis in which every variable parts two customers as far as any other."""
        return basis.balanced()

    def rule_rows(self, basis: Basis, centre: FloatArray) -> Iterator[Record]:
        """Yield medians and shares; a variable that nobody of the segment has has no row."""
        position = 0
        for number in basis.numeric:
            if not np.isnan(centre[position]):
                row = {"variable": number.name, "centre": float(centre[position])}
                yield {**row, "weight": number.weight, "scale": number.span}
            position += 1
        for category in basis.categorical:
            for level in category.levels:
                if not np.isnan(centre[position]):
                    yield _category_row(category.name, level, float(centre[position]), category.weight)
                position += 1


class MixtureApproach(Approach[MixtureSpace]):
    """Latent classes by maximum likelihood: see `mixture`; many short runs, the best carried on (em-EM).

    References
    ----------
    Biernacki, C., Celeux, G. and Govaert, G. (2003). Choosing starting values for the EM algorithm for
    getting the highest likelihood in multivariate Gaussian mixture models. Computational Statistics & Data
    Analysis 41(3-4), 561-575.
    """

    name = "mixture"
    final_starts = 50
    resample_starts = 3
    resample_limit = 1_000
    carried_on = 10
    short, long = 1e-4, 1e-9
    """Growth of the likelihood, as a share of it, that ends a short run and a long one."""

    def prepare(self, basis: Basis) -> MixtureSpace:
        """Return the features."""
        return mixture_space(basis)

    def subspace(self, space: MixtureSpace, rows: IntArray) -> MixtureSpace:
        """Return the rows."""
        return space.at(rows)

    def distinct(self, space: MixtureSpace) -> int:
        """Return the number of different rows."""
        return len(np.unique(space.features, axis=0))

    def starts(self, space: MixtureSpace, k: int, random_state: int, n_init: int) -> Iterator[tuple[float, FloatArray]]:
        """Yield loss and parameters of the `carried_on` best of the short runs, run to the end."""
        seeds = np.random.default_rng(random_state).integers(2**31 - 1, size=n_init)
        runs = [improve(space, start(space, k, int(seed)), self.short) for seed in seeds]
        for _, parameters in sorted(runs, key=lambda run: run[0])[: self.carried_on]:
            yield improve(space, parameters, self.long)

    def best_labels(self, space: MixtureSpace, k: int, random_state: int, n_init: int) -> IntArray:
        """Return the most probable classes after the best of `n_init` short runs was carried on."""
        seeds = np.random.default_rng(random_state).integers(2**31 - 1, size=n_init)
        runs = [improve(space, start(space, k, int(seed)), self.short) for seed in seeds]
        _, parameters = improve(space, min(runs, key=lambda run: run[0])[1], self.short / 100)
        return nearest(self.to_centres(space, parameters))

    def to_centres(self, space: MixtureSpace, centres: FloatArray) -> FloatArray:
        """Return minus the log of class and customer together."""
        return -space.features @ centres.T

    def order_key(self, space: MixtureSpace, centre: FloatArray) -> tuple[float, ...]:
        """Return the parameters."""
        return tuple(np.round(centre, DISTANCE_DIGITS))

    def separation(self, space: MixtureSpace) -> tuple[FloatArray, str]:
        """Return the encoded matrix: a likelihood is no distance between customers."""
        return space.encoded, "euclidean"

    def bic(self, space: MixtureSpace, fit: Fit) -> float | None:
        """Return Schwarz's criterion: the smaller the better."""
        return bic(space, fit.centres)

    def rule_rows(self, basis: Basis, centre: FloatArray) -> Iterator[Record]:
        """Yield mean and variance of each numeric variable and the share of each category; weights are 1."""
        share = float(np.exp(centre[-1]))
        position = 0
        for number in basis.numeric:
            variance = -0.5 / float(centre[position])
            mean = float(centre[position + 1]) * variance
            moments = {"centre": mean, "weight": 1.0, "scale": variance, "segment_share": share}
            yield {"variable": number.name, **moments}
            position += 3
        for category in basis.categorical:
            for level in category.levels:
                held = _category_row(category.name, level, float(np.exp(centre[position])), 1.0)
                yield {**held, "scale": 1.0, "segment_share": share}
                position += 1


APPROACHES: dict[str, Approach[Any]] = {
    approach.name: approach for approach in (KMeansApproach(), GowerKMedoids(), MixtureApproach())
}
MIXTURE = MixtureApproach.name


def _category_row(variable: str, category: str, centre: float, weight: float) -> Record:
    return {
        "variable": variable,
        "category": category,
        "centre": centre,
        "weight": weight,
        "scale": CATEGORY_SCALE,
    }


def nearest(distances: FloatArray) -> IntArray:
    """Return which distance is the least, after rounding to DISTANCE_DIGITS.

    Parameters
    ----------
    distances : FloatArray, (n, k)
        NaN, where it is not known, counts as farthest; k at least 1.

    Returns
    -------
    IntArray, (n,)
        Columns 0..k - 1; ties go to the first.
    """
    comparable = np.where(np.isnan(distances), np.inf, np.round(distances, DISTANCE_DIGITS))
    return np.asarray(comparable.argmin(axis=1), dtype=np.int64)


def place(values_long: pd.DataFrame, rule: pd.DataFrame) -> pd.DataFrame:
    """Give every customer the nearest segment of a frozen rule, as SQL does.

    Parameters
    ----------
    values_long : DataFrame
        The long frame of `basis.build_basis`; weights come from the rule.
    rule : DataFrame
        One approach's rule, as `Approach.rule` returns it.

    Returns
    -------
    DataFrame
        One row a customer in ascending order: customer_id, segment_no, distance and second_distance (to the
        nearest and second nearest segment, null when no variable is left), confidence (see the module's opening;
        0 without a distance), missing_variables (of the rule's variables).

    Raises
    ------
    ValueError
        A column is missing, or the rule holds more or fewer than one approach.
    """
    require_columns(values_long, LONG_COLUMNS, "basis values")
    require_columns(rule, RULE_TYPES, "placement rule")
    names = rule["approach"].unique().tolist()
    if len(names) != 1:
        raise ValueError(f"placement rule: expected one approach, found {names}")
    customers = sorted(values_long["customer_id"].astype(str).unique())
    variables = rule.drop_duplicates("variable").set_index("variable")["weight"].astype(np.float64)
    values = {str(name): rows for name, rows in values_long.groupby("variable")}
    seen = np.zeros((len(customers), len(variables)), dtype=bool)
    numbers = sorted(rule["segment_no"].unique())
    total, weight_left = np.zeros((2, len(customers), len(numbers)))
    for column, (variable, weight) in enumerate(variables.items()):
        parts = rule[rule["variable"] == variable]
        found = _values_of(values.get(str(variable)), customers, numeric=bool(parts["category"].isna().all()))
        seen[:, column] = found.notna().to_numpy()
        for position, number in enumerate(numbers):
            part = parts[parts["segment_no"] == number]
            if len(part):
                added = _part_distance(found, part, names[0])
                total[:, position] += np.where(seen[:, column], added, 0.0)
                weight_left[:, position] += weight * seen[:, column]
    distances = _whole_distances(names[0], rule, variables, total, weight_left)
    weights = np.asarray(variables, dtype=np.float64)
    return _placements(customers, numbers, distances, seen, None if names[0] == MIXTURE else weights)


def _whole_distances(
    approach: str, rule: pd.DataFrame, variables: "pd.Series[float]", total: FloatArray, weight_left: FloatArray
) -> FloatArray:
    """Return the distances (n, k) from what the variables add and the weights of those left; NaN without any."""
    if approach == MIXTURE:
        shares = rule.groupby("segment_no")["segment_share"].first().astype(float).to_numpy()
        return np.asarray(np.where(weight_left > 0, total - np.log(shares), np.nan))
    whole = float(variables.sum()) if approach == KMeansApproach.name else 1.0
    return np.divide(total * whole, weight_left, out=np.full_like(total, np.nan), where=weight_left > 0)


def _values_of(rows: pd.DataFrame | None, customers: list[str], numeric: bool) -> "pd.Series[float] | pd.Series[str]":
    if rows is None:
        return pd.Series(np.nan, index=customers)
    found = rows.set_index(rows["customer_id"].astype(str)).reindex(customers)
    if numeric:
        return found["numeric_value"].astype(float).clip(-CLIP, CLIP)
    return found["category_value"]


def _part_distance(found: "pd.Series[float] | pd.Series[str]", part: pd.DataFrame, approach: str) -> FloatArray:
    """Return what one variable adds to the distances (n,) from one segment; undefined where it is missing."""
    weight, scale = float(part["weight"].iloc[0]), float(part["scale"].iloc[0])
    if part["category"].isna().all():
        away = found.to_numpy(dtype=np.float64) - float(part["centre"].iloc[0])
        if approach == MIXTURE:
            return np.asarray(away**2 / (2 * scale) + np.log(2 * np.pi * scale) / 2)
        result = scale * away**2 if approach == KMeansApproach.name else np.minimum(np.abs(away) / scale, 1.0)
        return np.asarray(weight * result)
    levels = part["category"].tolist()
    category = found.where(found.isin(levels), OTHER)
    total = np.zeros(len(found))
    for level, centre in zip(levels, part["centre"].astype(float), strict=True):
        held = (category == level).to_numpy(dtype=np.float64)
        total += -held * np.log(centre) if approach == MIXTURE else (held - centre) ** 2
    return weight * scale * total


def _placements(
    customers: list[str], numbers: list[int], distances: FloatArray, seen: "np.ndarray", weights: FloatArray | None
) -> pd.DataFrame:
    """Rank the distances; without weights they are minus log probabilities."""
    chosen = nearest(distances)
    share_seen = np.ones(len(customers)) if weights is None else seen @ weights / weights.sum()
    rows: list[Record] = []
    for i, customer in enumerate(customers):
        ranked = sorted(d for d in distances[i] if not np.isnan(d))
        first, second = [*ranked, None, None][:2]
        rows.append(
            {
                "customer_id": customer,
                "segment_no": numbers[chosen[i]],
                "distance": first,
                "second_distance": second,
                "confidence": share_seen[i] * _certainty(ranked, probabilities=weights is None),
                "missing_variables": int((~seen[i]).sum()),
            }
        )
    return typed_frame(rows, PLACEMENT_TYPES)


def _certainty(ranked: list[float], probabilities: bool) -> float:
    """Return how far the first of the ascending distances is ahead of the second, from 0 to 1."""
    if len(ranked) < 2:
        return 0.0
    if probabilities:
        behind = ranked[0] - np.array(ranked)
        return float((1 - np.exp(behind[1])) / np.exp(behind).sum())
    return 1 - ranked[0] / ranked[1] if ranked[1] else 0.0
