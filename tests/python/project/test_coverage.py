"""What the work manual asks for and what serves it are the same set, and docs/coverage.md says so."""

from typing import Any

from customer_segmentation.coverage import (
    DOCUMENT,
    Requirement,
    disagreements,
    read_requirements,
    read_served,
    render,
)


def requirement(id_: str, reason: str = "") -> Requirement:
    return Requirement(id_, f"ข้อกำหนด {id_}", f"Requirement {id_}", reason)


def test_what_is_served_and_what_has_a_reason_make_up_the_manual(manifest: dict[str, Any]) -> None:
    assert disagreements(read_requirements(), read_served(manifest)) == []


def test_docs_coverage_is_up_to_date(manifest: dict[str, Any]) -> None:
    expected = render(read_requirements(), read_served(manifest))
    assert DOCUMENT.read_text(encoding="utf-8") == expected, (
        "run dbt parse and python -m customer_segmentation.coverage"
    )


def test_every_mart_seed_and_exposure_says_what_it_serves(manifest: dict[str, Any]) -> None:
    nodes = (*manifest["nodes"].values(), *manifest["exposures"].values())
    silent = [
        node["name"]
        for node in nodes
        if node["resource_type"] in ("seed", "exposure")
        or (node["resource_type"] == "model" and node["path"].startswith("marts/"))
        if not node["config"].get("meta", {}).get("serves")
    ]
    assert silent == []


def test_every_id_of_the_manual_is_asked_for() -> None:
    expected = [
        f"{kind}{number}" for kind, last in (("S", 9), ("I", 5), ("K", 4), ("A", 4)) for number in range(1, last + 1)
    ]
    assert [row.id for row in read_requirements()] == expected


def test_disagreements_are_found_both_ways() -> None:
    requirements = [
        requirement("S1"),
        requirement("S2"),
        requirement("S3", "no form yet"),
        requirement("S4", "no feed yet"),
    ]
    served = {"S1": [("model", "a")], "S4": [("model", "b")], "X9": [("exposure", "c")]}
    assert disagreements(requirements, served) == [
        "S2 is served by nothing and has no reason",
        "S4 is served by b and still has a reason why it is not",
        "c serves X9, which the manual does not ask",
    ]


def test_tables_seeds_and_pages_count_and_tests_do_not() -> None:
    def node(kind: str, name: str, *serves: str) -> dict[str, Any]:
        return {"resource_type": kind, "name": name, "config": {"meta": {"serves": list(serves)}}}

    found = read_served(
        {
            "nodes": {
                "1": node("seed", "units", "S5"),
                "2": node("model", "tests", "S5"),
                "3": node("test", "t", "S6"),
            },
            "exposures": {"4": node("exposure", "page", "S5", "S7"), "5": node("exposure", "silent")},
        }
    )
    assert found == {
        "S5": [("model", "tests"), ("seed", "units"), ("exposure", "page")],
        "S7": [("exposure", "page")],
    }


def test_a_row_names_what_serves_it_or_why_nothing_does() -> None:
    rows = [requirement("S5"), requirement("S8", "no form yet")]
    lines = render(rows, {"S5": [("model", "tests"), ("exposure", "page")]}).splitlines()
    assert lines[-2:] == [
        "| S5 | Requirement S5<br>ข้อกำหนด S5 | table: `tests`<br>page or file: `page` |",
        "| S8 | Requirement S8<br>ข้อกำหนด S8 | not yet: no form yet |",
    ]
