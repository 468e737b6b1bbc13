"""The published schema follows the contract, and who is concerned by a change that breaks it is named."""

import copy
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from customer_segmentation.profile_database import (
    TABLES,
    Schema,
    problems,
    read_consumers,
    read_schema,
    table_schema,
    unknown_columns,
)

CONSUMERS = {("segments", "area"): ["Utilities plan (unit 1)"]}


@pytest.fixture
def published() -> Schema:
    """A table of two columns."""
    return {
        "title": "segments",
        "version": "1.2",
        "properties": {"area": {"type": "number"}, "name": {"type": ["string", "null"]}},
    }


def changed(schema: Schema, version: str, **columns: Schema | None) -> Schema:
    """The schema under another version, with columns replaced, added or (None) taken away."""
    fresh = copy.deepcopy(schema) | {"version": version}
    fresh["properties"] |= columns
    fresh["properties"] = {name: column for name, column in fresh["properties"].items() if column}
    return fresh


@pytest.mark.parametrize("column", [None, {"type": "string"}, {"type": ["number", "null"]}])
def test_a_breaking_column_names_its_consumers(published: Schema, column: Schema | None) -> None:
    (line,) = problems(published, changed(published, "1.3", area=column), CONSUMERS)
    assert line.startswith("segments.area ")
    assert "used by Utilities plan (unit 1)" in line and "expected schema_version 2.0" in line
    assert problems(published, changed(published, "2.0", area=column), CONSUMERS) == []


def test_a_new_column_asks_for_the_next_minor_version(published: Schema) -> None:
    new: Schema = {"type": "integer"}
    (line,) = problems(published, changed(published, "1.2", customers=new), CONSUMERS)
    assert "segments.customers is new" in line and "expected schema_version 1.3" in line
    assert problems(published, changed(published, "1.3", customers=new), CONSUMERS) == []


def test_a_value_that_can_no_longer_be_missing_breaks_nobody(published: Schema) -> None:
    assert problems(published, changed(published, "1.3", name={"type": "string"}), CONSUMERS) == []


@pytest.mark.parametrize("table", sorted(TABLES))
def test_docs_schemas_are_up_to_date(manifest: dict[str, Any], table: str) -> None:
    made = table_schema(manifest, table)
    assert problems(read_schema(table), made, read_consumers(manifest)) == []
    assert read_schema(table) == made, "run dbt parse and python -m customer_segmentation.profile_database"
    Draft202012Validator.check_schema(made)
    validator = Draft202012Validator(made)
    empty = dict.fromkeys(made["required"])
    needed = {name for name, column in made["properties"].items() if not isinstance(column["type"], list)}
    assert needed and {error.path[0] for error in validator.iter_errors(empty)} == needed


def test_every_registered_consumer_uses_columns_that_are_there(manifest: dict[str, Any]) -> None:
    assert read_consumers(manifest) and unknown_columns(manifest) == []
