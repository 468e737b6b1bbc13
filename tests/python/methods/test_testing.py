"""The gate's rules: which needs are tested, which differ, and what happens at the edges."""

from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest

from customer_segmentation.methods import testing

NO_FIGURES = ("item_id", "status", "n_customers", "n_segments", "n_needed", "n_per_segment")
FIGURES = [name for name in testing.TEST_TYPES if name not in NO_FIGURES]


def counts(item: str, segments: dict[int, dict[int, int]], respondents: int = 1) -> pd.DataFrame:
    """Lay out {segment: {answer_sum: customers}} as the counts of one need."""
    rows = [(s, item, a, respondents, n) for s, answers in segments.items() for a, n in answers.items()]
    return pd.DataFrame(rows, columns=list(testing.COUNT_COLUMNS))


def answers(rng: np.random.Generator, mean: float, spread: float, n: int) -> dict[int, int]:
    """Count n rounded answers on the scale 1 to 5."""
    values, found = np.unique(np.clip(np.rint(rng.normal(mean, spread, n)), 1, 5), return_counts=True)
    return {int(value): int(count) for value, count in zip(values, found, strict=True)}


def one(frame: pd.DataFrame) -> "pd.Series[Any]":
    """Test one need at 5 %."""
    result = testing.test_needs(frame, 0.05)
    assert len(result) == 1
    return result.iloc[0]


def test_a_score_is_the_mean_answer_of_the_respondents() -> None:
    alone = counts("q", {1: {2: 50, 4: 50}, 2: {3: 60, 5: 40}})
    together = counts("q", {1: {4: 50, 8: 50}, 2: {6: 60, 10: 40}}, respondents=2)
    pd.testing.assert_frame_equal(testing.test_needs(alone, 0.05), testing.test_needs(together, 0.05))
    # one respondent's 4 and two respondents' 8 are one score of one segment
    mixed = pd.concat([counts("q", {1: {2: 50, 4: 30}, 2: {3: 60, 5: 40}}), counts("q", {1: {8: 20}}, respondents=2)])
    pd.testing.assert_frame_equal(testing.test_needs(alone, 0.05), testing.test_needs(mixed, 0.05))


def test_small_segments_are_left_out_and_too_few_customers_leave_the_need_out() -> None:
    both = {1: {1: 100, 5: 100}, 2: {2: 100, 4: 100}}
    tested = one(counts("q", both | {3: {1: 19}}))
    assert (tested["status"], tested["n_segments"], tested["n_customers"]) == ("tested", 2, 400)
    uncovered = one(counts("q", both | {number: {1: 19} for number in range(3, 9)}))
    assert (uncovered["status"], uncovered["n_customers"]) == ("not_enough_data", 400)
    small = {3: {1: 19}, 4: {1: 19}, 5: {1: 19}, 6: {1: 19}, 7: {1: 12}}
    assert one(counts("q", both | small | {8: {1: 12}}))["status"] == "tested"  # 400 of 500 are just enough
    assert one(counts("q", both | small | {8: {1: 13}}))["status"] == "not_enough_data"
    weak = one(counts("q", {1: {1: 25, 5: 25}, 2: {2: 25, 4: 25}}))
    assert weak["status"] == "not_enough_data"
    assert weak[FIGURES].isna().all()


def test_a_need_that_does_not_differ_says_how_many_customers_would_settle_it() -> None:
    small = one(counts("q", {1: {1: 25, 5: 25}, 2: {2: 25, 4: 25}}))
    # two segments of so many find an omega squared of .06 with power .8 (Cohen 1988, f = .2526), and fewer do not
    per_segment = small["n_needed"] // 2
    assert testing.one_way_power(0.06, 2 * per_segment, 2, 0.05) >= 0.8
    assert testing.one_way_power(0.06, 2 * per_segment - 2, 2, 0.05) < 0.8
    tiny = one(counts("q", {1: {2: 500, 4: 500}, 2: {2: 501, 4: 499}}))
    assert not tiny["differs"] and tiny["n_needed"] is pd.NA
    clear = one(counts("q", {1: {2: 150, 4: 50}, 2: {2: 50, 4: 150}}))
    assert clear["differs"] and clear["n_needed"] is pd.NA


def test_an_effect_that_counts_and_is_not_significant_asks_for_more_customers() -> None:
    family = [counts(f"q{i}", {1: {2: 100, 4: 100}, 2: {2: 100, 4: 100}}) for i in range(9)]
    open_need = counts("q9", {1: {2: 115, 4: 85}, 2: {2: 87, 4: 113}})
    row = testing.test_needs(pd.concat([*family, open_need]), 0.05).set_index("item_id").loc["q9"]
    assert not row["differs"] and row["omega_squared"] > 0.01
    assert testing.one_way_power(row["omega_squared"], row["n_needed"], 2, 0.05 / 10) >= 0.8
    assert row["n_needed"] > row["n_customers"]


def test_one_segment_and_no_rows_are_answers_too() -> None:
    assert one(counts("q", {1: {1: 100, 5: 100}}))["status"] == "not_enough_data"
    empty = testing.test_needs(counts("q", {}), 0.05)
    assert list(empty.columns) == list(testing.TEST_TYPES)
    assert empty.empty


@pytest.mark.parametrize(("silent", "status"), [(100, "tested"), (101, "not_enough_data")])
def test_a_need_that_nobody_answered_in_a_segment_is_tested_on_the_others_if_they_are_most(
    silent: int, status: str
) -> None:
    """400 of 500 customers are 80 %, 400 of 501 are not, though all who answered are in large segments."""
    both = counts("q", {1: {1: 100, 5: 100}, 2: {2: 100, 4: 100}})
    third = counts("other", {3: {1: silent}})
    found = testing.test_needs(pd.concat([both, third]), 0.05).set_index("item_id")
    assert found["status"].to_dict() == {"other": "not_enough_data", "q": status}
    assert found.loc["q", ["n_segments", "n_customers"]].tolist() == [2, 400]


def test_three_customers_and_a_segment_of_one_are_not_enough() -> None:
    few = one(counts("q", {1: {1: 2}, 2: {5: 1}}))
    assert few["status"] == "not_enough_data" and few[FIGURES].isna().all()
    assert testing.compare_pairs(counts("q", {1: {1: 9, 2: 10}, 2: {2: 60, 3: 60}}), ["q"]).empty
    assert len(testing.compare_pairs(counts("q", {1: {1: 10, 2: 10}, 2: {2: 60, 3: 60}}), ["q"])) == 1
    with pytest.raises(ValueError, match="min_customers"):
        testing.compare_pairs(counts("q", {1: {1: 1}, 2: {2: 60}}), ["q"], min_customers=1)


def test_a_need_on_which_all_agree_is_constant() -> None:
    result = one(counts("q", {1: {4: 200}, 2: {4: 200}}))
    assert result["status"] == "constant"
    assert result[FIGURES].isna().all()


def test_perfect_separation_differs_without_infinite_figures() -> None:
    result = one(counts("q", {1: {1: 200}, 2: {5: 200}}))
    assert result["f"] is pd.NA
    assert (result["f_p_value"], result["eta_squared"], result["omega_squared"]) == (0, 1, 1)
    assert result["differs"]
    assert np.isfinite(result["welch_f"])
    # the floor 1 / n for both variances: weights 200 / (1 / 200), means 1 and 5 around 3
    assert result["welch_f"] == pytest.approx(2 * 200**2 * 2**2)


def test_a_segment_without_variance_takes_the_floor() -> None:
    result = one(counts("q", {1: {3: 100}, 2: {2: 100, 4: 100}, 3: {1: 60, 5: 60}}))
    assert result["welch_p_value"] == pytest.approx(1)
    assert not result["differs"]


def test_a_certain_but_tiny_difference_does_not_count() -> None:
    result = one(counts("q", {1: {2: 5200, 4: 4800}, 2: {2: 4800, 4: 5200}}))
    assert result["welch_p_holm"] < 1e-6
    assert result["omega_squared"] < testing.SMALL_EFFECT
    assert not result["differs"]


def test_welch_decides_where_the_classic_test_is_fooled_by_a_small_uneven_segment() -> None:
    result = one(counts("q", {1: {1: 12, 5: 8}, 2: {2: 10, 3: 380, 4: 10}}))
    assert result["f_p_value"] < 0.001
    assert not result["differs"]
    assert not result["classic_and_welch_agree"]


def test_holm_counts_only_the_needs_tested() -> None:
    rng = np.random.default_rng(3)
    tested = [counts(f"q{i}", {s: answers(rng, 3 + 0.05 * s * i, 1, 150) for s in (1, 2, 3)}) for i in range(4)]
    frame = pd.concat([*tested, counts("q8", {1: {3: 30}}), counts("q9", {s: {4: 200} for s in (1, 2, 3)})])
    result = testing.test_needs(frame, 0.05)
    assert result["status"].tolist() == ["tested"] * 4 + ["not_enough_data", "constant"]
    smallest = result["welch_p_value"].min()
    assert result["welch_p_holm"].min() == pytest.approx(4 * smallest)


@pytest.mark.parametrize(("data_sets", "most"), [(60, 8), pytest.param(200, 20, marks=pytest.mark.long)])
def test_noise_with_unequal_variances_rarely_passes(data_sets: int, most: int) -> None:
    rng = np.random.default_rng(11)
    design = ((1, 3.0, 2.0, 40), (2, 3.0, 1.0, 120), (3, 3.0, 0.8, 240))
    found = 0
    for _ in range(data_sets):
        needs = [counts(f"q{i}", {s: answers(rng, m, sd, n) for s, m, sd, n in design}) for i in range(8)]
        found += bool(testing.test_needs(pd.concat(needs), 0.05)["differs"].any())
    assert found <= most  # 5 % is 3 and 10; three standard errors above are 8 and 19


def test_pairs_are_made_for_the_needs_asked_only() -> None:
    frame = pd.concat([counts(item, {1: {2: 60, 3: 40}, 2: {2: 55, 3: 45}, 4: {4: 60, 5: 40}}) for item in ("a", "b")])
    pairs = testing.compare_pairs(frame, ["b"])
    assert pairs[["item_id", "segment_no", "other_segment_no"]].to_numpy().tolist() == [
        ["b", 1, 2],
        ["b", 1, 4],
        ["b", 2, 4],
    ]
    assert pairs["mean_difference"].tolist() == pytest.approx([-0.05, -2.0, -1.95])
    assert (pairs["p_value"] < 0.05).tolist() == [False, True, True]


def test_order_and_number_type_of_the_rows_do_not_matter() -> None:
    rng = np.random.default_rng(5)
    frame = pd.concat([counts(f"q{i}", {s: answers(rng, 3, 1, 150) for s in (1, 2)}) for i in range(3)])
    shuffled = frame.sample(frac=1, random_state=1).astype({"answer_sum": float})
    shuffled = shuffled.assign(customers=shuffled["customers"].map(lambda n: Decimal(int(n))))
    first, second = (testing.test_needs(f, 0.05).to_csv(index=False) for f in (frame, shuffled))
    assert first == second


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("answer_sum", np.inf),
        ("answer_sum", 2.5),
        ("answer_sum", np.nan),
        ("respondents", 0),
        ("customers", -1),
    ],
)
def test_bad_counts_are_named(column: str, value: float) -> None:
    frame = counts("q7", {1: {1: 30}}).astype(object)
    frame.loc[0, column] = value
    with pytest.raises(ValueError, match="need q7"):
        testing.test_needs(frame, 0.05)


def test_doubled_and_missing_columns_are_named() -> None:
    frame = counts("q", {1: {1: 30}})
    with pytest.raises(ValueError, match="customers"):
        testing.test_needs(frame.drop(columns="customers"), 0.05)
    with pytest.raises(ValueError, match="more than once"):
        testing.test_needs(pd.concat([frame, frame[["customers"]]], axis="columns"), 0.05)
