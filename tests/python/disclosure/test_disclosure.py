"""Rules, complementary suppression and the attacker: tables small enough to check by hand, and random ones."""

import itertools
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_segmentation.disclosure.attacker import bounds, pinned
from customer_segmentation.disclosure.publication import hidden_cells, problem_of
from customer_segmentation.disclosure.rules import Rule
from customer_segmentation.disclosure.suppression import suppress
from customer_segmentation.disclosure.tables import sums_of
from customer_segmentation.settings import Settings, disclosure_p
from flows.ending import CycleStoppedError
from flows.preflight import check_start
from tests.python.disclosure.tables import THRESHOLDS, amounts, counts, dimensions, with_margins

RULES: list[Rule] = ["minimum_frequency", "p_percent", "group_disclosure"]


def hidden_of(cells: pd.DataFrame) -> list[tuple[str, ...]]:
    """The keys of the hidden cells; the pattern must be safe."""
    names = dimensions(sum(name in cells for name in dimensions(3)))
    answer = hidden_cells(cells, THRESHOLDS, names)
    assert answer["is_safe"].all()
    return list(answer.loc[answer["is_hidden"], names].itertuples(index=False, name=None))


def test_a_lone_small_count_takes_the_smallest_other_that_leaves_room_for_the_minimum() -> None:
    """2 of 12: with the empty cell alone the 2 could not be 3, so the 4 is hidden, and the empty one is not."""
    assert hidden_of(counts({("a",): 2, ("b",): 4, ("c",): 6, ("d",): 0, ("all",): 12}, kept=[("all",)])) == [
        ("a",),
        ("b",),
    ]


def test_two_small_counts_that_hold_the_minimum_together_need_no_other() -> None:
    """1 and 2 make 3: each can be 0 or 3."""
    assert hidden_of(counts({("a",): 1, ("b",): 2, ("c",): 9, ("all",): 12}, kept=[("all",)])) == [("a",), ("b",)]


def test_two_small_counts_below_the_minimum_together_take_a_third() -> None:
    """1 and 1 make 2: neither could be the minimum, so the next smallest is hidden too."""
    assert hidden_of(counts({("a",): 1, ("b",): 1, ("c",): 9, ("d",): 8, ("all",): 19}, kept=[("all",)])) == [
        ("a",),
        ("b",),
        ("d",),
    ]


def test_many_cases_of_few_firms_are_hidden_with_room_for_one_more() -> None:
    """Two firms stand behind 7 cases: 8 must be possible, so the empty cell alone is not enough."""
    table = counts({("a",): 7, ("b",): 9, ("c",): 20, ("d",): 0, ("all",): 36}, kept=[("all",)])
    assert hidden_of(table) == []
    assert hidden_of(table.assign(n=[2, 9, 20, 0, 36])) == [("a",), ("b",)]


def test_survey_cells_have_a_minimum_of_their_own() -> None:
    """4 customers are enough for a count and too few for a survey cell."""
    table = {("a",): 4, ("b",): 20, ("c",): 21, ("all",): 45}
    assert hidden_of(counts(table, kept=[("all",)])) == []
    assert hidden_of(counts(table, rule="survey", kept=[("all",)])) == [("a",), ("b",)]


def test_rows_and_columns_are_protected_together() -> None:
    """A 1 in the corner: its row, its column, and the cell that closes the rectangle."""
    inner = {("a", "x"): 1, ("a", "y"): 20, ("a", "z"): 50, ("b", "x"): 20, ("b", "y"): 20, ("b", "z"): 50}
    table = with_margins(inner)
    margins = [key for key in table if "all" in key]
    assert hidden_of(counts(table, kept=margins)) == [("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")]


def test_tables_that_share_cells_are_one_problem() -> None:
    """One row alone would be safe with its two cells hidden; the column totals of another table give them away."""
    inner = {("a", "x"): 2, ("a", "y"): 3, ("a", "z"): 30, ("b", "x"): 8, ("b", "y"): 30, ("b", "z"): 40}
    row = {key: value for key, value in with_margins(inner).items() if key[0] == "a"}
    assert hidden_of(counts(row, kept=[("a", "all")])) == [("a", "x"), ("a", "y")]
    table = counts(with_margins(inner), kept=[key for key in with_margins(inner) if "all" in key])
    problem = problem_of(table, THRESHOLDS)
    alone = np.array(
        [key in {("a", "x"), ("a", "y")} for key in table[dimensions(2)].itertuples(index=False, name=None)]
    )
    assert pinned(problem, alone) == [0]
    assert hidden_of(table) == [("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")]


def test_a_quarter_that_is_hidden_is_not_the_year_less_the_others() -> None:
    """Quarter and cumulative: the year is printed, so a second quarter is hidden, in three dimensions with layers."""
    inner = {(q, area, t): 9 for q, area, t in itertools.product("1234", ("eec", "other"), ("sale", "lease"))}
    inner["1", "eec", "sale"] = 2
    table = with_margins(inner)
    hidden = hidden_of(counts(table, kept=[key for key in table if "all" in key]))
    assert ("1", "eec", "sale") in hidden
    assert len(hidden) == 8  # the corners of a box: two quarters, two areas, two types
    assert all("all" not in key for key in hidden)


def test_a_small_group_that_is_all_in_one_class_is_not_told() -> None:
    """Four customers, all in x: the other class is hidden with it although nobody is there."""
    inner = {("a", "x"): 4, ("a", "y"): 0, ("b", "x"): 40, ("b", "y"): 50}
    row = {key: value for key, value in with_margins(inner).items() if key[0] == "a"}
    assert hidden_of(counts(row, kept=[("a", "all")])) == [("a", "x"), ("a", "y")]
    large = {("a", "x"): 10, ("a", "y"): 0, ("a", "all"): 10}
    assert hidden_of(counts(large, kept=[("a", "all")])) == []


def test_the_largest_of_an_amount_is_safe_from_the_second_largest() -> None:
    """102 - 100 - 1 < 10 % of 100; the total is printed, and c (40) is the smallest that hides it."""
    table = amounts({"a": [100, 1, 1], "b": [20, 20, 20], "c": [15, 15, 10]})
    assert hidden_of(table) == [("a",), ("c",)]


def test_protection_levels_are_the_handbooks() -> None:
    """10 % of 100 less the 1 that the others hold: 9 on both sides; a lone holder of 50 needs 5."""
    problem = problem_of(amounts({"a": [100, 1, 1], "b": [50], "c": [20, 20, 20]}), THRESHOLDS, ["row_key"])
    assert problem.primary.tolist() == [True, True, False, False]
    assert problem.upper.tolist() == pytest.approx([9, 5, 0, 0])
    assert problem.lower.tolist() == pytest.approx([9, 5, 0, 0])


def test_two_sole_contributors_do_not_protect_each_other() -> None:
    """Each knows its own amount and would subtract it: a third cell is hidden."""
    assert hidden_of(amounts({"a": [100], "b": [90], "c": [50, 40, 40, 30], "d": [60, 60, 60]})) == [
        ("a",),
        ("b",),
        ("c",),
    ]


def test_a_total_is_hidden_when_nothing_else_protects() -> None:
    """One class only: the size gives it away, so the size is hidden although it should be kept."""
    table = {("a", "x"): 2, ("b", "x"): 30, ("a", "all"): 2, ("b", "all"): 30, ("all", "all"): 32}
    hidden = hidden_of(counts(table, kept=[("a", "all"), ("b", "all"), ("all", "all")]))
    assert hidden == [("a", "all"), ("a", "x"), ("b", "all"), ("b", "x")]


def test_what_is_printed_nowhere_costs_nothing() -> None:
    """The unpublished b protects a."""
    table = counts({("a",): 2, ("b",): 9, ("c",): 5, ("all",): 16}, kept=[("all",)])
    table["is_published"] = table["row_key"] != "b"
    assert hidden_of(table) == [("a",), ("b",)]


def test_the_handbooks_bounds() -> None:
    """Table 4.3 of the handbook (Geurts 1992): the reader finds 3 to 6 for the first cell."""
    inner = {("1", "1"): 5, ("1", "2"): 2, ("2", "1"): 1, ("2", "2"): 2, ("3", "1"): 3, ("3", "2"): 3}
    table = counts(with_margins(inner))
    problem = problem_of(table, THRESHOLDS)
    hidden = ((table["row_key"].isin(["1", "2"])) & (table["column_key"] != "all")).to_numpy()
    found = bounds(problem.sums, problem.values, hidden, np.flatnonzero(hidden).tolist())
    assert [found[cell] for cell in range(4)] == [(3, 6), (1, 4), (0, 3), (0, 3)]


def test_published_cells_that_contradict_each_other_are_reported() -> None:
    table = counts({("a",): 2, ("b",): 9, ("all",): 5})
    sums = sums_of(table, ["row_key"])
    with pytest.raises(ValueError, match="contradict"):
        bounds(sums, table["value"].to_numpy(dtype=float), np.array([True, False, False]), [0])


@pytest.mark.parametrize("rule", RULES)
def test_the_attacker_finds_a_rule_that_is_switched_off(rule: Rule) -> None:
    """The pattern made without one rule is attacked with all of them."""
    table = pd.concat(
        [
            counts({("a",): 2, ("b",): 14, ("c",): 16, ("all",): 32}, kept=[("all",)]),
            counts({("a",): 6, ("b",): 0, ("all",): 6}, kept=[("all",)]).assign(measure="new customers"),
            amounts({"a": [100, 1, 1], "b": [20, 20, 20], "c": [15, 15, 10]}),
        ],
        ignore_index=True,
    )
    whole = problem_of(table, THRESHOLDS, ["row_key"])
    assert pinned(whole, suppress(whole)) == []
    assert pinned(whole, suppress(problem_of(table, THRESHOLDS, ["row_key"], without=rule))) != []


def test_the_attacker_finds_missing_complementary_suppression() -> None:
    """Primary cells alone are worked out from the total."""
    problem = problem_of(counts({("a",): 2, ("b",): 4, ("all",): 6}), THRESHOLDS, ["row_key"])
    assert pinned(problem, problem.primary) == [0]


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    """Draw tables of counts of one to three dimensions with margins, some of them not published."""
    sizes = draw(st.sampled_from([(5,), (3, 4), (4, 3), (2, 2, 3)]))
    keys = list(itertools.product(*([f"{i}" for i in range(size)] for size in sizes)))
    values = draw(st.lists(st.sampled_from([0, 0, 1, 1, 2, 3, 5, 8, 30]), min_size=len(keys), max_size=len(keys)))
    table = with_margins(dict(zip(keys, values, strict=True)))
    rule = draw(st.sampled_from(["count", "survey"]))
    cells = counts(table, rule=rule, kept=[key for key in table if "all" in key])
    cells["is_published"] = draw(
        st.lists(st.sampled_from([True, True, True, False]), min_size=len(cells), max_size=len(cells))
    )
    return cells


@settings(max_examples=30, deadline=None)
@given(tables())
def test_random_tables_stay_safe_and_do_not_depend_on_the_order_of_rows(cells: pd.DataFrame) -> None:
    names = dimensions(sum(name in cells for name in dimensions(3)))
    answer = hidden_cells(cells, THRESHOLDS, names)
    assert answer["is_safe"].all()
    assert (answer["is_hidden"] | ~answer["is_primary"]).all()
    again = hidden_cells(cells.iloc[::-1], THRESHOLDS, names)
    pd.testing.assert_frame_equal(answer, again)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.integers(1, 100), min_size=1, max_size=5), min_size=3, max_size=6))
def test_random_amounts_stay_safe_from_readers_and_insiders(contributions: list[list[int]]) -> None:
    table = amounts({str(i): [float(x) for x in row] for i, row in enumerate(contributions)})
    answer = hidden_cells(table, THRESHOLDS, ["row_key"])
    assert answer["is_safe"].all()


def test_no_cheaper_pattern_protects() -> None:
    """All 2^9 patterns of a table with kept margins: none that protects costs less."""
    inner = {("a", "x"): 1, ("a", "y"): 6, ("a", "z"): 7, ("b", "x"): 5, ("b", "y"): 2, ("b", "z"): 9}
    inner |= {("c", "x"): 8, ("c", "y"): 9, ("c", "z"): 4}
    table = with_margins(inner)
    problem = problem_of(counts(table, kept=[key for key in table if "all" in key]), THRESHOLDS)
    cost = 1 + np.log1p(problem.values)
    found = suppress(problem)
    assert pinned(problem, found) == []
    safe = []
    for pattern in itertools.product([False, True], repeat=9):
        hidden = np.array([*pattern, *([False] * (len(table) - 9))]) | problem.primary
        if not pinned(problem, hidden):
            safe.append(cost[hidden].sum())
    assert cost[found].sum() == pytest.approx(min(safe))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"rule": "guess"}, "guess"),
        ({"value": -1.0}, "negative"),
        ({"row_key": "all"}, "once"),
        ({"value": [2.0, 3.0]}, "to add up to 3, found 2"),
    ],
)
def test_bad_cells_are_named(change: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        problem_of(counts({("a",): 2, ("all",): 2}).assign(**change), THRESHOLDS, ["row_key"])


@pytest.mark.parametrize(("text", "expected"), [("", 15), ("7.5", 7.5)])
def test_p_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch, text: str, expected: float) -> None:
    monkeypatch.setenv("DISCLOSURE_P", text)
    assert disclosure_p() == expected


@pytest.mark.parametrize("text", ["ten", "0", "101", "nan"])
def test_a_wrong_p_stops_the_cycle_before_it_starts_and_is_not_repeated(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str
) -> None:
    monkeypatch.setenv("DISCLOSURE_P", text)
    monkeypatch.setenv("MIN_FREE_BYTES", "1")
    with pytest.raises(CycleStoppedError) as stopped:
        check_start(Settings(tmp_path, tmp_path, tmp_path))
    assert "DISCLOSURE_P" in stopped.value.ending.english
    assert f" {text}" not in stopped.value.ending.english.replace("above 0", "")


def test_no_cells_give_an_empty_pattern_with_the_types_of_a_full_one() -> None:
    cells = counts({("a",): 2, ("all",): 2})
    full, empty = (hidden_cells(frame, THRESHOLDS, ["row_key"]) for frame in (cells, cells.iloc[:0]))
    assert len(empty) == 0
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()
