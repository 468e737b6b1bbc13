"""The loop S3 to S5 on one invented population: the project's functions and its models, without a warehouse around."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pandas as pd

from benchmarks.models import Models
from benchmarks.populations import Population
from customer_segmentation.methods import tendency
from customer_segmentation.methods.approaches import APPROACHES, place
from customer_segmentation.methods.beside import check_needs
from customer_segmentation.methods.stability import evaluate_candidates, fit_rule
from customer_segmentation.methods.testing import compare_pairs, test_needs

ALPHA = 0.05
WAVE = 2566


@dataclass(frozen=True)
class Attempt:
    """What one approach came to: the k tested, whether the rule chose it (or only we, to see what a person who
    overrides the rule would get), how many needs differ, the light, and the reasons of a weak one.
    """

    approach: str
    k: int
    chosen: bool
    differing: int
    light: str
    reasons: frozenset[str]

    @property
    def passed(self) -> bool:
        """Whether enough needs differ: a pass, or a weak one that a sign-off may publish."""
        return self.light != "fail"


@contextmanager
def fewer_starts(final: int, resample: int) -> Iterator[None]:
    """Let every approach take fewer starts, and tendency one draw: none sees a need, so no error rate changes."""
    draws = tendency.DRAWS
    usual = {name: (approach.final_starts, approach.resample_starts) for name, approach in APPROACHES.items()}
    try:
        tendency.DRAWS = 1
        for approach in APPROACHES.values():
            approach.final_starts, approach.resample_starts = final, resample
        yield
    finally:
        tendency.DRAWS = draws
        for name, approach in APPROACHES.items():
            approach.final_starts, approach.resample_starts = usual[name]


def attempts(
    models: Models,
    population: Population,
    approaches: Sequence[str],
    k_values: Sequence[int],
    random_state: int,
    resamples: int,
    allowed: int | None = None,
) -> list[Attempt]:
    """Return every attempt, each at its share of ALPHA (of `allowed` attempts; by default of the approaches given).

    An attempt without a feasible candidate is left out.
    """
    allowed = allowed or len(approaches)
    basis, scores = population.basis_values(), population.scores()
    results = []
    for approach in approaches:
        candidates = evaluate_candidates(basis, approach, k_values, random_state, resamples)
        if candidates.empty:
            continue
        started = pd.DataFrame(
            {
                "fiscal_year": [WAVE],
                "attempt": [1],
                "approach": [approach],
                "alpha": [ALPHA / allowed],
                "attempts_allowed": [allowed],
                "is_current": [True],
                "merged": pd.array([None], dtype="string"),
            }
        )
        choice = models.run(
            "int_segmentation_choice", int_segmentation_candidates=candidates.assign(attempt=1), int_attempts=started
        )
        eligible = bool(choice["chosen"].any())
        preferred = choice[choice["chosen"]] if eligible else choice.nlargest(1, "jaccard_min")
        choice["chosen"] = choice["k"] == preferred["k"].iloc[0]
        k = int(preferred["k"].iloc[0])
        placement = place(basis, fit_rule(basis, approach, k, random_state)).assign(attempt=1)
        estates = pd.DataFrame({"customer_id": population.customer_ids(), "estate": population.estates.astype(str)})
        verdict = _verdict(models, started, choice, scores, estates, placement)
        light = str(verdict["light"])
        reasons = frozenset(str(verdict["reasons"]).split() if light == "weak" else ())
        results.append(Attempt(approach, k, eligible, int(verdict["needs_differing"]), light, reasons))
    return results


def _verdict(
    models: Models,
    started: pd.DataFrame,
    choice: pd.DataFrame,
    scores: pd.DataFrame,
    customers: pd.DataFrame,
    placement: pd.DataFrame,
) -> "pd.Series[float]":
    """Take the placement through the test, the questions beside it and the gate; nobody has decided anything."""
    alpha = float(started["alpha"].iloc[0])
    answered = {"int_need_scores": scores, "int_customer_placement": placement}
    counts = models.run("int_need_counts", **answered)
    tests = test_needs(counts, alpha).assign(attempt=1)
    items = pd.DataFrame({"item_id": sorted(scores["item_id"].unique())})
    given = {"int_attempts": started, "int_segmentation_choice": choice}
    results = models.run(
        "int_need_results",
        int_need_tests=tests,
        int_feed_periods=pd.DataFrame({"feed": ["survey_responses"], "period_key": [str(WAVE)]}),
        int_survey_items=items.assign(wave=WAVE, kind="need", item_group="", item_wording=""),
        **given,
    )
    cells = models.run_exactly("int_need_cells", int_customers=customers, **answered)
    checks = check_needs(cells, tests.loc[tests["status"] == "tested", "item_id"], alpha)
    pairs = compare_pairs(counts, results.loc[results["differs"], "item_id"])
    check_counts = models.run("int_need_check_counts", int_need_checks=checks.assign(attempt=1), **given)
    reasons = models.run(
        "int_verdict_reasons",
        int_need_pairs=pairs.assign(attempt=1),
        int_need_check_counts=check_counts,
        int_segmentation_decisions=_nothing("approach", "k", "segments", "outcome", "problem"),
        int_step_decisions=_nothing("step", "unit", "outcome", "reason"),
        **answered,
        **given,
    )
    verdicts = models.run(
        "int_test_verdicts",
        int_need_results=results,
        int_need_check_counts=check_counts,
        int_verdict_reasons=reasons,
        **given,
    )
    return verdicts.iloc[0]


def _nothing(*columns: str) -> pd.DataFrame:
    return pd.DataFrame({column: pd.array([], dtype="string") for column in columns})
