"""The two laws that only the graph can show: needs make no segments, and nothing of S6 to S9 goes round the gate."""

from typing import Any

PREFIX = "model.customer_segmentation."
BEHIND_THE_GATE = {"S6", "S7", "S8", "S9"}
TOPICS_BEHIND_THE_GATE = {"profiles", "kpi", "targeting", "positioning", "lookalike", "drivers", "plans"}
MEASURES_THE_AREA_SOLD = {"area_against_target"}
"""What is sold and leased is counted whether or not the year has segments."""

Manifest = dict[str, Any]


def parents(manifest: Manifest, name: str) -> set[str]:
    """Return the models that a model reads itself."""
    nodes = manifest["parent_map"].get(PREFIX + name, [])
    return {node.removeprefix(PREFIX) for node in nodes if node.startswith(PREFIX)}


def upstream(manifest: Manifest, name: str) -> set[str]:
    """Return every model that a model stands on."""
    found: set[str] = set()
    waiting = parents(manifest, name)
    while waiting:
        parent = waiting.pop()
        found.add(parent)
        waiting |= parents(manifest, parent) - found
    return found


def marts(manifest: Manifest) -> dict[str, Manifest]:
    """Return the marts by name."""
    return {
        node["name"]: node
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["path"].startswith("marts/")
    }


def test_what_makes_and_places_segments_reads_no_answer(manifest: Manifest) -> None:
    for name in ("int_segmentation_choice", "int_segmentation_rule", "int_customer_placement"):
        models = upstream(manifest, name)
        assert "int_basis_values" in models
        answers = {model for model in models if "stg_survey_answers" in upstream(manifest, model) | {model}}
        assert answers == set()
        # the dates of the survey name the year and its periods; the answers lie beside them in the checked rows
        readers = {model for model in models if "stg_survey_responses__checked" in parents(manifest, model)}
        assert readers <= {"stg_survey_responses"}


def test_the_test_reads_needs_and_not_the_basis(manifest: Manifest) -> None:
    assert parents(manifest, "int_need_scores") == {"int_need_answers"}
    assert "int_basis_values" not in upstream(manifest, "int_need_scores")


def test_every_model_of_s6_to_s9_descends_from_customer_segments(manifest: Manifest) -> None:
    for name, node in marts(manifest).items():
        serves = set(node["config"]["meta"].get("serves", []))
        topic = node["path"].split("/")[1]
        if serves & BEHIND_THE_GATE or topic in TOPICS_BEHIND_THE_GATE:
            behind = {name} | upstream(manifest, name)
            assert "customer_segments" in behind or name in MEASURES_THE_AREA_SOLD, name


def test_customer_segments_waits_for_the_test(manifest: Manifest) -> None:
    gate = manifest["parent_map"]["test.customer_segmentation.groups_differ"]
    tested = {node.removeprefix(PREFIX) for node in gate}
    assert "segment_tests" in tested
    # dbt skips what has every tested model above it
    assert tested <= upstream(manifest, "customer_segments")


def test_nothing_past_the_gate_reads_the_placement_itself(manifest: Manifest) -> None:
    readers = {
        node["name"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and "int_customer_placement" in parents(manifest, node["name"])
    }
    assert readers == {
        "customer_segments",
        "int_need_cells",
        "int_need_counts",
        "int_segment_distinctions",
        "int_segment_overlap",
        "int_verdict_reasons",
    }
