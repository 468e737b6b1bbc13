"""The pattern of hidden cells of everything that one edition publishes."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from customer_segmentation.disclosure.attacker import pinned
from customer_segmentation.disclosure.rules import Rule, Thresholds, judge
from customer_segmentation.disclosure.suppression import suppress
from customer_segmentation.disclosure.tables import Problem, sums_of
from customer_segmentation.methods.arrays import require_columns

DIMENSIONS = ("row_key", "column_key")
"""Dimensions of the public tables; `all` in one of them is its total."""

COLUMNS = (
    *("measure", "breakdown", "rule", "n", "value", "largest", "second_largest"),
    *("is_kept", "is_published"),
)


def problem_of(
    cells: pd.DataFrame,
    thresholds: Thresholds,
    dimensions: Sequence[str] = DIMENSIONS,
    without: Rule | None = None,
) -> Problem:
    """Judge the cells and tie them together.

    Parameters
    ----------
    cells : DataFrame
        One row a cell: measure, breakdown and the dimensions (see `tables.sums_of`), rule, n, value, largest,
        second_largest (see `rules.judge`), is_kept (hide it only when nothing else helps), is_published.
    thresholds : Thresholds
        What the rules compare with.
    dimensions : sequence of column names
        The dimensions of the tables.
    without : name of a rule, optional
        A rule to leave out, to show what it is for.

    Returns
    -------
    Problem
        In the order of the rows.

    Raises
    ------
    ValueError
        A column is missing, a cell stands there twice, a rule is not known, a value is missing or negative, or parts do
        not add up to their total.
    """
    require_columns(cells, (*COLUMNS, *dimensions), "publication cells")
    sums = sums_of(cells, dimensions)
    judgement = judge(cells, thresholds, sums, without)
    values = cells["value"].to_numpy(dtype=float)
    for place in np.flatnonzero(np.abs(sums @ values) > 1e-6 * np.maximum(1.0, abs(sums) @ values)):
        total = cells.iloc[int(np.flatnonzero(sums[[place]].toarray()[0] < 0)[0])]
        raise ValueError(
            f"publication cells: expected the parts of {total[['measure', *dimensions]].to_dict()} to add up to "
            f"{total['value']:g}, found {total['value'] + (sums @ values)[place]:g}"
        )
    sole = (cells["rule"] == "amount") & (cells["n"] == 1) & (cells["value"] > 0)
    return Problem(
        values=values,
        sums=sums,
        primary=judgement.primary,
        lower=judgement.lower,
        upper=judgement.upper,
        unpublished=~cells["is_published"].to_numpy(dtype=bool),
        kept=cells["is_kept"].to_numpy(dtype=bool),
        insiders=tuple(int(cell) for cell in np.flatnonzero(sole)),
    )


def hidden_cells(cells: pd.DataFrame, thresholds: Thresholds, dimensions: Sequence[str] = DIMENSIONS) -> pd.DataFrame:
    """Say of every cell whether it may be printed.

    Parameters
    ----------
    cells : DataFrame
        As for `problem_of`, in any order.
    thresholds : Thresholds
        What the rules compare with.
    dimensions : sequence of column names
        The dimensions of the tables.

    Returns
    -------
    DataFrame
        measure and the dimensions, sorted by them; is_primary (a rule forbids the cell), is_hidden (print x), is_safe
        (false: a reader could still tell a primary cell too closely, whatever is hidden).

    Raises
    ------
    ValueError
        As for `problem_of`.
    """
    keys = ["measure", *dimensions]
    ordered = cells.sort_values(keys, ignore_index=True)
    problem = problem_of(ordered, thresholds, dimensions)
    hidden = suppress(problem)
    is_safe = np.ones(len(ordered), dtype=bool)
    is_safe[pinned(problem, hidden)] = False
    return ordered[keys].astype("string").assign(is_primary=problem.primary, is_hidden=hidden, is_safe=is_safe)
