"""Basis, approaches, placement and stability: known answers, hand computations and the frozen rule."""

from collections.abc import Sequence

import duckdb
import numpy as np
import pandas as pd
import pytest
from sklearn.datasets import load_iris, load_wine
from sklearn.metrics import adjusted_rand_score
from sklearn.preprocessing import StandardScaler
from sklearn.utils import Bunch

from customer_segmentation.methods import stability
from customer_segmentation.methods.approaches import APPROACHES, RULE_TYPES, nearest, place
from customer_segmentation.methods.basis import LONG_COLUMNS, OTHER, build_basis

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
            ("kmeans", 2, 1, "x", None, 0.0, 1.0, 1.0),
            ("kmeans", 2, 1, "kind", "a", 1.0, 2.0, 0.5),
            ("kmeans", 2, 1, "kind", OTHER, 0.0, 2.0, 0.5),
            ("kmeans", 2, 2, "x", None, 2.0, 1.0, 1.0),
            ("kmeans", 2, 2, "kind", "a", 0.0, 2.0, 0.5),
            ("kmeans", 2, 2, "kind", OTHER, 1.0, 2.0, 0.5),
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
        sum(r.weight * case
            when r.category is not null then r.scale * power((f.category = r.category)::integer - r.centre, 2)
            when r.approach = 'kmeans' then r.scale * power(f.x - r.centre, 2)
            else least(abs(f.x - r.centre) / r.scale, 1)
        end) as part
    from found as f inner join rule as r on f.variable = r.variable
    group by all
),
distances as (
    select customer_id, segment_no, sum(part) / sum(weight) * case
        when (select any_value(approach) from rule) = 'kmeans' then (select sum(weight) from variables) else 1
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
    assert right["silhouette"] > wrong["silhouette"]
    assert right["smallest_share"] == pytest.approx(right["smallest_n"] / 400)


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
    assert few["smallest_n"].tolist() == [1, 1]
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
        stability.fit_rule(frame, "mixture", 2, random_state=1)
