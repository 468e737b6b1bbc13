"""The account of a year's attempts: which approach comes next, and what significance it may spend.

The year's error rate is divided over the attempts allowed (Bonferroni), a number fixed before the first one.
An attempt is known by its fiscal year, its plan (the approach, or a decided candidate with the segments that are
merged) and the fingerprint of the needs answers: the same again is the same look at the data and spends nothing.
What other years tested on the same answers is spent for this year too: the next chance is a new survey. So is a
further look after a test that failed: other segments of the same approach, made of changed customers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

ERROR_RATE_OF_A_YEAR = 0.05

Looks = Mapping[int, tuple[tuple[str | None, bool], ...]]


@dataclass(frozen=True)
class Plan:
    """What an attempt tries: an approach whose candidates decide, or the candidate `k` that a decision names.

    `merged` lists the segments of that candidate that become one, as "2+4".
    """

    approach: str
    k: int | None = None
    merged: str | None = None

    def __str__(self) -> str:
        number = "" if self.k is None else f" {self.k}"
        return f"{self.approach}{number}{': ' + self.merged if self.merged else ''}"


@dataclass(frozen=True)
class Attempt:
    """One row of the ledger's stream `attempts`; `recorded` says that it stands there already."""

    fiscal_year: int
    attempt: int
    approach: str
    alpha: float
    attempts_allowed: int
    needs_fingerprint: str
    recorded: bool
    k: int | None = None
    merged: str | None = None

    @property
    def plan(self) -> Plan:
        """What it tries."""
        return Plan(self.approach, self.k, self.merged)

    def as_event(self) -> dict[str, Any]:
        """Return the fields of the ledger event `attempt_started`."""
        return {
            "fiscal_year": self.fiscal_year,
            "attempt": self.attempt,
            "approach": self.approach,
            "alpha": self.alpha,
            "attempts_allowed": self.attempts_allowed,
            "needs_fingerprint": self.needs_fingerprint,
            "k": self.k,
            "merged": self.merged,
        }


@dataclass(frozen=True)
class Account:
    """The attempts of one fiscal year as the ledger holds them, and the plans that decisions ask for.

    `of_other_years` has the needs fingerprint of every attempt that another year tested, `looks` per attempt the
    segments that were tested, by their fingerprints in order, and whether a test of them failed.
    """

    fiscal_year: int
    approaches: tuple[str, ...]
    decided: tuple[Plan, ...]
    started: tuple[Mapping[str, Any], ...]
    closed_untested: frozenset[int]
    of_other_years: tuple[str, ...] = ()
    looks: Looks = field(default_factory=dict)

    @property
    def allowed(self) -> int:
        """Attempts allowed: fixed by the first attempt, else the number of active approaches."""
        return int(self.started[0]["attempts_allowed"]) if self.started else len(self.approaches)

    @property
    def left(self) -> int:
        """Attempts that may still spend significance; one that closed before its test spent none."""
        spent = sum(int(row["attempt"]) not in self.closed_untested for row in self.started)
        return self.allowed - spent - sum(map(_looks_after_a_failure, self.looks.values()))

    def left_on(self, needs_fingerprint: str) -> int:
        """Return the attempts that may still spend significance on exactly these answers."""
        return self.left - self.of_other_years.count(needs_fingerprint)

    def spends(self, attempt: Attempt, segments_fingerprint: str) -> bool:
        """Tell whether testing these segments spends significance that starting the attempt did not."""
        looks = self.looks.get(attempt.attempt, ())
        further = (*looks, (segments_fingerprint, False))
        return attempt.attempt in self.closed_untested or (
            _looks_after_a_failure(further) > _looks_after_a_failure(looks)
        )

    @property
    def attempts(self) -> list[Attempt]:
        """The attempts recorded, in order."""
        return [
            Attempt(**{key: row[key] for key in _FIELDS}, k=row.get("k"), merged=row.get("merged"), recorded=True)
            for row in self.started
        ]

    def of_needs(self, needs_fingerprint: str) -> list[Attempt]:
        """Return the attempts recorded on exactly these answers, in order."""
        return [attempt for attempt in self.attempts if attempt.needs_fingerprint == needs_fingerprint]

    def undone(self, needs_fingerprint: str) -> Plan | None:
        """Return the first plan that a decision asks for and that these answers have not been tested on."""
        tried = {attempt.plan for attempt in self.of_needs(needs_fingerprint)}
        return next((plan for plan in self.decided if plan not in tried), None)

    def standing(self, needs_fingerprint: str) -> Attempt | None:
        """Return the attempt where the ledger stands on these answers, None when a decision asks for another."""
        recorded = self.of_needs(needs_fingerprint)
        return recorded[-1] if recorded and self.undone(needs_fingerprint) is None else None

    def new(self, needs_fingerprint: str) -> Attempt | None:
        """Return the next attempt on these answers, or None when plans or significance are used up.

        What a decision asks for comes before the approaches in their order.
        """
        tried = {attempt.plan for attempt in self.of_needs(needs_fingerprint)}
        plans = [*self.decided, *(Plan(approach) for approach in self.approaches)]
        plan = next((plan for plan in plans if plan not in tried), None)
        if plan is None or self.left_on(needs_fingerprint) < 1:
            return None
        number = max((int(row["attempt"]) for row in self.started), default=0) + 1
        alpha = ERROR_RATE_OF_A_YEAR / self.allowed
        return Attempt(
            self.fiscal_year,
            number,
            plan.approach,
            alpha,
            self.allowed,
            needs_fingerprint,
            recorded=False,
            k=plan.k,
            merged=plan.merged,
        )


def _looks_after_a_failure(looks: Sequence[tuple[str | None, bool]]) -> int:
    """Count the segments that were first looked at when a test of other segments of the attempt had failed."""
    seen: set[str | None] = set()
    failed, count = False, 0
    for segments, has_failed in looks:
        count += failed and segments not in seen
        seen.add(segments)
        failed = failed or has_failed
    return count


_FIELDS = ("fiscal_year", "attempt", "approach", "alpha", "attempts_allowed", "needs_fingerprint")


def account(
    events: Sequence[Mapping[str, Any]], fiscal_year: int, approaches: Sequence[str], decided: Sequence[Plan] = ()
) -> Account:
    """Read a year's account from the events of the ledger's stream `attempts`.

    `approaches` are the active ones in the order in which they are attempted, `decided` the plans that decisions
    ask for, in the order in which they were taken.

    `attempt_tested` and `attempt_failed` name what was tested by `segments_fingerprint`. `attempt_closed` (no eligible
    number of segments, nothing tested) spends nothing; an attempt that was ever tested stays spent, whatever is said
    of it later.
    """
    tested = {(event["fiscal_year"], event["attempt"]) for event in events if event["event"] == "attempt_tested"}
    of_year = [event for event in events if event["fiscal_year"] == fiscal_year]
    started = sorted(
        (event for event in of_year if event["event"] == "attempt_started"),
        key=lambda event: event["attempt"],
    )
    closed = {event["attempt"] for event in of_year if event["event"] == "attempt_closed"}
    untested = frozenset(number for number in closed if (fiscal_year, number) not in tested)
    elsewhere = {
        (event["fiscal_year"], event["attempt"]): str(event["needs_fingerprint"])
        for event in events
        if event["fiscal_year"] != fiscal_year and (event["fiscal_year"], event["attempt"]) in tested
    }
    looks: dict[int, tuple[tuple[str | None, bool], ...]] = {}
    for event in of_year:
        if event["event"] in ("attempt_tested", "attempt_failed"):
            look = (event.get("segments_fingerprint"), event["event"] == "attempt_failed")
            looks[event["attempt"]] = (*looks.get(event["attempt"], ()), look)
    return Account(
        fiscal_year,
        tuple(approaches),
        tuple(decided),
        tuple(started),
        untested,
        tuple(sorted(elsewhere.values())),
        looks,
    )
