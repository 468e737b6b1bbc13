"""The account of attempts: a repeat spends nothing, changed answers do, no year spends over 5 per cent."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customer_segmentation.attempts import Attempt, account

APPROACHES = ("kmeans", "gower", "mixture")


def started(attempt: Attempt) -> dict[str, Any]:
    """The ledger row that an attempt leaves."""
    return {"event": "attempt_started", **attempt.as_event()}


def word(event: str, attempt: Attempt) -> dict[str, Any]:
    """A later row about an attempt."""
    return {"event": event, **attempt.as_event()}


def take(events: list[dict[str, Any]], answers: str) -> Attempt:
    """Start the next attempt on these answers."""
    attempt = account(events, 2567, APPROACHES).new(answers)
    assert attempt is not None
    events.append(started(attempt))
    return attempt


def test_the_first_attempt_takes_the_first_approach_and_its_share_of_the_error_rate() -> None:
    """Three approaches share 0.05."""
    attempt = account([], 2567, APPROACHES).new("a")
    assert attempt == Attempt(2567, 1, "kmeans", pytest.approx(0.05 / 3), 3, "a", recorded=False)


def test_the_same_answers_again_are_the_recorded_attempt() -> None:
    """A second run finds what the first one wrote and starts nothing."""
    events: list[dict[str, Any]] = []
    first = take(events, "a")
    again = account(events, 2567, APPROACHES).of_needs("a")
    assert [(attempt.attempt, attempt.approach, attempt.recorded) for attempt in again] == [(1, "kmeans", True)]
    assert again[0].as_event() == first.as_event()


def test_changed_answers_start_again_at_the_first_approach_as_the_next_attempt() -> None:
    """The number goes on, the approach starts over, the significance is shared with what was spent."""
    events: list[dict[str, Any]] = []
    take(events, "a")
    second = take(events, "b")
    assert (second.attempt, second.approach, second.alpha) == (2, "kmeans", pytest.approx(0.05 / 3))


def test_no_attempt_is_left_when_all_have_been_spent() -> None:
    """Three tests, three approaches: a fourth set of answers finds the gate closed."""
    events: list[dict[str, Any]] = []
    for answers in "abc":
        take(events, answers)
    assert account(events, 2567, APPROACHES).new("d") is None


def test_no_approach_is_tried_twice_on_the_same_answers() -> None:
    """All approaches tried on one set of answers: the gate stays closed for it."""
    events: list[dict[str, Any]] = []
    assert [take(events, "a").approach for _ in APPROACHES] == list(APPROACHES)
    assert account(events, 2567, APPROACHES).new("a") is None


def test_an_attempt_closed_before_its_test_spends_nothing() -> None:
    """It counts as soon as it is tested after all."""
    events: list[dict[str, Any]] = []
    first = take(events, "a")
    events.append(word("attempt_closed", first))
    assert account(events, 2567, APPROACHES).left == 3
    events.append(word("attempt_tested", first))
    assert account(events, 2567, APPROACHES).left == 2


def test_the_number_allowed_is_fixed_by_the_first_attempt() -> None:
    """An approach added during the year gives no further attempt."""
    events: list[dict[str, Any]] = []
    take(events, "a")
    assert account(events, 2567, (*APPROACHES, "new")).allowed == 3


def test_another_year_has_its_own_account() -> None:
    """What 2567 spent is not missing in 2568."""
    events: list[dict[str, Any]] = []
    take(events, "a")
    assert account(events, 2568, APPROACHES).left == 3


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.booleans()), max_size=20))
def test_no_year_spends_more_than_its_error_rate(looks: list[tuple[str, bool]]) -> None:
    """Whatever the order of answers and of attempts closed untested, the tested ones share at most 0.05."""
    events: list[dict[str, Any]] = []
    for answers, eligible in looks:
        attempt = account(events, 2567, APPROACHES).new(answers)
        if attempt:
            events.append(started(attempt))
            events.append(word("attempt_tested" if eligible else "attempt_closed", attempt))
    tested = {event["attempt"]: event["alpha"] for event in events if event["event"] == "attempt_tested"}
    assert sum(tested.values()) <= 0.05 + 1e-12
