"""Complementary suppression: the cheapest pattern of hidden cells that leaves every primary cell its interval."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array

from customer_segmentation.disclosure.tables import BoolArray, Problem, connected, totals_over
from customer_segmentation.methods.arrays import FloatArray, IntArray

TOLERANCE = 1e-7
"""A level is reached within this share of it, or of 1."""

KEPT_COST = 1000.0
"""How many times a kept cell costs what another of its value does."""

MAX_ROUNDS = 200
"""After so many rounds of cuts all cells of the system are hidden, which is safe whenever anything is."""


@dataclass(frozen=True)
class Attack:
    """A primary cell, the direction in which its bound must reach how far, and the cell that an insider knows."""

    cell: int
    sign: float
    level: float
    known: int | None


def suppress(problem: Problem) -> BoolArray:
    """Choose the cells to hide.

    First with all kept cells published; where that can't protect a primary cell, again with all cells to choose from.
    Fewer and smaller cells are hidden rather than more and larger ones: a cell costs 1 + log(1 + value). An empty
    cell may be hidden like any other. The answer depends on the order of the cells and nothing else.

    Parameters
    ----------
    problem : Problem
        Cells, sums and protection levels.

    Returns
    -------
    bool array of shape (cells,)
        Hidden cells, unpublished ones among them. Where nothing can protect a primary cell, all cells tied to it are
        hidden; `attacker.pinned` then still names it.

    References
    ----------
    Fischetti, M. and Salazar, J. J. (2001). Solving the cell suppression problem on tabular data with linear
    constraints. Management Science 47(7), 1008-1027: the attacker's linear programs give the capacity constraints of
    the integer program, sections 3 and 4.
    """
    hidden = problem.primary | problem.unpublished
    free = hidden | ~problem.kept
    for cells in connected(problem.sums, free):
        hidden[cells], is_safe = _cheapest(problem, cells)
        if not is_safe:
            break
    else:
        return hidden
    hidden = problem.primary | problem.unpublished
    for cells in connected(problem.sums, np.ones(len(hidden), dtype=bool)):
        hidden[cells], _ = _cheapest(problem, cells)
    return hidden


def _cheapest(problem: Problem, cells: IntArray) -> tuple[BoolArray, bool]:
    """Return the pattern of `cells`, which are all that is tied together, and whether it protects what it must."""
    must = (problem.primary | problem.unpublished)[cells]
    attacks = list(_attacks(problem, cells))
    sums = problem.sums[:, cells]
    values = problem.values[cells]
    everything = np.ones(len(cells), dtype=bool)
    if not attacks:
        return must, True
    cost = (1 + np.log1p(values)) * np.where(problem.kept[cells], KEPT_COST, 1) * ~problem.unpublished[cells]
    cost += 1e-6 * np.arange(len(cells))  # equal costs: the earlier cell
    cuts: list[tuple[FloatArray, float]] = []
    pattern = must
    for _ in range(MAX_ROUNDS):
        found = [(attack, _cut(sums, values, pattern, attack)) for attack in attacks]
        violated = [(cut, attack.level) for attack, cut in found if cut is not None]
        if not violated:
            return pattern, True
        cuts += violated
        constraint = LinearConstraint(np.array([row for row, _ in cuts]), lb=np.array([level for _, level in cuts]))
        answer = milp(
            cost,
            constraints=[constraint],
            integrality=np.ones(len(cells), dtype=np.int64),
            bounds=Bounds(must.astype(float), 1),
            options={"mip_rel_gap": 0, "node_limit": 20_000},
        )
        if answer.x is None:
            break
        pattern = answer.x > 0.5
    return everything, all(_cut(sums, values, everything, attack) is None for attack in attacks)


def _attacks(problem: Problem, cells: IntArray) -> Iterator[Attack]:
    """Yield what each reader and insider must not manage, by places within `cells`."""
    wanted = (problem.primary & ~problem.unpublished)[cells]
    for known in (None, *(int(place) for place in np.flatnonzero(np.isin(cells, problem.insiders)))):
        asked = wanted.copy()
        if known is not None:
            asked[known] = False
            asked &= ~totals_over(problem.sums[:, cells], known)
        for place in np.flatnonzero(asked):
            for sign, levels in ((1.0, problem.upper), (-1.0, problem.lower)):
                if levels[cells[place]] > 0:
                    yield Attack(int(place), sign, float(levels[cells[place]]), known)


def _cut(sums: csr_array, values: FloatArray, pattern: BoolArray, attack: Attack) -> FloatArray | None:
    """Return the constraint on patterns that this pattern breaks: coefficients whose sum must reach the level.

    Deviations y of hidden cells keep every sum (sums @ y = 0) and y >= -values. When the cell can't deviate by its
    level, the dual prices of the sums bound what any pattern allows: with r = sign e + price @ sums, a hidden cell adds
    at most value where r < 0 and without limit where r > 0, in both cases no more than the level counts.
    """
    unseen = pattern.copy()
    if attack.known is not None:
        unseen[attack.known] = False
    tied = next(cells for cells in connected(sums, unseen) if attack.cell in cells)
    equations = np.unique(sums[:, tied].nonzero()[0])
    if not len(equations):
        return None
    system = sums[equations][:, tied].toarray()
    objective = np.where(tied == attack.cell, -attack.sign, 0.0)
    ends = [
        (-float(value), attack.level if cell == attack.cell else np.inf)
        for cell, value in zip(tied, values[tied], strict=True)
    ]
    answer = linprog(objective, A_eq=system, b_eq=np.zeros(len(system)), bounds=ends, method="highs")
    slack = TOLERANCE * max(1.0, attack.level)
    if answer.fun is None or -answer.fun >= attack.level - slack:
        return None
    rates = answer.eqlin.marginals @ sums[equations]
    rates[attack.cell] += attack.sign
    rates[np.abs(rates) < 1e-9] = 0.0
    reach = np.where(rates > 0, attack.level, np.minimum(-rates * values, attack.level))
    if attack.known is not None:
        reach[attack.known] = 0.0
    return reach
