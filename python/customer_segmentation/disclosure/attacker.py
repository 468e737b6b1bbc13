"""What a reader can work out of hidden cells from everything that is published: linear programming bounds."""

from collections.abc import Iterable

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from customer_segmentation.disclosure.tables import BoolArray, Problem, connected, totals_over
from customer_segmentation.methods.arrays import FloatArray

TOLERANCE = 1e-6
"""Bounds count as equal within this share of the value, or of 1."""


def bounds(
    sums: csr_array, values: FloatArray, hidden: BoolArray, wanted: Iterable[int]
) -> dict[int, tuple[float, float]]:
    """Find the least and the largest value that each wanted cell can have.

    The reader knows every published cell, every sum, and that no cell is negative; nothing else about a hidden cell.

    Parameters
    ----------
    sums : sparse array of shape (sums, cells)
        1 for a part, -1 for its total.
    values : array of shape (cells,)
        Values; of hidden cells none is used.
    hidden : bool array of shape (cells,)
        Cells that the reader does not see.
    wanted : cell numbers
        Hidden cells to bound.

    Returns
    -------
    dict
        (least, largest) by cell number; infinity when nothing bounds it above.

    Raises
    ------
    ValueError
        The published values contradict each other.

    References
    ----------
    Fischetti, M. and Salazar, J. J. (2001). Solving the cell suppression problem on tabular data with linear
    constraints. Management Science 47(7), 1008-1027, section 2.
    """
    asked = set(wanted)
    shown = np.where(hidden, 0.0, values)
    found = {}
    for cells in connected(sums, hidden):
        equations = np.unique(sums[:, cells].nonzero()[0])
        system, known = sums[equations][:, cells].toarray(), -(sums[equations] @ shown)
        for place in np.flatnonzero(np.isin(cells, list(asked))):
            ends = []
            for sign in (1.0, -1.0):
                objective = np.zeros(len(cells))
                objective[place] = sign
                answer = linprog(
                    objective, A_eq=system, b_eq=known, bounds=(0, None), method="highs", options={"presolve": False}
                )
                if answer.status not in (0, 3):
                    raise ValueError(f"published cells contradict each other: no value fits cell {cells[place]}")
                ends.append(np.inf if answer.fun is None else sign * answer.fun)
            found[int(cells[place])] = (float(ends[0]), float(ends[1]))
    return found


def pinned(problem: Problem, hidden: BoolArray) -> list[int]:
    """List primary cells that are published, or that a reader or an insider can bound too closely.

    Parameters
    ----------
    problem : Problem
        Cells with their protection levels.
    hidden : bool array of shape (cells,)
        The pattern to attack.

    Returns
    -------
    list of int
        Cell numbers, ascending; empty when the pattern is safe.
    """
    primary = np.flatnonzero(problem.primary & ~problem.unpublished)
    found = {int(cell) for cell in primary if not hidden[cell]}
    for known in ((), *((cell,) for cell in problem.insiders)):
        unseen = hidden.copy()
        unseen[list(known)] = False
        asked = unseen.copy()
        for insider in known:
            asked &= ~totals_over(problem.sums, insider)
        wanted = [int(cell) for cell in primary if asked[cell]]
        for cell, (least, largest) in bounds(problem.sums, problem.values, unseen, wanted).items():
            value = problem.values[cell]
            slack = TOLERANCE * max(1.0, value)
            if least > value - problem.lower[cell] + slack or largest < value + problem.upper[cell] - slack:
                found.add(cell)
    return sorted(found)
