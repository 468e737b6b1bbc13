"""A short rule in raw units by which a person tells the segment of a customer without the model."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.tree import DecisionTreeClassifier

from customer_segmentation.methods.arrays import FloatArray, IntArray, Record, require_columns, typed_frame

COLUMNS = ("customer_id", "segment_no", "variable", "kind", "shown_value", "category")
FOLDS = 10
CLEAR = 0.5
"""A path on which no segment reaches this share of the customers is unclear; it is still placed."""
RARE_SHARE = 0.01
"""A category held by a smaller share of the customers is no condition."""

TYPING_TYPES = {
    "path_no": "Int64",
    "segment_no": "Int64",
    "customers": "Int64",
    "segment_customers": "Int64",
    "condition_no": "Int64",
    "variable": "string",
    "lower_bound": "Float64",
    "upper_bound": "Float64",
    "category": "string",
    "is_category": "boolean",
    "or_unknown": "boolean",
    "accuracy": "Float64",
    "base_rate": "Float64",
}


@dataclass(frozen=True)
class Split:
    """One step of a path: at least the bound (or of the category) or below (or not); does an unknown value go along?"""

    variable: str
    category: str | None
    bound: float
    at_least: bool
    or_unknown: bool


@dataclass(frozen=True)
class Path:
    """What leads to a leaf, and how many customers of each segment (in order) came there."""

    splits: tuple[Split, ...]
    counts: IntArray

    @property
    def is_clear(self) -> bool:
        """Whether one segment holds enough of the customers."""
        return bool(self.counts.max() >= CLEAR * self.counts.sum())


def fit_typing_rule(
    values: pd.DataFrame,
    random_state: int,
    max_depth: int = 4,
    max_paths: int = 8,
    min_share: float = 0.02,
) -> pd.DataFrame:
    """Fit a small decision tree and return its paths as conditions.

    Parameters
    ----------
    values : DataFrame
        customer_id, segment_no (one per customer), variable, kind ('numeric' or 'categorical'), shown_value (raw
        units, null when unknown), category (null when unknown): one row a customer and variable. Bounds are values that
        occur, so values on a grid that people can read give bounds that they can read.
    random_state : int
        Seed of the tree's ties and of the folds.
    max_depth : int
        Most questions on the way to a segment, >= 1.
    max_paths : int
        Most paths, >= 2.
    min_share : float
        Least share of the customers on a path, in (0, .5].

    Returns
    -------
    DataFrame
        One row per path and condition, all of which hold on the path; a path without conditions has one row
        without a variable. Of a numeric variable lower_bound <= value < upper_bound, null where open; of a
        categorical one the category and whether it is or is not the customer's. or_unknown: a customer whose value
        is not known goes along too. Without bounds and category only the known (or_unknown false) or only the
        unknown (true) go along. Every customer follows exactly one path. segment_no is the most frequent segment
        of the customers on the path; segment_customers of them belong to it. accuracy is the mean share of customers
        told right over stratified folds (10, or as many as the smallest segment has customers; null below 2), each
        by a tree of the same kind that did not see them; base_rate is the share of the largest segment.

    Raises
    ------
    ValueError
        A column is missing, a customer has a variable twice or two segments, or a value is infinite.

    References
    ----------
    Breiman, L., Friedman, J. H., Olshen, R. A. and Stone, C. J. (1984). Classification and Regression Trees.
    Wadsworth.
    """
    require_columns(values, COLUMNS, "typing sample")
    if values.empty:
        return typed_frame([], TYPING_TYPES)
    segment, names, matrix = _encode(values)
    tree = DecisionTreeClassifier(
        max_depth=max_depth, max_leaf_nodes=max_paths, min_samples_leaf=min_share, random_state=random_state
    ).fit(matrix, segment)
    sizes = np.unique(segment, return_counts=True)[1]
    smallest, accuracy = int(sizes.min()), None
    if smallest > 1:
        folds = StratifiedKFold(min(FOLDS, smallest), shuffle=True, random_state=random_state)
        accuracy = float(cross_val_score(tree, matrix, segment, cv=folds).mean())
    shared: Record = {
        "accuracy": accuracy,
        "base_rate": float(np.unique(segment, return_counts=True)[1].max() / len(segment)),
    }
    paths = _paths(tree, names, matrix, segment)
    numbered = sorted(paths, key=lambda path: (int(path.counts.argmax()), -int(path.counts.sum())))
    rows = [
        {"path_no": number, **_outcome(path, tree.classes_), **condition, **shared}
        for number, path in enumerate(numbered, start=1)
        for condition in _conditions(path)
    ]
    return typed_frame(rows, TYPING_TYPES)


def _encode(values: pd.DataFrame) -> tuple[IntArray, list[tuple[str, str | None]], FloatArray]:
    """Return the segments (n,), what the columns ask, and the matrix (n, columns), NaN where unknown."""
    if values.duplicated(["customer_id", "variable"]).any():
        raise ValueError("typing sample: expected one row for every customer and variable, found a pair twice")
    segments = values.groupby("customer_id", sort=True)["segment_no"].agg(["min", "max"])
    if (segments["min"] != segments["max"]).any():
        raise ValueError("typing sample: expected one segment for every customer, found a customer with two")
    names: list[tuple[str, str | None]] = []
    columns: list[FloatArray] = []
    for name, rows in values.groupby("variable", sort=True):
        found = rows.set_index("customer_id").reindex(segments.index)
        if (rows["kind"] == "numeric").all():
            names.append((str(name), None))
            columns.append(found["shown_value"].to_numpy(dtype=np.float64, na_value=np.nan))
            continue
        shares = found["category"].value_counts() / len(found)
        for level in sorted(shares[shares >= RARE_SHARE].index.astype(str)):
            names.append((str(name), level))
            column = (found["category"] == level).to_numpy(dtype=np.float64, na_value=np.nan)
            columns.append(np.where(found["category"].isna(), np.nan, column))
    matrix = np.column_stack(columns) if columns else np.zeros((len(segments), 1))
    if np.isinf(matrix).any():
        raise ValueError("typing sample: an infinite value; leave it null")
    return segments["min"].to_numpy(dtype=np.int64), names, matrix


def _paths(
    fitted: DecisionTreeClassifier, names: list[tuple[str, str | None]], matrix: FloatArray, segment: IntArray
) -> list[Path]:
    """Return the paths of a tree; two that part only at their end and clearly mean the same segment are one."""
    tree, leaf_of = fitted.tree_, fitted.apply(matrix)

    def below(node: int) -> list[Path]:
        if tree.children_left[node] < 0:
            classes = np.searchsorted(fitted.classes_, segment[leaf_of == node])
            return [Path((), np.bincount(classes, minlength=len(fitted.classes_)))]
        left, right = below(tree.children_left[node]), below(tree.children_right[node])
        if _same_end([*left, *right]):
            return [Path((), left[0].counts + right[0].counts)]
        column = tree.feature[node]
        # the tree compares in single precision; the bound is the least value that it sends to the right, infinite
        # where only unknown values go there
        seen = matrix[~np.isnan(matrix[:, column]), column]
        bound = float(seen[seen.astype(np.float32) > tree.threshold[node]].min(initial=np.inf))
        unknown_left = bool(tree.missing_go_to_left[node])
        variable, category = names[column]
        lower = Split(variable, category, bound, at_least=False, or_unknown=unknown_left)
        upper = replace(lower, at_least=True, or_unknown=not unknown_left)
        return [
            replace(path, splits=(split, *path.splits))
            for split, side in ((lower, left), (upper, right))
            for path in side
        ]

    return below(0)


def _same_end(paths: list[Path]) -> bool:
    ends = {int(path.counts.argmax()) for path in paths if not path.splits and path.is_clear}
    return len(paths) == 2 and len(ends) == 1 and all(not path.splits and path.is_clear for path in paths)


def _outcome(path: Path, classes: IntArray) -> Record:
    return {
        "segment_no": int(classes[path.counts.argmax()]),
        "customers": int(path.counts.sum()),
        "segment_customers": int(path.counts.max()),
    }


def _conditions(path: Path) -> Iterator[Record]:
    """Yield the path's conditions in the order of their variables, each variable as narrow as the path makes it."""
    if not path.splits:
        yield {"condition_no": 1}
    number = 0
    for variable in dict.fromkeys(split.variable for split in path.splits):
        splits = [split for split in path.splits if split.variable == variable]
        or_unknown = all(split.or_unknown for split in splits)
        for condition in _of_variable(splits):
            number += 1
            yield {"condition_no": number, "variable": variable, "or_unknown": or_unknown, **condition}


def _of_variable(splits: list[Split]) -> list[Record]:
    if any(split.at_least and np.isinf(split.bound) for split in splits):
        return [{}]
    finite = [split for split in splits if np.isfinite(split.bound)]
    if finite and finite[0].category is not None:
        told = [split for split in finite if split.at_least]
        return [{"category": split.category, "is_category": split.at_least} for split in told or finite]
    lower = [split.bound for split in finite if split.at_least]
    upper = [split.bound for split in finite if not split.at_least]
    return [{"lower_bound": max(lower, default=None), "upper_bound": min(upper, default=None)}]
