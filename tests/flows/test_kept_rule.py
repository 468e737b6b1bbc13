"""Keeping last year's rule takes a decision and the rule: then it is the first attempt."""

from pathlib import Path
from typing import Any

import pytest

from customer_segmentation.archive import last_rule
from flows import readings


class Answers:
    """A warehouse that holds the seed of approaches and the decision of S1."""

    def __init__(self, outcome: str | None, approaches: tuple[str, ...]) -> None:
        self._outcome = outcome
        self._approaches = approaches

    def rows(self, query: str, parameters: object = ()) -> list[dict[str, Any]]:
        """Answer the two questions that the order asks."""
        if "seeds.approaches" in query:
            return [{"approach": approach, "is_active": approach != "keep"} for approach in self._approaches]
        return [] if self._outcome is None else [{"outcome": self._outcome}]


@pytest.mark.parametrize(
    ("outcome", "archived", "expected"),
    [
        ("keep", True, ["keep", "kmeans", "mixture"]),
        ("keep", False, ["kmeans", "mixture"]),
        ("adjust", True, ["kmeans", "mixture"]),
        (None, True, ["kmeans", "mixture"]),
    ],
)
def test_the_kept_rule_comes_first_when_it_is_decided_and_archived(
    outcome: str | None, archived: bool, expected: list[str]
) -> None:
    warehouse: Any = Answers(outcome, ("kmeans", "mixture", "keep"))
    assert readings.approaches(warehouse, archived) == expected


def test_a_seed_without_keep_never_keeps() -> None:
    warehouse: Any = Answers("keep", ("kmeans",))
    assert readings.approaches(warehouse, True) == ["kmeans"]


def test_the_last_rule_is_of_the_newest_earlier_year_as_restated(tmp_path: Path) -> None:
    assert last_rule(tmp_path, 2567) is None
    for name in ("2565", "2566", "2566-restated-2", "2566-restated-10", "2567", "2568", ".new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "int_segmentation_rule.parquet").touch()
    found = last_rule(tmp_path, 2567)
    assert found is not None and found.parent.name == "2566-restated-10"
