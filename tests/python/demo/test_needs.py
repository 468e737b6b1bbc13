"""What the needs show to the test that the product runs: differences where planted, none where not."""

import numpy as np
import pytest
from scipy.stats import f_oneway

from demo import design as d
from demo.design import FloatArray, make_design
from demo.population import Population, draw_population
from demo.survey import draw_answers

YEAR = 2566


def groups(population: Population, item: int) -> list[FloatArray]:
    """Return the customers' mean answers to one item, per true segment."""
    answers = draw_answers(population, YEAR)
    segment = population.firms[f"segment_{YEAR}"].to_numpy()
    means: dict[int, list[float]] = {}
    for firm in np.unique(answers.firm):
        scores = answers.scores[answers.firm == firm, item]
        if (scores > 0).any():
            means.setdefault(int(segment[firm]), []).append(float(scores[scores > 0].mean()))
    return [np.array(means[number]) for number in sorted(means)]


def omega_squared(samples: list[FloatArray]) -> float:
    every = np.concatenate(samples)
    between = sum(len(s) * (s.mean() - every.mean()) ** 2 for s in samples)
    within = sum(((s - s.mean()) ** 2).sum() for s in samples)
    error = within / (len(every) - len(samples))
    return float((between - (len(samples) - 1) * error) / (between + within + error))


def welch_p(samples: list[FloatArray]) -> float:
    return float(f_oneway(*samples, equal_var=False).pvalue)


def test_planted_needs_differ_by_a_medium_to_large_effect(full: Population) -> None:
    effects = [omega_squared(groups(full, item)) for item in range(len(d.NEEDS))]
    planted = [effect for effect, need in zip(effects, d.NEEDS, strict=True) if need.eta_squared > 0]
    assert len(planted) >= 10
    assert sum(0.06 <= effect <= 0.15 for effect in planted) >= 8
    assert all(effect < 0.02 for effect, need in zip(effects, d.NEEDS, strict=True) if not need.eta_squared)


@pytest.mark.parametrize("size", ["small", "full"])
def test_nothing_differs_where_nothing_is_planted(size: str) -> None:
    population = draw_population(make_design(size, "null", 2567))
    p_values = [welch_p(groups(population, item)) for item in range(len(d.NEEDS))]
    assert min(p_values) * len(p_values) > 0.05  # Bonferroni, as Holm's first step


def test_the_small_demo_shows_its_needs() -> None:
    population = draw_population(make_design("small", "planted", 2567))
    p_values = [welch_p(groups(population, item)) for item in range(len(d.NEEDS))]
    assert sum(p * len(p_values) < 0.05 for p in p_values) >= 3


def test_satisfaction_falls_where_a_need_is_not_met(full: Population) -> None:
    scores = draw_answers(full, YEAR).scores
    permits, speed = 2, len(d.NEEDS) + 4
    known = (scores[:, permits] > 0) & (scores[:, speed] > 0)
    assert np.corrcoef(scores[known, permits], scores[known, speed])[0, 1] < -0.1


def test_complaint_handling_is_asked_of_those_who_complained(full: Population) -> None:
    scores = draw_answers(full, YEAR).scores
    complaints = [len(d.NEEDS) + n for n, item in enumerate(d.SATISFACTION) if item.aspect == d.COMPLAINTS]
    asked = (scores[:, complaints] >= 0).all(axis=1)
    assert 0.12 <= asked.mean() <= 0.24
    assert (scores[~asked][:, complaints] == -1).all()


def test_some_firms_answer_more_than_once(full: Population) -> None:
    _, people = np.unique(draw_answers(full, YEAR).firm, return_counts=True)
    assert len(people) == 900
    assert 0.15 <= (people > 1).mean() <= 0.25
