"""The typing rule: what it prints is what it does, and its accuracy is what scikit-learn says on its own."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.datasets import load_wine
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.tree import DecisionTreeClassifier

from customer_segmentation.methods.typing_rule import COLUMNS, fit_typing_rule

Value = float | str | None


def sample(segments: Sequence[int], variables: dict[str, Sequence[Value]]) -> pd.DataFrame:
    """Lay out one list of values per variable; text means categorical."""
    rows: list[tuple[object, ...]] = []
    for variable, column in variables.items():
        categorical = any(isinstance(value, str) for value in column)
        for i, value in enumerate(column):
            pair = (None, value) if categorical else (value, None)
            rows.append((f"c{i:04d}", segments[i], variable, "categorical" if categorical else "numeric", *pair))
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"shown_value": float})


def follows(condition: "pd.Series[object]", column: "pd.Series[object]") -> "pd.Series[bool]":
    """Say for every value whether it meets a printed condition, read as a person would read it."""
    unknown = column.isna()
    if pd.notna(condition["category"]):
        met = (column == condition["category"]) == bool(condition["is_category"])
    elif pd.isna(condition["lower_bound"]) and pd.isna(condition["upper_bound"]):
        met = pd.Series(not condition["or_unknown"], index=column.index)
    else:
        numbers = column.astype(float)
        met = pd.Series(True, index=column.index)
        if pd.notna(condition["lower_bound"]):
            met &= numbers >= condition["lower_bound"]
        if pd.notna(condition["upper_bound"]):
            met &= numbers < condition["upper_bound"]
    return (met & ~unknown) | (unknown & bool(condition["or_unknown"]))


def walk(rule: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """Return for each path (columns) which customers (rows) meet all of its conditions."""
    own = values["category"].astype(object).where(values["kind"] == "categorical", values["shown_value"].astype(object))
    wide = values.assign(own=own).pivot(index="customer_id", columns="variable", values="own")
    met = {}
    for number, conditions in rule.groupby("path_no"):
        on_path = pd.Series(True, index=wide.index)
        for _, condition in conditions.dropna(subset=["variable"]).iterrows():
            on_path &= follows(condition, wide[condition["variable"]])
        met[number] = on_path
    return pd.DataFrame(met)


def test_two_questions_by_hand() -> None:
    """Food is segment 3; of the others those with 200 employees or more are segment 1, and so is the unknown one."""
    segments = [3] * 20 + [1] * 20 + [2] * 20
    industry: list[Value] = ["food"] * 20 + ["metal"] * 40
    employees: list[Value] = [100.0, 300.0] * 10 + [None] + [200.0] * 9 + [450.0] * 10 + [10.0] * 10 + [190.0] * 10
    rule = fit_typing_rule(sample(segments, {"industry": industry, "employees": employees}), random_state=1)
    shown = rule[["path_no", "segment_no", "customers", "segment_customers", "condition_no", "variable"]]
    assert shown.values.tolist() == [
        [1, 1, 20, 20, 1, "industry"],
        [1, 1, 20, 20, 2, "employees"],
        [2, 2, 20, 20, 1, "industry"],
        [2, 2, 20, 20, 2, "employees"],
        [3, 3, 20, 20, 1, "industry"],
    ]
    numbers = rule[rule["variable"] == "employees"]
    assert numbers["lower_bound"].tolist() == [200.0, pd.NA]
    assert numbers["upper_bound"].tolist() == [pd.NA, 200.0]
    assert numbers["or_unknown"].tolist() == [True, False]
    assert rule["accuracy"].tolist() == [1.0] * 5
    assert rule["base_rate"].tolist() == [pytest.approx(1 / 3)] * 5


def test_the_accuracy_is_that_of_scikit_learn_on_a_matrix_laid_out_here() -> None:
    wine = load_wine()
    names = sorted(wine.feature_names)
    matrix = wine.data[:, [wine.feature_names.index(name) for name in names]]
    segments = (wine.target + 1).tolist()
    rule = fit_typing_rule(sample(segments, dict(zip(names, matrix.T.tolist(), strict=True))), random_state=7)
    tree = DecisionTreeClassifier(max_depth=4, max_leaf_nodes=8, min_samples_leaf=0.02, random_state=7)
    folds = StratifiedKFold(10, shuffle=True, random_state=7)
    expected = cross_val_score(tree, matrix, segments, cv=folds).mean()
    assert rule["accuracy"].iloc[0] == pytest.approx(expected)
    assert rule["base_rate"].iloc[0] == pytest.approx(71 / 178)
    assert expected > 0.85


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_every_customer_follows_exactly_one_printed_path(seed: int) -> None:
    """Also with unknown values, numbers that single precision can't tell apart, and segments of chance."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 150))
    segment = rng.integers(1, 4, n)
    big = (16_777_216.0 + rng.integers(0, 4, n)).tolist()
    size = np.where(rng.random(n) < 0.2, np.nan, rng.integers(0, 9, n) + 3.0 * segment)
    kind = [None if rng.random() < 0.3 else str(rng.choice(["a", "b", "c"])) for _ in range(n)]
    values = sample(segment.tolist(), {"big": big, "size": size.tolist(), "kind": ["a", *kind[1:]]})
    rule = fit_typing_rule(values, random_state=seed)
    met = walk(rule, values)
    assert (met.sum(axis=1) == 1).all()
    truth = values.groupby("customer_id")["segment_no"].first()
    for number, rows in rule.groupby("path_no"):
        counts = truth[met[number]].value_counts()
        assert rows["customers"].iloc[0] == counts.sum()
        assert rows["segment_customers"].iloc[0] == counts.max() == counts[rows["segment_no"].iloc[0]]
    assert met.shape[1] <= 8


def test_without_anything_to_ask_there_is_one_path_without_conditions() -> None:
    rule = fit_typing_rule(sample([1, 1, 2], {"x": [5.0, 5.0, 5.0]}), random_state=1)
    assert rule[["path_no", "segment_no", "customers", "segment_customers"]].values.tolist() == [[1, 1, 3, 2]]
    assert rule["variable"].isna().all()
    assert rule["accuracy"].isna().all()  # the segment of one customer can't be told from without
    assert fit_typing_rule(sample([], {}), random_state=1).empty


def test_one_segment_and_two_thousand_categories_ask_nothing() -> None:
    alone = fit_typing_rule(sample([1] * 6, {"x": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]}), random_state=1)
    assert alone["segment_no"].tolist() == [1] and alone["variable"].isna().all()
    many = fit_typing_rule(sample([1, 2] * 1000, {"kind": [f"k{i}" for i in range(2000)]}), random_state=1)
    assert many["variable"].isna().all()


def test_bad_samples_say_what_is_wrong() -> None:
    values = sample([1, 2], {"x": [1.0, 2.0]})
    with pytest.raises(ValueError, match="a pair twice"):
        fit_typing_rule(pd.concat([values, values]), random_state=1)
    other = values.assign(variable="y", segment_no=[2, 2])
    with pytest.raises(ValueError, match="a customer with two"):
        fit_typing_rule(pd.concat([values, other]), random_state=1)
    with pytest.raises(ValueError, match="infinite"):
        fit_typing_rule(values.assign(shown_value=np.inf), random_state=1)
