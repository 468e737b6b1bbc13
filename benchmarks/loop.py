"""The loop S3 to S5 on one invented population: the project's functions and its models, without a warehouse around."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pandas as pd

from benchmarks.models import Models
from benchmarks.populations import Population
from customer_segmentation.methods.approaches import APPROACHES, place
from customer_segmentation.methods.stability import evaluate_candidates, fit_rule
from customer_segmentation.methods.testing import test_needs

ALPHA = 0.05
WAVE = 2566


@dataclass(frozen=True)
class Attempt:
    """What one approach came to: the k tested, whether the rule chose it (or only we, to see what a person who
    overrides the rule would get), whether any need differs, whether the gate opens.
    """

    approach: str
    k: int
    chosen: bool
    differing: int
    passed: bool


@contextmanager
def fewer_starts(final: int, resample: int) -> Iterator[None]:
    """Let every approach take fewer starts: neither starts nor resamples see a need, so no error rate changes."""
    usual = {name: (approach.final_starts, approach.resample_starts) for name, approach in APPROACHES.items()}
    try:
        for approach in APPROACHES.values():
            approach.final_starts, approach.resample_starts = final, resample
        yield
    finally:
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
        verdict = _verdict(models, started, choice, scores, placement)
        results.append(Attempt(approach, k, eligible, int(verdict["needs_differing"]), bool(verdict["passed"])))
    return results


def _verdict(
    models: Models, started: pd.DataFrame, choice: pd.DataFrame, scores: pd.DataFrame, placement: pd.DataFrame
) -> "pd.Series[float]":
    counts = models.run("int_need_counts", int_need_scores=scores, int_customer_placement=placement)
    alpha = float(started["alpha"].iloc[0])
    items = pd.DataFrame({"item_id": sorted(scores["item_id"].unique())})
    results = models.run(
        "int_need_results",
        int_attempts=started,
        int_segmentation_choice=choice,
        int_need_tests=test_needs(counts, alpha).assign(attempt=1),
        int_feed_periods=pd.DataFrame({"feed": ["survey_responses"], "period_key": [str(WAVE)]}),
        int_survey_items=items.assign(wave=WAVE, kind="need", item_group="", item_wording=""),
    )
    verdicts = models.run(
        "int_test_verdicts", int_attempts=started, int_segmentation_choice=choice, int_need_results=results
    )
    return verdicts.iloc[0]
