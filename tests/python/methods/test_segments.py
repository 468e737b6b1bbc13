"""Basis, approaches, placement and stability: known answers, hand computations and the frozen rule."""

from collections.abc import Iterator, Sequence

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import logsumexp
from scipy.stats import norm
from sklearn.datasets import load_iris, load_wine
from sklearn.metrics import adjusted_rand_score
from sklearn.mixture import GaussianMixture
from sklearn.preprocessing import StandardScaler
from sklearn.utils import Bunch
from stepmix.stepmix import StepMix

from benchmarks.loop import fewer_starts
from customer_segmentation.methods import stability
from customer_segmentation.methods.approaches import APPROACHES, RULE_TYPES, nearest, place
from customer_segmentation.methods.attempt import Inputs, evaluate_attempt
from customer_segmentation.methods.basis import CLIP, LONG_COLUMNS, OTHER, RARE_SHARE, build_basis
from customer_segmentation.methods.mixture import bic, improve, maximise, mixture_space, start
from customer_segmentation.methods.tendency import tendency
from tests.conftest import PROJECT

Value = float | str | None


def long_frame(values: dict[str, Sequence[Value]]) -> pd.DataFrame:
    """Lay out one list of values per variable for customers c000, c001, ...; text means categorical."""
    rows: list[tuple[object, ...]] = []
    for variable, column in values.items():
        categorical = any(isinstance(value, str) for value in column)
        for i, value in enumerate(column):
            pair = (None, value) if categorical else (value, None)
            rows.append((f"c{i:03d}", variable, "categorical" if categorical else "numeric", *pair))
    return pd.DataFrame(rows, columns=list(LONG_COLUMNS)).astype({"numeric_value": float})


def planted(n: int, missing: float = 0.0) -> tuple[pd.DataFrame, list[int]]:
    """Make customers of three clear segments in three numeric and a categorical variable."""
    rng = np.random.default_rng(2)
    segment = rng.integers(3, size=n)
    values: dict[str, Sequence[Value]] = {}
    for j in range(3):
        column = rng.normal(2.0 * (segment == j), 0.4)
        values[f"n{j}"] = [None if gone else float(x) for x, gone in zip(column, rng.random(n) < missing, strict=True)]
    place_of = np.where(rng.random(n) < 0.9, segment, rng.integers(3, size=n))
    values["place"] = [("east", "north", "west")[i] for i in place_of]
    return long_frame(values), segment.tolist()


@pytest.fixture
def few_starts() -> Iterator[None]:
    """Few starts and draws, where it does not matter how good the best of them is."""
    with fewer_starts(4, 1):
        yield


@pytest.mark.parametrize(
    ("data", "scaled", "inertia", "agreement"),
    [(load_iris(), False, 78.8514, 0.7302), (load_wine(), True, 1277.9285, 0.8975)],
    ids=["iris", "wine"],
)
def test_kmeans_finds_the_known_answers(data: Bunch, scaled: bool, inertia: float, agreement: float) -> None:
    values, truth = data.data, data.target
    space = StandardScaler().fit_transform(values) if scaled else values
    fit = APPROACHES["kmeans"].fit(space, 3, random_state=1)
    assert fit.inertia == pytest.approx(inertia, rel=1e-4)
    assert adjusted_rand_score(truth, fit.labels) == pytest.approx(agreement, abs=0.02)
    assert (np.diff(np.bincount(fit.labels)[1:]) <= 0).all()


def test_gower_by_hand_leaves_missing_pairs_out() -> None:
    frame = long_frame({"size": [0.0, 1.0, 2.0], "age": [0.5, None, -0.5], "kind": ["a", "b", "a"]})
    frame["weight"] = frame["variable"].map({"size": 2.0, "age": 1.0, "kind": 1.0})
    # 0-1: (2 * 1/2 + 1) / 3; 0-2: (2 * 1 + 1 * 1 + 0) / 4; 1-2: (2 * 1/2 + 1) / 3
    expected = [[0, 2 / 3, 3 / 4], [2 / 3, 0, 2 / 3], [3 / 4, 2 / 3, 0]]
    np.testing.assert_allclose(build_basis(frame).gower(), expected)


def test_gower_sets_customers_without_a_common_variable_furthest_apart() -> None:
    frame = long_frame({"size": [0.0, None, 2.0], "kind": [None, "b", "a"]})
    assert build_basis(frame).gower()[0, 1] == 1


def test_a_category_counts_as_one_robust_unit_and_missing_values_stand_in_the_middle() -> None:
    basis = build_basis(long_frame({"x": [0.0, 1.0, None, 9.0], "kind": ["a", "b", "b", None]}))
    space = basis.encoded()
    squared = ((space[:, None] - space[None]) ** 2).sum(axis=2)
    assert squared[0, 1] == pytest.approx(1 + 1)
    assert squared[0, 2] == pytest.approx(0 + 1)  # stands at the median, 0
    # 9 is clipped to 3; stands at a third of a and two thirds of b
    assert squared[0, 3] == pytest.approx(3**2 + 0.5 * ((1 - 1 / 3) ** 2 + (2 / 3) ** 2))


def test_rare_categories_are_pooled_and_constants_dropped() -> None:
    kind: Sequence[Value] = ["a"] * 120 + ["b"] * 79 + ["rare"]
    basis = build_basis(long_frame({"kind": kind, "same": [1.0] * 200, "one": ["x"] * 200}))
    assert basis.numeric == ()
    assert [(v.name, v.levels) for v in basis.categorical] == [("kind", ("a", "b", OTHER))]
    assert basis.categorical[0].codes[-1] == 2


@pytest.mark.parametrize("name", sorted(APPROACHES))
def test_placement_by_the_rule_gives_the_fitted_segments(name: str) -> None:
    frame, truth = planted(300)
    method, basis = APPROACHES[name], build_basis(frame)
    fit = method.fit(method.prepare(basis), 3, random_state=1)
    placed = place(frame, method.rule(basis, fit))
    assert placed["segment_no"].tolist() == fit.labels.tolist()
    assert adjusted_rand_score(truth, fit.labels) > 0.8
    assert placed["confidence"].between(0, 1).all()


def test_placement_by_hand() -> None:
    rule = pd.DataFrame(
        [
            ("kmeans", 2, 1, "x", None, 0.0, 1.0, 1.0, None),
            ("kmeans", 2, 1, "kind", "a", 1.0, 2.0, 0.5, None),
            ("kmeans", 2, 1, "kind", OTHER, 0.0, 2.0, 0.5, None),
            ("kmeans", 2, 2, "x", None, 2.0, 1.0, 1.0, None),
            ("kmeans", 2, 2, "kind", "a", 0.0, 2.0, 0.5, None),
            ("kmeans", 2, 2, "kind", OTHER, 1.0, 2.0, 0.5, None),
        ],
        columns=list(RULE_TYPES),
    )
    frame = long_frame({"x": [0.5, 9.0, 1.5, None, None], "kind": ["a", "never seen", None, "a", None]})
    placed = place(frame, rule)
    assert placed["segment_no"].tolist() == [1, 2, 2, 1, 1]
    # c000: .25 against 2.25 + 2; c001: x clipped to 3; c002: x alone, times 3; c003: kind alone, times 3 / 2
    assert placed["distance"].tolist()[:4] == pytest.approx([0.25, 1.0, 0.75, 0.0])
    assert placed["second_distance"].tolist()[:4] == pytest.approx([4.25, 11.0, 6.75, 3.0])
    assert placed["confidence"].tolist() == pytest.approx(
        [1 - 0.25 / 4.25, 1 - 1 / 11, (1 - 0.75 / 6.75) / 3, 2 / 3, 0]
    )
    assert placed["missing_variables"].tolist() == [0, 0, 1, 1, 2]
    assert placed["distance"].isna().tolist() == [False] * 4 + [True]


def test_placement_by_a_mixture_by_hand() -> None:
    rule = pd.DataFrame(
        [
            ("mixture", 2, 1, "x", None, 0.0, 1.0, 1.0, 0.75),
            ("mixture", 2, 1, "kind", "a", 0.5, 1.0, 1.0, 0.75),
            ("mixture", 2, 1, "kind", OTHER, 0.5, 1.0, 1.0, 0.75),
            ("mixture", 2, 2, "x", None, 2.0, 1.0, 4.0, 0.25),
            ("mixture", 2, 2, "kind", "a", 0.1, 1.0, 1.0, 0.25),
            ("mixture", 2, 2, "kind", OTHER, 0.9, 1.0, 1.0, 0.25),
        ],
        columns=list(RULE_TYPES),
    )
    placed = place(long_frame({"x": [1.0, None, None], "kind": ["a", "never seen", None]}), rule)
    both = [0.75 * norm.pdf(1, 0, 1) * 0.5, 0.25 * norm.pdf(1, 2, 2) * 0.1]
    kind = [0.75 * 0.5, 0.25 * 0.9]
    assert placed["segment_no"].tolist() == [1, 1, 1]
    assert placed["distance"].tolist()[:2] == pytest.approx([-np.log(both[0]), -np.log(kind[0])])
    assert placed["second_distance"].tolist()[:2] == pytest.approx([-np.log(both[1]), -np.log(kind[1])])
    assert placed["confidence"].tolist() == pytest.approx(
        [(both[0] - both[1]) / sum(both), (kind[0] - kind[1]) / sum(kind), 0]
    )
    assert placed["missing_variables"].tolist() == [0, 1, 2]


def test_ties_up_to_rounding_go_to_the_larger_segment_and_missing_distances_last() -> None:
    assert nearest(np.array([[0.1 + 0.2, 0.3], [np.nan, 7.0], [np.nan, np.nan]])).tolist() == [0, 1, 0]


SQL = """
with variables as (
    select variable, any_value(weight) as weight, bool_and(category is null) as is_numeric
    from rule group by variable
),
found as (
    select
        v.customer_id, v.variable, greatest(-3, least(3, v.numeric_value)) as x,
        case when exists (
            select 1 from rule as r where r.variable = v.variable and r.category = v.category_value
        ) then v.category_value else 'other' end as category
    from long as v inner join variables as d on v.variable = d.variable
    where if(d.is_numeric, v.numeric_value is not null, v.category_value is not null)
),
parts as (
    select
        f.customer_id, r.segment_no, f.variable, any_value(r.weight) as weight,
        any_value(r.segment_share) as share,
        sum(case
            when r.approach = 'mixture' and r.category is null
                then power(f.x - r.centre, 2) / (2 * r.scale) + ln(2 * pi() * r.scale) / 2
            when r.approach = 'mixture' then -(f.category = r.category)::integer * ln(r.centre)
            when r.category is not null
                then r.weight * r.scale * power((f.category = r.category)::integer - r.centre, 2)
            when r.approach = 'kmeans' then r.weight * r.scale * power(f.x - r.centre, 2)
            else r.weight * least(abs(f.x - r.centre) / r.scale, 1)
        end) as part
    from found as f inner join rule as r on f.variable = r.variable
    group by all
),
distances as (
    select customer_id, segment_no, case (select any_value(approach) from rule)
        when 'kmeans' then sum(part) / sum(weight) * (select sum(weight) from variables)
        when 'mixture' then sum(part) - ln(any_value(share))
        else sum(part) / sum(weight)
    end as distance
    from parts group by all
)
select
    customer_id, arg_min(segment_no, (round(distance, 9), segment_no)) as segment_no, min(distance) as
    distance
from distances group by customer_id order by customer_id
"""


@pytest.mark.parametrize("name", sorted(APPROACHES))
def test_the_documented_distance_in_sql_places_as_python_does(name: str) -> None:
    frame, _ = planted(300, missing=0.1)
    rule = stability.fit_rule(frame, name, 4, random_state=1)
    with duckdb.connect() as connection:
        connection.register("long", frame)
        connection.register("rule", rule)
        found = connection.execute(SQL).df()
    expected = place(frame, rule)
    assert found["segment_no"].tolist() == expected["segment_no"].tolist()
    np.testing.assert_allclose(found["distance"], expected["distance"].astype(float), atol=1e-12)


def test_best_jaccard_by_hand() -> None:
    labels, again = np.array([1, 1, 1, 2, 2]), np.array([0, 0, 1, 1, 1])
    # segment 1: 2 of 3 shared with 0; segment 2: 2 of 3 shared with 1; segment 3 not in the resample
    np.testing.assert_allclose(stability.best_jaccard(labels, again, 3), [2 / 3, 2 / 3, np.nan])


@pytest.mark.parametrize("name", sorted(APPROACHES))
def test_the_planted_number_of_segments_is_stable_and_others_are_not(name: str) -> None:
    frame, _ = planted(400)
    table = stability.evaluate_candidates(frame, name, [3, 6], random_state=1, resamples=30)
    right, wrong = table.iloc[0], table.iloc[1]
    assert right["jaccard_min"] > 0.9 and right["adjusted_rand_index_median"] > 0.9
    assert wrong["jaccard_min"] < 0.75
    assert right["silhouette"] >= wrong["silhouette"]
    assert right["smallest_share"] == pytest.approx(right["smallest_n"] / 400)


@pytest.mark.usefixtures("few_starts")
@pytest.mark.parametrize("name", sorted(APPROACHES))
def test_the_same_input_gives_the_same_bytes_in_any_row_order(name: str) -> None:
    frame, _ = planted(200, missing=0.05)
    shuffled = frame.sample(frac=1, random_state=3)
    first, second = (
        stability.evaluate_candidates(f, name, [3, 4], random_state=9, resamples=5).to_csv(index=False)
        + stability.fit_rule(f, name, 3, random_state=9).to_csv(index=False)
        for f in (frame, shuffled)
    )
    assert first == second


@pytest.mark.usefixtures("few_starts")
@pytest.mark.parametrize("name", sorted(APPROACHES))
def test_too_few_customers_give_no_candidate(name: str) -> None:
    for frame in (
        long_frame({"x": []}),
        long_frame({"x": [1.0], "kind": ["a"]}),
        long_frame({"x": [1.0] * 50}),
        long_frame({"x": [None] * 50}),
    ):
        table = stability.evaluate_candidates(frame, name, [2, 3], random_state=1, resamples=3)
        assert table.empty
        assert list(table.columns) == list(stability.CANDIDATE_TYPES)
    few = stability.evaluate_candidates(long_frame({"x": [0.0, 1.0, 2.0]}), name, [2, 3, 4], 1, resamples=20)
    assert few["k"].tolist() == [2, 3]
    assert few["smallest_n"].tolist() == [1, 0 if name == "mixture" else 1]  # a class may be nobody's most probable one
    assert few["jaccard_min"].between(0, 1).all()
    with pytest.raises(ValueError, match="expected k from 2 to the 2 customers"):
        stability.fit_rule(long_frame({"x": [0.0, 1.0, 1.0]}), name, 3, random_state=1)


def test_bad_basis_values_are_named() -> None:
    frame = long_frame({"x": [0.0, 1.0], "kind": ["a", "b"]})
    with pytest.raises(ValueError, match="x: an infinite value"):
        build_basis(frame.replace({"numeric_value": {1.0: np.inf}}))
    with pytest.raises(ValueError, match=r"c000.*more than one row"):
        build_basis(pd.concat([frame, frame.head(1)]))
    with pytest.raises(ValueError, match="more than once"):
        build_basis(pd.concat([frame, frame[["kind"]]], axis="columns"))
    with pytest.raises(ValueError, match="one positive weight"):
        build_basis(frame.assign(weight=0.0))
    with pytest.raises(ValueError, match="one of"):
        stability.fit_rule(frame, "guessing", 2, random_state=1)


def test_a_mixture_is_as_likely_as_the_one_of_another_library() -> None:
    rng = np.random.default_rng(4)
    values = np.vstack([rng.normal(-2, 0.5, (150, 2)), rng.normal(1, 1.0, (250, 2))])
    space = mixture_space(build_basis(long_frame({"x": values[:, 0].tolist(), "y": values[:, 1].tolist()})))
    clipped = space.features[:, [1, 4]]
    fit = APPROACHES["mixture"].fit(space, 2, random_state=1)
    peer = GaussianMixture(2, covariance_type="diag", n_init=5, random_state=1, tol=1e-9, max_iter=500).fit(clipped)
    mean, variance = peer.means_, peer.covariances_
    constant = -0.5 * (mean**2 / variance + np.log(2 * np.pi * variance))
    numbers = np.stack([-0.5 / variance, mean / variance, constant], axis=2)
    theirs = np.column_stack([numbers.reshape(2, -1), np.log(peer.weights_)])
    assert bic(space, theirs) == pytest.approx(peer.bic(clipped), rel=1e-9)
    # one customer more per class moves the optimum a little: from the peer's, EM climbs to ours and no higher
    loss, climbed = improve(space, theirs, 1e-12)
    assert fit.inertia == pytest.approx(loss, rel=1e-6)
    assert bic(space, fit.centres) == pytest.approx(bic(space, climbed), rel=1e-5)
    assert 0 < bic(space, fit.centres) - peer.bic(clipped) < 0.002 * peer.bic(clipped)
    assert adjusted_rand_score(peer.predict(clipped), fit.labels) > 0.98


def test_a_mixture_of_mixed_and_missing_values_agrees_with_another_library() -> None:
    frame, _ = planted(400, missing=0.1)
    basis = build_basis(frame)
    table = pd.DataFrame({v.name: v.values for v in basis.numeric})
    table["place"] = basis.categorical[0].codes.astype(float)
    measurement = {
        "numbers": {"model": "gaussian_diag_nan", "n_columns": 3},
        "place": {"model": "categorical_nan", "n_columns": 1},
    }
    peer = StepMix(3, measurement=measurement, n_init=3, random_state=1, verbose=0, progress_bar=0).fit(table)
    fit = APPROACHES["mixture"].fit(mixture_space(basis), 3, random_state=1)
    assert adjusted_rand_score(peer.predict(table), fit.labels) > 0.98
    likelihood = logsumexp(mixture_space(basis).features @ fit.centres.T, axis=1).mean()
    assert likelihood == pytest.approx(peer.score(table), abs=0.01)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 5))
def test_em_never_loses_likelihood(seed: int, k: int) -> None:
    rng = np.random.default_rng(seed)
    frame = long_frame(
        {
            "x": [None if rng.random() < 0.2 else float(v) for v in rng.normal(size=30)],
            "y": [float(v) for v in rng.integers(3, size=30)],
            "kind": [["a", "b", "c"][i] for i in rng.integers(3, size=30)],
        }
    )
    space = mixture_space(build_basis(frame))
    parameters, losses = start(space, k, seed), []
    for _ in range(15):
        loss, _ = improve(space, parameters, np.inf)
        losses.append(loss)
        joint = space.features @ parameters.T
        parameters = maximise(space, np.exp(joint - logsumexp(joint, axis=1)[:, None]))
    assert np.isfinite(parameters).all()
    assert (np.diff(losses) <= 1e-9 * np.abs(losses[:-1])).all()


@pytest.mark.usefixtures("few_starts")
def test_bic_prefers_the_planted_number_of_classes() -> None:
    frame, _ = planted(400)
    table = stability.evaluate_candidates(frame, "mixture", [2, 3, 4], random_state=1, resamples=2)
    assert table.loc[table["bic"].idxmin(), "k"] == 3
    assert stability.evaluate_candidates(frame, "kmeans", [3], random_state=1, resamples=2)["bic"].isna().all()


def test_every_variable_counts_alike_in_balanced_distances() -> None:
    rng = np.random.default_rng(3)
    frame = long_frame(
        {
            "x": rng.normal(size=200).tolist(),
            "y": (0.1 * rng.normal(size=200)).tolist(),
            "kind": [["a", "b", "c"][i] for i in rng.integers(3, size=200)],
        }
    )
    whole = build_basis(frame).balanced()
    for variable in (*whole.numeric, *whole.categorical):
        alone = build_basis(frame[frame["variable"] == variable.name]).gower().mean()
        assert variable.weight * alone == pytest.approx(1)


@pytest.mark.parametrize("categories", [False, True], ids=["numbers", "mixed"])
def test_segments_of_a_continuum_are_constructed_and_planted_ones_natural(categories: bool) -> None:
    rng = np.random.default_rng(6)
    factor = rng.normal(size=(400, 1))
    columns = (factor + 0.6 * rng.normal(size=(400, 4))).T.tolist()
    values: dict[str, Sequence[Value]] = {f"x{i}": [float(v) / 1.2 for v in c] for i, c in enumerate(columns)}
    if categories:
        cut = np.digitize(factor[:, 0] + rng.normal(size=400), [-0.5, 0.8])
        values["kind"] = [("a", "b", "c")[i] for i in cut]
    continuum = build_basis(long_frame(values))
    assert [tendency(continuum, k, 1)[0] for k in (3, 5)] == ["constructed", "constructed"]
    kind, ratio = tendency(build_basis(planted(400)[0]), 3, 1)
    assert kind == "natural" and ratio is not None and ratio < 0.8


def test_a_given_rule_is_judged_without_stability() -> None:
    frame, truth = planted(300)
    segments = pd.Series([number + 1 for number in truth], index=[f"c{i:03d}" for i in range(300)])
    (row,) = stability.evaluate_given(frame, segments, "house_rule", random_state=1).to_dict("records")
    encoded = build_basis(frame).encoded()
    inside = sum(((rows - rows.mean(axis=0)) ** 2).sum() for rows in (encoded[segments == s] for s in (1, 2, 3)))
    assert row["inertia"] == pytest.approx(inside)
    assert row["smallest_n"] == segments.value_counts().min()
    assert (row["approach"], row["k"], row["stability"], row["tendency"]) == (
        "house_rule",
        3,
        "not_applicable",
        "natural",
    )
    assert all(pd.isna(row[name]) for name in ("jaccard_min", "adjusted_rand_index_median", "starts_agreeing", "bic"))
    with pytest.raises(ValueError, match="expected a segment for every customer, found none for 'c000'"):
        stability.evaluate_given(frame, segments.iloc[1:], "house_rule", random_state=1)
    assert stability.evaluate_given(frame, segments * 0 + 1, "house_rule", random_state=1).empty


@pytest.mark.usefixtures("few_starts")
@pytest.mark.parametrize("method", sorted(APPROACHES))
def test_a_kept_rule_segments_a_new_year_as_it_did_the_old_one(method: str) -> None:
    frame, _ = planted(300)
    rule = stability.fit_rule(frame, method, 3, random_state=1)
    house = place(frame, rule)
    inputs = Inputs(frame, house, rule, frame)
    ticks = iter(range(100))
    kept = evaluate_attempt("keep", [4, 5], inputs, 1, lambda: next(ticks))
    assert kept[["approach", "k", "stability"]].to_numpy().tolist() == [
        ["keep", 3, "not_applicable"],
        ["house_rule", 3, "not_applicable"],
    ]
    assert kept["seconds"].tolist() == [1, 1]
    assert kept["smallest_n"].tolist() == [house["segment_no"].value_counts().min()] * 2
    merged = evaluate_attempt("keep", [4], Inputs(frame, house, rule, frame, (2, 3)), 1, lambda: 0.0).iloc[0]
    sizes = house["segment_no"].replace(3, 2).value_counts()
    assert (merged["k"], merged["smallest_n"], merged["smallest_share"]) == (3, sizes.min(), sizes.min() / 300)
    assert merged["inertia"] > kept["inertia"].iloc[0]
    everyone = evaluate_attempt("keep", [4], Inputs(frame, house, rule, frame, (1, 2, 3)), 1, lambda: 0.0)
    assert everyone["approach"].tolist() == ["house_rule"]
    none = evaluate_attempt("keep", [4], Inputs(frame, house, rule.iloc[:0], frame.iloc[:0]), 1, lambda: 0.0)
    assert none["approach"].tolist() == ["house_rule"]
    alone = evaluate_attempt("house_rule", [4], inputs, 1, lambda: 0.0)
    assert alone["approach"].tolist() == ["house_rule"]
    with pytest.raises(ValueError, match="one of"):
        evaluate_attempt("guessing", [4], inputs, 1, lambda: 0.0)


@pytest.mark.usefixtures("few_starts")
@pytest.mark.filterwarnings("error::RuntimeWarning")
@pytest.mark.parametrize("name", sorted(APPROACHES))
def test_strange_customers_give_figures_or_nothing(name: str) -> None:
    rng = np.random.default_rng(8)
    x = rng.normal(size=60).tolist()
    strange: dict[str, dict[str, Sequence[Value]]] = {
        "three customers": {"x": [0.0, 1.0, 2.0], "kind": ["a", "b", "a"]},
        "a variable twice": {"x": x, "again": x},
        "one far away": {"x": [*x[:-1], 1e300]},
        "no variance but one": {"x": [0.0] * 59 + [1.0], "same": [2.0] * 60},
        "a category each": {"x": x, "kind": [f"k{i}" for i in range(60)]},
        "nearly all missing": {"x": x, "y": [None] * 58 + [1.0, 2.0]},
    }
    for what, values in strange.items():
        frame = long_frame(values)
        table = stability.evaluate_candidates(frame, name, [2, 3], random_state=1, resamples=3)
        figures = table.drop(columns=["bic", "silhouette", "calinski_harabasz", "tendency_ratio"])
        assert not figures.isna().any(axis=None), what
        floats = table.select_dtypes("Float64").to_numpy(dtype=float, na_value=0.0)
        assert np.isfinite(floats).all(), what
        for k in table["k"]:
            placed = place(frame, stability.fit_rule(frame, name, int(k), random_state=1))
            assert placed["segment_no"].between(1, k).all(), what
            assert placed["confidence"].between(0, 1).all(), what


def test_two_thousand_categories_are_pooled_into_one() -> None:
    rng = np.random.default_rng(9)
    frame = long_frame({"x": rng.normal(size=2000).tolist(), "kind": [f"k{i}" for i in range(2000)]})
    assert build_basis(frame).categorical == ()


def test_the_rules_of_the_basis_are_those_of_the_seed() -> None:
    thresholds = pd.read_csv(PROJECT / "seeds" / "thresholds.csv", index_col="threshold")["value"]
    assert (thresholds["basis_clip"], thresholds["rare_category_share"]) == (CLIP, RARE_SHARE)
