"""The account of a year's attempts: which approach comes next, and what significance it may spend.

The year's error rate is divided over the attempts allowed (Bonferroni), a number fixed before the first one.
An attempt is known by its fiscal year, its approach and the fingerprint of the needs answers: the same three
again are the same look at the data and spend nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ERROR_RATE_OF_A_YEAR = 0.05


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

    def as_event(self) -> dict[str, Any]:
        """Return the fields of the ledger event `attempt_started`."""
        return {
            "fiscal_year": self.fiscal_year,
            "attempt": self.attempt,
            "approach": self.approach,
            "alpha": self.alpha,
            "attempts_allowed": self.attempts_allowed,
            "needs_fingerprint": self.needs_fingerprint,
        }


@dataclass(frozen=True)
class Account:
    """The attempts of one fiscal year as the ledger holds them."""

    fiscal_year: int
    approaches: tuple[str, ...]
    started: tuple[Mapping[str, Any], ...]
    closed_untested: frozenset[int]

    @property
    def allowed(self) -> int:
        """Attempts allowed: fixed by the first attempt, else the number of active approaches."""
        return int(self.started[0]["attempts_allowed"]) if self.started else len(self.approaches)

    @property
    def left(self) -> int:
        """Attempts that may still spend significance; one that closed before its test spent none."""
        return self.allowed - sum(int(row["attempt"]) not in self.closed_untested for row in self.started)

    def of_needs(self, needs_fingerprint: str) -> list[Attempt]:
        """Return the attempts recorded on exactly these answers, in order."""
        return [
            Attempt(**{key: row[key] for key in _FIELDS}, recorded=True)
            for row in self.started
            if row["needs_fingerprint"] == needs_fingerprint
        ]

    def new(self, needs_fingerprint: str) -> Attempt | None:
        """Return the next attempt on these answers, or None when approaches or significance are used up."""
        tried = {attempt.approach for attempt in self.of_needs(needs_fingerprint)}
        approach = next((key for key in self.approaches if key not in tried), None)
        if approach is None or self.left < 1:
            return None
        number = max((int(row["attempt"]) for row in self.started), default=0) + 1
        alpha = ERROR_RATE_OF_A_YEAR / self.allowed
        return Attempt(self.fiscal_year, number, approach, alpha, self.allowed, needs_fingerprint, recorded=False)


_FIELDS = ("fiscal_year", "attempt", "approach", "alpha", "attempts_allowed", "needs_fingerprint")


def account(events: Sequence[Mapping[str, Any]], fiscal_year: int, approaches: Sequence[str]) -> Account:
    """Read a year's account from the events of the ledger's stream `attempts`.

    The last word on an attempt counts: `attempt_closed` (no eligible number of segments, nothing tested)
    until an `attempt_tested` follows it.
    """
    of_year = [event for event in events if event["fiscal_year"] == fiscal_year]
    started = sorted(
        (event for event in of_year if event["event"] == "attempt_started"),
        key=lambda event: event["attempt"],
    )
    last_word = {event["attempt"]: event["event"] for event in of_year if event["event"] != "attempt_started"}
    closed = frozenset(number for number, word in last_word.items() if word == "attempt_closed")
    return Account(fiscal_year, tuple(approaches), tuple(started), closed)
