"""Makes docs/coverage.md: what the work manual asks for, and which tables and pages serve it.

Models, seeds and exposures say in `config.meta.serves` what they serve; seeds/requirements.csv says what the
manual asks and why something is not served yet. Run `dbt parse`, then `python -m customer_segmentation.coverage`.
"""

import argparse
import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[2]
REQUIREMENTS = PROJECT / "seeds" / "requirements.csv"
DOCUMENT = PROJECT / "docs" / "coverage.md"

KINDS = {"model": "table", "seed": "reference data", "exposure": "page or file"}

HEADER = """# Coverage of the work manual

Made by `python -m customer_segmentation.coverage` from `seeds/requirements.csv` and `config.meta.serves` of
tables, reference data and pages; a test holds it up to date. S are the steps of the process, I its inputs,
K its indicators, A what holds for all of it.

| id | the manual asks | served by |
| --- | --- | --- |
"""


@dataclass(frozen=True)
class Requirement:
    """One thing that the manual asks for; without a reason something must serve it."""

    id: str
    text_th: str
    text_en: str
    not_served_reason: str


def read_requirements(path: Path = REQUIREMENTS) -> list[Requirement]:
    """Read what the manual asks for, in the order of the file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Requirement(row["id"], row["text_th"], row["text_en"], row["not_served_reason"])
            for row in csv.DictReader(file)
        ]


def read_served(manifest: Mapping[str, Any]) -> dict[str, list[tuple[str, str]]]:
    """Return per id the (kind, name) of what serves it, by kind and name, from dbt's manifest."""
    served: dict[str, set[tuple[str, str]]] = {}
    for node in (*manifest["nodes"].values(), *manifest["exposures"].values()):
        kind = node["resource_type"]
        if kind not in KINDS:
            continue
        for requirement in node["config"].get("meta", {}).get("serves", []):
            served.setdefault(requirement, set()).add((kind, node["name"]))
    order = list(KINDS)
    return {
        requirement: sorted(names, key=lambda item: (order.index(item[0]), item[1]))
        for requirement, names in served.items()
    }


def disagreements(requirements: Iterable[Requirement], served: Mapping[str, list[tuple[str, str]]]) -> list[str]:
    """Name every id where what is served and what the requirements say differ, both ways."""
    expected = {row.id: row for row in requirements}
    found = [
        f"{name} serves {id_}, which the manual does not ask"
        for id_ in served.keys() - expected.keys()
        for _, name in served[id_]
    ]
    for row in expected.values():
        if row.id in served and row.not_served_reason:
            names = ", ".join(name for _, name in served[row.id])
            found.append(f"{row.id} is served by {names} and still has a reason why it is not")
        if row.id not in served and not row.not_served_reason:
            found.append(f"{row.id} is served by nothing and has no reason")
    return sorted(found)


def render(requirements: Iterable[Requirement], served: Mapping[str, list[tuple[str, str]]]) -> str:
    """Return the document."""
    lines = [
        f"| {row.id} | {row.text_en}<br>{row.text_th} | {_served_by(row, served.get(row.id, []))} |\n"
        for row in requirements
    ]
    return HEADER + "".join(lines)


def _served_by(requirement: Requirement, names: list[tuple[str, str]]) -> str:
    if not names:
        return f"not yet: {requirement.not_served_reason}"
    parts = []
    for kind, label in KINDS.items():
        of_kind = [f"`{name}`" for found, name in names if found == kind]
        if of_kind:
            parts.append(f"{label}: {', '.join(of_kind)}")
    return "<br>".join(parts)


def main() -> None:
    """Write the document from a manifest that dbt has made."""
    parser = argparse.ArgumentParser(description="Make docs/coverage.md from dbt's manifest.")
    parser.add_argument("--manifest", type=Path, default=PROJECT / "target" / "manifest.json")
    parser.add_argument("--output", type=Path, default=DOCUMENT)
    arguments = parser.parse_args()
    requirements = read_requirements()
    served = read_served(json.loads(arguments.manifest.read_text(encoding="utf-8")))
    problems = disagreements(requirements, served)
    if problems:
        parser.exit(1, "".join(f"{problem}\n" for problem in problems))
    arguments.output.write_text(render(requirements, served), encoding="utf-8")


if __name__ == "__main__":
    main()
