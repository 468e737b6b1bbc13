"""Shares of drivers, held against all orders of least-squares regressions and against cases known by hand."""

import itertools
import math

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_segmentation.methods.arrays import FloatArray
from customer_segmentation.methods.drivers import ONE, OUTCOME, Rules, driver_shares, shapley_shares

QUICK = Rules(buckets=50, resamples=200)


def by_all_orders(drivers: FloatArray, outcome: FloatArray) -> FloatArray:
    """Return the shares by their definition: every order of entering, each regression fitted anew."""
    p = drivers.shape[1]
    parts = np.zeros(p)
    for order in itertools.permutations(range(p)):
        before = 0.0
        for place in range(p):
            fitted = sm.OLS(outcome, sm.add_constant(drivers[:, order[: place + 1]])).fit()
            parts[order[place]] += fitted.rsquared - before
            before = fitted.rsquared
    return parts / math.factorial(p)


def correlations(drivers: FloatArray, outcome: FloatArray) -> FloatArray:
    return np.corrcoef(np.column_stack([drivers, outcome]), rowvar=False)


def moments(group: str, drivers: FloatArray, outcome: FloatArray, buckets: int = 50) -> pd.DataFrame:
    """Return the sums of products as the warehouse counts them, customers dealt to buckets in turn."""
    columns = {ONE: np.ones(len(outcome))}
    columns |= {f"d{number}": column for number, column in enumerate(drivers.T)} | {OUTCOME: outcome}
    bucket = np.arange(len(outcome)) % buckets
    rows = []
    for a, b in itertools.combinations_with_replacement(columns, 2):
        sums = np.bincount(bucket, weights=columns[a] * columns[b], minlength=buckets)
        rows += [(group, number, a, b, total) for number, total in enumerate(sums)]
    return pd.DataFrame(rows, columns=["group_key", "bucket", "item_a", "item_b", "product_sum"])


def answers(n: int, weights: list[float], noise: float = 0.5, seed: int = 1) -> tuple[FloatArray, FloatArray]:
    """Return correlated drivers and an outcome that follows them by the weights."""
    rng = np.random.default_rng(seed)
    drivers = rng.normal(size=(n, len(weights))) + 0.6 * rng.normal(size=(n, 1))
    return drivers, drivers @ np.array(weights) + noise * rng.normal(size=n)


def test_shares_are_those_of_all_orders_of_regressions() -> None:
    drivers, outcome = answers(60, [0.8, 0.1, -0.4, 0.0, 0.3])
    assert shapley_shares(correlations(drivers, outcome)) == pytest.approx(by_all_orders(drivers, outcome), abs=1e-12)


def test_uncorrelated_drivers_have_their_squared_correlation() -> None:
    matrix = np.eye(4)
    matrix[3, :3] = matrix[:3, 3] = [0.6, -0.3, 0.0]
    assert shapley_shares(matrix) == pytest.approx([0.36, 0.09, 0.0], abs=1e-15)


def test_two_drivers_have_the_mean_of_entering_first_and_last() -> None:
    """R squared of both is (.25 + .16 - 2 * .5 * .4 * .3) / (1 - .09) = .29 / .91."""
    matrix = np.array([[1, 0.3, 0.5], [0.3, 1, 0.4], [0.5, 0.4, 1]])
    both = 0.29 / 0.91
    assert shapley_shares(matrix) == pytest.approx([(0.25 + both - 0.16) / 2, (0.16 + both - 0.25) / 2], abs=1e-14)


def test_a_driver_given_twice_halves_its_part() -> None:
    drivers, outcome = answers(80, [0.7, 0.2])
    twice = np.column_stack([drivers, drivers[:, 0]])
    parts = shapley_shares(correlations(twice, outcome))
    assert parts[0] == pytest.approx(parts[2], abs=1e-9)
    assert parts.sum() == pytest.approx(by_all_orders(drivers, outcome).sum(), abs=1e-9)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(1, 6), st.integers(0, 10_000), st.floats(0.01, 1000))
def test_shares_add_up_to_r_squared_whatever_the_order_and_the_scale(p: int, seed: int, scale: float) -> None:
    rng = np.random.default_rng(seed)
    drivers, outcome = answers(40, list(rng.normal(size=p)), seed=seed)
    parts = shapley_shares(correlations(drivers, outcome))
    order = rng.permutation(p)
    moved = shapley_shares(correlations(drivers[:, order] * scale - 7, outcome * -scale))
    assert parts.min() >= 0
    assert parts.sum() == pytest.approx(sm.OLS(outcome, sm.add_constant(drivers)).fit().rsquared, abs=1e-9)
    assert moved == pytest.approx(parts[order], abs=1e-9)


def test_twelve_drivers_are_exact_and_thirteen_refused() -> None:
    drivers, outcome = answers(300, [0.1 * number for number in range(12)])
    r_squared = sm.OLS(outcome, sm.add_constant(drivers)).fit().rsquared
    assert shapley_shares(correlations(drivers, outcome)).sum() == pytest.approx(r_squared, abs=1e-9)
    with pytest.raises(ValueError, match="1 to 12"):
        shapley_shares(np.eye(14))


def test_a_group_of_counted_moments_has_the_shares_of_its_rows() -> None:
    drivers, outcome = answers(400, [0.8, 0.3, 0.0])
    found = driver_shares(moments("a", drivers + 3, outcome + 3), QUICK).set_index("item_id")
    expected = by_all_orders(drivers, outcome)
    assert found["status"].eq("estimated").all() and found["n_customers"].eq(400).all()
    assert found["lmg"].to_list() == pytest.approx(expected, abs=1e-9)
    assert found["share"].to_list() == pytest.approx(expected / expected.sum(), abs=1e-9)
    assert (found["share_lower"] < found["share"]).all() and (found["share"] < found["share_upper"]).all()
    assert found.loc["d0", "correlation"] == pytest.approx(np.corrcoef(drivers[:, 0], outcome)[0, 1], abs=1e-9)


@pytest.mark.parametrize(("surveys", "least"), [(50, 0.84), pytest.param(150, 0.88, marks=pytest.mark.long)])
def test_an_interval_covers_the_planted_share_about_as_often_as_it_says(surveys: int, least: float) -> None:
    """Independent drivers: the shares are .64/.73 and .09/.73. Measured over 600 seeds: .93."""
    covered, rules = [], Rules(resamples=400)
    for seed in range(surveys):
        rng = np.random.default_rng(seed)
        drivers = rng.normal(size=(120, 2))
        outcome = drivers @ np.array([0.8, 0.3]) + rng.normal(size=120)
        row = driver_shares(moments("a", drivers, outcome, rules.buckets), rules).iloc[0]
        covered.append(row["share_lower"] <= 0.64 / 0.73 <= row["share_upper"])
    assert least <= np.mean(covered) < 1


def test_what_can_not_be_estimated_says_so_and_has_no_figure() -> None:
    drivers, outcome = answers(150, [0.8, 0.3])
    flat = drivers.copy()
    flat[:, 1] = 4.0
    few = answers(99, [0.8, 0.3])
    table = pd.concat(
        [
            moments("constant driver", flat, outcome),
            moments("constant outcome", drivers, np.full(150, 5.0)),
            moments("few", *few),
            moments("both constant", np.full((150, 1), 3.0), outcome),
        ]
    )
    found = driver_shares(table, QUICK).set_index(["group_key", "item_id"])
    assert found["status"].to_dict() == {
        ("both constant", "d0"): "constant",
        ("constant driver", "d0"): "estimated",
        ("constant driver", "d1"): "constant",
        ("constant outcome", "d0"): "constant_outcome",
        ("constant outcome", "d1"): "constant_outcome",
        ("few", "d0"): "not_enough_data",
        ("few", "d1"): "not_enough_data",
    }
    assert found.loc[("constant driver", "d0"), "share"] == pytest.approx(1)
    assert found.loc[found["status"] != "estimated", ["lmg", "share", "share_lower", "r_squared"]].isna().all(axis=None)


def test_fewer_customers_than_drivers_are_not_enough_even_without_a_minimum() -> None:
    rules = Rules(min_customers=1, customers_per_driver=0, buckets=50, resamples=50)
    found = driver_shares(moments("a", *answers(5, [1.0] * 4)), rules)
    assert set(found["status"]) == {"not_enough_data"}
    assert found["share"].isna().all()


def test_a_redundant_driver_is_named() -> None:
    drivers, outcome = answers(150, [0.8, 0.3])
    table = moments("a", np.column_stack([drivers, drivers[:, 0] * 2]), outcome)
    found = driver_shares(table, QUICK).set_index("item_id")
    assert found["is_redundant"].to_dict() == {"d0": True, "d1": False, "d2": True}
    assert found.loc["d0", "share"] == pytest.approx(found.loc["d2", "share"], abs=1e-9)


def test_a_group_that_is_driven_otherwise_differs_from_all_and_an_equal_one_does_not() -> None:
    other = answers(300, [0.1, 0.9], seed=2)
    same = answers(600, [0.9, 0.1], seed=3)
    groups = {
        "other": other,
        "same": same,
        "all": tuple(np.concatenate(pair) for pair in zip(other, same, strict=True)),
    }
    table = pd.concat([moments(key, drivers, outcome) for key, (drivers, outcome) in groups.items()])
    found = driver_shares(table, QUICK, reference="all").set_index(["group_key", "item_id"])
    assert found.loc["other", "differs"].all()
    assert found.loc["all", "difference"].isna().all()
    alone = driver_shares(pd.concat([moments("a", *same), moments("all", *same)]), QUICK, reference="all")
    assert not alone["differs"].fillna(False).any()


def test_moments_out_of_range_are_refused() -> None:
    table = moments("a", *answers(150, [0.8, 0.3]))
    with pytest.raises(ValueError, match="buckets"):
        driver_shares(table, Rules(buckets=10))
    with pytest.raises(ValueError, match="not finite"):
        driver_shares(table.assign(product_sum=math.nan), QUICK)
