"""Cells and the sums that tie them together: tables that share cells are one system of equations."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from customer_segmentation.methods.arrays import FloatArray, IntArray

TOTAL = "all"
"""The key that stands for every key of its dimension."""

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Problem:
    """Cells to protect, and `sums @ values == 0` for every sum that a reader can do.

    Attributes
    ----------
    values : array of shape (cells,)
        True values, none negative.
    sums : sparse array of shape (sums, cells)
        1 for a part, -1 for its total.
    primary : bool array of shape (cells,)
        A rule forbids to publish the cell.
    lower, upper : arrays of shape (cells,)
        How far below and above the value the reader's bounds of a primary cell must reach.
    unpublished : bool array of shape (cells,)
        The cell is printed nowhere, so it costs nothing to leave it out.
    kept : bool array of shape (cells,)
        The cell is hidden only when nothing else protects a primary one.
    insiders : tuple of cell numbers
        Amounts of one single customer, who knows the cell and must not learn others from it (but may learn totals
        that hold it: they tell the customer's own figure).
    """

    values: FloatArray
    sums: csr_array
    primary: BoolArray
    lower: FloatArray
    upper: FloatArray
    unpublished: BoolArray
    kept: BoolArray
    insiders: tuple[int, ...] = ()


def sums_of(cells: pd.DataFrame, dimensions: Sequence[str]) -> csr_array:
    """Find the sums between cells: along each dimension, parts add up to the cell whose key is `all` there.

    Parameters
    ----------
    cells : DataFrame
        measure; breakdown (parts of different breakdowns add up to the same total, each on its own); one column a
        dimension, with `all` for its total. The parts of a breakdown are complete.
    dimensions : sequence of column names
        One for a simple list with a total, two for rows and columns, three with layers.

    Returns
    -------
    sparse array of shape (sums, cells)
        1 for a part, -1 for the total. Parts without a total among the cells make no sum.

    Raises
    ------
    ValueError
        A cell stands there twice.
    """
    keys = ["measure", *dimensions]
    repeated = cells[cells.duplicated(keys)]
    if len(repeated):
        raise ValueError(f"publication cells: expected each cell once, found {repeated[keys].iloc[0].to_dict()} again")
    places = {key: place for place, key in enumerate(cells[keys].itertuples(index=False, name=None))}
    rows: list[tuple[int, list[int]]] = []
    for i, dimension in enumerate(dimensions, start=1):
        others = [name for name in keys if name != dimension]
        parts = cells.reset_index(drop=True)[(cells[dimension] != TOTAL).to_numpy()]
        for group, members in parts.groupby([*others, "breakdown"], sort=True, dropna=False):
            total = places.get((*group[:i], TOTAL, *group[i:-1]))
            if total is not None:
                rows.append((total, list(members.index)))
    entries = [(r, c, 1.0) for r, (_, parts_of_sum) in enumerate(rows) for c in parts_of_sum]
    entries += [(r, total, -1.0) for r, (total, _) in enumerate(rows)]
    places_of = np.array([(r, c) for r, c, _ in entries], dtype=np.int64).reshape(-1, 2)
    weights = np.array([weight for *_, weight in entries], dtype=float)
    return csr_array((weights, (places_of[:, 0], places_of[:, 1])), shape=(len(rows), len(cells)))


def totals_over(sums: csr_array, part: int) -> BoolArray:
    """Say of every cell whether it is a total over the cell `part`; shape (cells,)."""
    found: BoolArray = (sums[(sums[:, [part]] > 0).nonzero()[0]] < 0).sum(axis=0) > 0
    return found


def connected(sums: csr_array, cells: BoolArray) -> list[IntArray]:
    """Split `cells` into those that sums tie together, when all other cells are known.

    Parameters
    ----------
    sums : sparse array of shape (sums, cells)
        The equations.
    cells : bool array of shape (cells,)
        Cells that are not known.

    Returns
    -------
    list of integer arrays
        Cell numbers, ascending; the arrays in the order of their first cell.
    """
    places = np.flatnonzero(cells)
    among = abs(sums[:, places])
    _, labels = connected_components(among.T @ among, directed=False)
    return [places[labels == label] for label in range(int(labels.max(initial=-1)) + 1)]
