"""All that one attempt is judged by before its test: its own candidates, and the house rule beside them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from customer_segmentation.methods.approaches import place
from customer_segmentation.methods.arrays import typed_frame
from customer_segmentation.methods.stability import CANDIDATE_TYPES, evaluate_candidates, evaluate_given

KEEP, HOUSE_RULE = "keep", "house_rule"


@dataclass(frozen=True)
class Inputs:
    """What attempts of one year are judged on.

    Attributes
    ----------
    sample : DataFrame
        Basis values of the customers sampled, see `basis.build_basis`.
    house : DataFrame
        customer_id and segment_no of the house rule.
    kept_rule : DataFrame
        Last year's rule, see `approaches`; empty when there is none.
    kept_sample : DataFrame
        This year's values of the customers sampled in the units of that rule; columns as in `sample`.
    kept_merges : tuple of int
        The segments of that rule that a decision had merged when it was published: they count as one.
    """

    sample: pd.DataFrame
    house: pd.DataFrame
    kept_rule: pd.DataFrame
    kept_sample: pd.DataFrame
    kept_merges: tuple[int, ...] = ()

    def text(self) -> str:
        """Return the rows as one text, the same for the same rows: what a fingerprint is made of."""
        frames = (self.sample, self.house, self.kept_rule, self.kept_sample)
        return "\n".join(frame.sort_values(list(frame.columns)).to_csv(index=False) for frame in frames)


def evaluate_attempt(
    approach: str,
    k_values: Sequence[int],
    inputs: Inputs,
    random_state: int,
    clock: Callable[[], float],
) -> pd.DataFrame:
    """Judge the candidates of an attempt, and the house rule as their benchmark.

    Parameters
    ----------
    approach : str
        A key of `APPROACHES`, `KEEP` (last year's rule unchanged: one candidate, its k) or `HOUSE_RULE`.
    k_values : sequence of int
        Numbers of segments to try; a rule that is given has its own.
    inputs : Inputs
        The customers.
    random_state : int
        Seed.
    clock : callable
        Tells the time in seconds, as time.perf_counter does.

    Returns
    -------
    DataFrame
        Rows as of `evaluate_candidates`, then the one of `HOUSE_RULE`, and with them `seconds`, what each took.

    Raises
    ------
    ValueError
        The approach is unknown, or a frame is not as declared.
    """
    laps = [clock()]
    tables = [_own(approach, k_values, inputs, random_state, lambda k: laps.append(clock()))]
    if len(laps) == len(tables[0]):
        laps.append(clock())
    tables.append(evaluate_given(inputs.sample, _segments(inputs.house), HOUSE_RULE, random_state))
    laps += [clock()] * len(tables[1])
    return pd.concat(tables, ignore_index=True).assign(seconds=[after - at for at, after in pairwise(laps)])


def _own(
    approach: str, k_values: Sequence[int], inputs: Inputs, random_state: int, done: Callable[[int], None]
) -> pd.DataFrame:
    if approach == HOUSE_RULE:
        return typed_frame([], CANDIDATE_TYPES)
    if approach != KEEP:
        return evaluate_candidates(inputs.sample, approach, k_values, random_state, done=done)
    if inputs.kept_rule.empty or inputs.kept_sample.empty:
        return typed_frame([], CANDIDATE_TYPES)
    placed = _segments(place(inputs.kept_sample, inputs.kept_rule))
    return evaluate_given(inputs.kept_sample, placed, KEEP, random_state, inputs.kept_merges)


def _segments(frame: pd.DataFrame) -> "pd.Series[int]":
    return pd.Series(frame["segment_no"].astype(int).to_numpy(), index=frame["customer_id"].astype(str))
