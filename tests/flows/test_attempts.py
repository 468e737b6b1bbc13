"""The account of attempts: a repeat spends nothing, changed answers do, no year spends over 5 per cent."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customer_segmentation.attempts import Attempt, Plan, account

APPROACHES = ("kmeans", "gower", "mixture")


def started(attempt: Attempt) -> dict[str, Any]:
    """The ledger row that an attempt leaves."""
    return {"event": "attempt_started", **attempt.as_event()}


def word(event: str, attempt: Attempt) -> dict[str, Any]:
    """A later row about an attempt."""
    return {"event": event, **attempt.as_event()}


def look(attempt: Attempt, segments: str, event: str = "attempt_tested") -> dict[str, Any]:
    """The row of a test of these segments."""
    return {**word(event, attempt), "segments_fingerprint": segments}


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


def test_an_attempt_once_tested_stays_spent() -> None:
    """Also when a later run finds no eligible number of segments for it."""
    events: list[dict[str, Any]] = []
    first = take(events, "a")
    events += [word("attempt_tested", first), word("attempt_closed", first)]
    assert account(events, 2567, APPROACHES).left == 2


def test_other_segments_after_a_failed_test_are_another_look() -> None:
    """The same segments again are not; nor are other ones while no test of the attempt has failed."""
    events: list[dict[str, Any]] = []
    first = take(events, "a")
    events += [look(first, "s1"), look(first, "s2")]
    assert account(events, 2567, APPROACHES).left == 2
    events.append(look(first, "s2", "attempt_failed"))
    books = account(events, 2567, APPROACHES)
    assert [books.spends(first, segments) for segments in ("s1", "s2", "s3")] == [False, False, True]
    events += [look(first, "s2"), look(first, "s3")]
    assert account(events, 2567, APPROACHES).left == 1


def test_another_year_has_its_own_account_of_new_answers_alone() -> None:
    """What 2567 tested on the same answers is missing in 2568; what it closed untested is not."""
    events: list[dict[str, Any]] = []
    events.append(word("attempt_tested", take(events, "a")))
    events.append(word("attempt_closed", take(events, "a")))
    books = account(events, 2568, APPROACHES)
    assert (books.left_on("a"), books.left_on("b")) == (2, 3)


def test_answers_that_another_year_used_up_open_no_gate() -> None:
    """The next chance is a new survey."""
    events: list[dict[str, Any]] = []
    for _ in APPROACHES:
        events.append(word("attempt_tested", take(events, "a")))
    books = account(events, 2568, APPROACHES)
    assert books.new("a") is None
    assert books.new("b") is not None


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


def test_what_a_decision_asks_for_is_an_attempt_of_its_own_before_the_next_approach() -> None:
    """An override, then a merge: each takes its share; after them the approaches go on in their order."""
    events: list[dict[str, Any]] = []
    take(events, "a")
    override, merge = Plan("kmeans", 5), Plan("kmeans", 5, "2+4")
    for number, plan in ((2, override), (3, merge)):
        books = account(events, 2567, APPROACHES, [override, merge][: number - 1])
        assert books.standing("a") is None
        attempt = books.new("a")
        assert attempt is not None
        assert (attempt.attempt, attempt.plan, attempt.alpha) == (number, plan, pytest.approx(0.05 / 3))
        events.append(started(attempt))
    books = account(events, 2567, APPROACHES, [override, merge])
    standing = books.standing("a")
    assert standing is not None and (standing.attempt, standing.plan) == (3, merge)
    assert (books.left, books.new("a"), books.undone("a")) == (0, None, None)


def test_a_decision_that_finds_no_attempt_left_is_named() -> None:
    """Nothing is spent beyond the year's error rate, also when a person asks for it."""
    events: list[dict[str, Any]] = []
    for answers in "abc":
        take(events, answers)
    books = account(events, 2567, APPROACHES, [Plan("kmeans", 5)])
    assert (books.new("c"), books.undone("c")) == (None, Plan("kmeans", 5))


def test_a_decision_carried_out_already_asks_for_nothing() -> None:
    """The same decision sent again, or twice, is the same plan."""
    events: list[dict[str, Any]] = []
    plan = Plan("kmeans", 5)
    first = account(events, 2567, APPROACHES, [plan, plan]).new("a")
    assert first is not None and first.plan == plan
    events.append(started(first))
    books = account(events, 2567, APPROACHES, [plan, plan])
    standing = books.standing("a")
    assert standing is not None and standing.plan == plan
    following = books.new("a")
    assert following is not None and following.plan == Plan("kmeans")


def test_a_plan_is_written_as_decisions_write_it() -> None:
    """The subject of a decision can be copied from what the cycle prints."""
    plans = (Plan("kmeans"), Plan("kmeans", 5), Plan("kmeans", 5, "2+4"))
    assert [str(plan) for plan in plans] == ["kmeans", "kmeans 5", "kmeans 5: 2+4"]
