"""Centres of Gower's approach: medians and shares by hand, and what becomes of a segment that would be lost."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest

from customer_segmentation.methods.approaches import APPROACHES, place
from customer_segmentation.methods.basis import LONG_COLUMNS, build_basis
from customer_segmentation.methods.gower import GowerSpace, gower_space, refine, to_centres


def space(x: Sequence[float | None], kind: Sequence[str | None]) -> GowerSpace:
    """Customers with a number, which weighs three, and a category."""
    names = [f"c{i}" for i in range(len(x))]
    numbers = [(name, "x", "numeric", value, None) for name, value in zip(names, x, strict=True)]
    categories = [(name, "kind", "categorical", None, value) for name, value in zip(names, kind, strict=True)]
    frame = pd.DataFrame([*numbers, *categories], columns=list(LONG_COLUMNS)).astype({"numeric_value": float})
    return gower_space(build_basis(frame.assign(weight=frame["variable"].map({"x": 3.0, "kind": 1.0}))))


def test_distances_to_customers_are_those_between_customers() -> None:
    customers = space([0.0, 1.0, None, 2.0], ["a", "b", "b", "a"])
    np.testing.assert_allclose(
        to_centres(customers, customers.encoded)[~np.eye(4, dtype=bool)], customers.distances[~np.eye(4, dtype=bool)]
    )


def test_distances_to_medians_and_shares_by_hand() -> None:
    customers = space([0.0, 2.0, None], ["a", "b", "a"])
    # the levels are a, b and other; from (1, two thirds a, one third b): 3 * |0 - 1| / 2 = 1.5 and
    # ((1 - 2/3)^2 + (1/3)^2) / 2 = 1/9; the second ((2/3)^2 + (1 - 1/3)^2) / 2 = 4/9; the third has no number
    centre = np.array([[1.0, 2 / 3, 1 / 3, 0.0]])
    expected = [(1.5 + 1 / 9) / 4, (1.5 + 4 / 9) / 4, 1 / 9]
    assert to_centres(customers, centre)[:, 0].tolist() == pytest.approx(expected)


def test_medoids_move_to_the_medians_and_shares_of_their_segments() -> None:
    near, far = [0.0, 0.1, 0.2, 0.4], [2.0, 2.2, 3.0, None]
    customers = space(near + far, ["a", "a", "a", "b", "b", "b", "b", "a"])
    before = to_centres(customers, customers.encoded[[0, 6]])
    loss, centres = refine(customers, customers.encoded[[0, 6]])
    # the one without a number goes by its category to the first: medians of 0, .1, .2, .4 and of 2, 2.2, 3
    assert centres.tolist() == [
        pytest.approx([0.15, 4 / 5, 1 / 5, 0.0]),
        pytest.approx([2.2, 0.0, 1.0, 0.0]),
    ]
    after = to_centres(customers, centres)
    assert loss == pytest.approx(after.min(axis=1).sum())
    assert loss < before.min(axis=1).sum()


def test_a_segment_that_would_be_lost_leaves_the_centres_as_they_were() -> None:
    customers = space([0.0, 0.0, 1.0], ["a", None, "b"])
    # the first centre is as near to both as the second is, so that the second is nobody's
    centres = customers.encoded[[1, 0]]
    np.testing.assert_array_equal(refine(customers, centres)[1], centres)


def test_the_rule_places_customers_where_they_were_found() -> None:
    rng = np.random.default_rng(3)
    segment = rng.integers(3, size=120)
    numbers = (3.0 * segment + rng.normal(0, 0.6, 120)) / 4
    names = [f"c{i:03d}" for i in range(120)]
    rows: list[tuple[object, ...]] = [
        (name, "x", "numeric", value, None) for name, value in zip(names, numbers, strict=True)
    ]
    kinds = np.where(rng.random(120) < 0.8, segment, rng.integers(3, size=120))
    rows += [(name, "kind", "categorical", None, "abc"[kind]) for name, kind in zip(names, kinds, strict=True)]
    frame = pd.DataFrame(rows, columns=list(LONG_COLUMNS)).astype({"numeric_value": float})
    approach, basis = APPROACHES["gower_kmedoids"], build_basis(frame)
    fit = approach.fit(approach.prepare(basis), 3, random_state=1)
    rule = approach.rule(basis, fit)
    assert place(frame, rule)["segment_no"].tolist() == fit.labels.tolist()
    held = rule[rule["variable"] == "kind"]
    assert held["centre"].between(0, 1).all() and not held["centre"].isin([0, 1]).all()
    assert held.groupby("segment_no")["centre"].sum().tolist() == pytest.approx([1, 1, 1])


def test_starts_among_customers_drawn_find_what_starts_among_all_find(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(4)
    segment = rng.integers(3, size=400)
    values = [*(4.0 * segment + rng.normal(0, 0.7, 400))]
    whole, approach = space(values, ["abc"[number] for number in segment]), APPROACHES["gower_kmedoids"]
    among_all = approach.fit(whole, 3, random_state=1)
    monkeypatch.setattr(approach, "medoid_limit", 60)
    drawn = approach.fit(whole, 3, random_state=1)
    assert drawn.labels.tolist() == among_all.labels.tolist()
    assert drawn.inertia == pytest.approx(among_all.inertia)


def test_where_too_few_of_the_customers_drawn_differ_all_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    approach = APPROACHES["gower_kmedoids"]
    monkeypatch.setattr(approach, "medoid_limit", 4)
    whole = space([1.0] * 200 + [2.0, 3.0], ["a"] * 200 + ["b", "c"])
    fit = approach.fit(whole, 3, random_state=1)
    assert np.bincount(fit.labels).tolist() == [0, 200, 1, 1]
