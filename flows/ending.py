"""How a cycle can end, and what a person is told then: one sentence in Thai, the same in English."""

from dataclasses import dataclass

PUBLISHED, FAILED, NOT_STARTED, GATE_CLOSED, NOT_APPROVED, NOT_SIGNED = range(6)
OUTCOMES = ("published", "failed", "not_started", "gate_closed", "not_approved", "not_signed")


@dataclass(frozen=True)
class Ending:
    """The exit code (its meaning stands in the README) and the message."""

    exit_code: int
    thai: str
    english: str

    @property
    def outcome(self) -> str:
        """Name of the outcome, as the ledger writes it."""
        return OUTCOMES[self.exit_code]


class CycleStoppedError(Exception):
    """The cycle can't go on; whoever catches it shows the ending."""

    def __init__(self, ending: Ending) -> None:
        self.ending = ending
        super().__init__(ending.english)
