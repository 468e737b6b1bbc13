"""The Customer Segment Profile as data that other processes join to: tables, their JSON Schema, and who uses them.

A table's schema is made from its contract and kept in docs/schemas under a version (`config.meta.schema_version`). What
may break a consumer (a column that goes, changes its type or may now be null) asks for the next whole version and names
the consumers; a new column for the next minor one. Consumers are the dbt exposures that name columns. Run `dbt parse`,
then `python -m customer_segmentation.profile_database`.
"""

import argparse
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from customer_segmentation.exports import ExportedTable, export_tables

PROJECT = Path(__file__).parents[2]
SCHEMAS = PROJECT / "docs" / "schemas"
TABLES = {"customer_segments": "marts.customer_segments", "segment_profiles": "marts.segment_profiles"}
"""Name of the file to table of the warehouse; customer-level, so never part of an edition."""

JSON_TYPES = {
    "varchar": {"type": "string"},
    "integer": {"type": "integer"},
    "bigint": {"type": "integer"},
    "double": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
}

Schema = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """What differs between two versions of a table."""

    table: str
    column: str
    what: str
    breaks: bool


def table_schema(manifest: Mapping[str, Any], table: str) -> Schema:
    """Return the JSON Schema of one row of a table, from the contract in dbt's manifest.

    Raises
    ------
    KeyError
        The manifest has no such model, or a column's type has no JSON type.
    """
    model = next(node for node in manifest["nodes"].values() if _is_model(node, table))
    columns = model["columns"].values()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:customer-segmentation:{table}:{model['config']['meta']['schema_version']}",
        "title": table,
        "version": model["config"]["meta"]["schema_version"],
        "description": _line(model["description"]),
        "type": "object",
        "properties": {column["name"]: _property(column) for column in columns},
        "required": [column["name"] for column in columns],
        "additionalProperties": False,
    }


def changes(before: Schema, now: Schema) -> list[Change]:
    """Return what a consumer of `before` meets in `now`, by column; other words in a description are no change."""
    found = []
    old, new = before["properties"], now["properties"]
    for column in sorted(old.keys() | new.keys()):
        if column not in new:
            found.append(Change(now["title"], column, "is gone", breaks=True))
        elif column not in old:
            found.append(Change(now["title"], column, "is new", breaks=False))
        elif (is_ := _kind(new[column])) != (was := _kind(old[column])):
            # a value that can no longer be missing breaks nobody
            breaks = not set(is_) <= set(was)
            found.append(Change(now["title"], column, f"was {' or '.join(was)}, is {' or '.join(is_)}", breaks))
    return found


def problems(before: Schema, now: Schema, consumers: Mapping[tuple[str, str], Iterable[str]]) -> list[str]:
    """Say of every change that the version does not announce what to do, and whom it concerns."""
    found = changes(before, now)
    major, minor = _version(now)
    old_major, old_minor = _version(before)
    announced_break, announced = major > old_major, (major, minor) > (old_major, old_minor)
    lines = []
    for change in found:
        if announced_break or (announced and not change.breaks):
            continue
        wanted = f"{old_major + 1}.0" if change.breaks else f"{old_major}.{old_minor + 1}"
        users = ", ".join(consumers.get((change.table, change.column), ())) or "no registered consumer"
        lines.append(
            f"{change.table}.{change.column} {change.what} ({'used by ' + users if change.breaks else 'additional'}): "
            f"expected schema_version {wanted} or later in its YAML, found {now['version']}"
        )
    return lines


def read_consumers(manifest: Mapping[str, Any]) -> dict[tuple[str, str], list[str]]:
    """Return who uses a column, by table and column, from the exposures that name columns."""
    users: dict[tuple[str, str], list[str]] = {}
    for exposure in sorted(manifest["exposures"].values(), key=lambda node: str(node["name"])):
        for table, columns in exposure["config"].get("meta", {}).get("columns", {}).items():
            for column in columns:
                name = f"{exposure['label'] or exposure['name']} ({exposure['owner']['name']})"
                users.setdefault((table, column), []).append(name)
    return users


def unknown_columns(manifest: Mapping[str, Any]) -> list[str]:
    """Name every column that a registered consumer uses and no table of the database has."""
    known = {(table, column) for table in TABLES for column in table_schema(manifest, table)["properties"]}
    return sorted(
        f"{table}.{column}, used by {', '.join(users)}, is no column of the profile database"
        for (table, column), users in read_consumers(manifest).items()
        if (table, column) not in known
    )


def write_database(warehouse: Path, manifest: Mapping[str, Any], folder: Path) -> list[ExportedTable]:
    """Write the tables as Parquet and CSV with their schemas beside them, and return the tables."""
    tables = export_tables(warehouse, TABLES, folder)
    for table in TABLES:
        write_schema(folder, table_schema(manifest, table))
    return tables


def write_schema(folder: Path, schema: Schema) -> Path:
    """Write a schema as `<table>.schema.json`."""
    path = folder / f"{schema['title']}.schema.json"
    path.write_text(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return path


def read_schema(table: str, folder: Path = SCHEMAS) -> Schema:
    """Return the schema that is published now."""
    content: Schema = json.loads((folder / f"{table}.schema.json").read_text(encoding="utf-8"))
    return content


def _is_model(node: Mapping[str, Any], table: str) -> bool:
    return bool(node["resource_type"] == "model" and node["name"] == table)


def _property(column: Mapping[str, Any]) -> Schema:
    """Return what a column holds; null is allowed unless the contract forbids it."""
    known = JSON_TYPES[column["data_type"]]
    forbids_null = any(constraint["type"] == "not_null" for constraint in column["constraints"])
    kinds = known["type"] if forbids_null else [known["type"], "null"]
    return {**known, "type": kinds, "description": _line(column["description"])}


def _kind(column: Schema) -> list[str]:
    kinds = column["type"]
    listed = kinds if isinstance(kinds, list) else [kinds]
    return [*listed, column["format"]] if "format" in column else listed


def _version(schema: Schema) -> tuple[int, int]:
    major, minor = schema["version"].split(".")
    return int(major), int(minor)


def _line(text: str) -> str:
    return " ".join(text.split())


def main() -> None:
    """Write docs/schemas from a manifest that dbt has made, unless a change is not announced."""
    parser = argparse.ArgumentParser(description="Make docs/schemas from dbt's manifest.")
    parser.add_argument("--manifest", type=Path, default=PROJECT / "target" / "manifest.json")
    manifest = json.loads(parser.parse_args().manifest.read_text(encoding="utf-8"))
    schemas = [table_schema(manifest, table) for table in TABLES]
    found = unknown_columns(manifest)
    for schema in schemas:
        if (SCHEMAS / f"{schema['title']}.schema.json").exists():
            found += problems(read_schema(schema["title"]), schema, read_consumers(manifest))
    if found:
        parser.exit(1, "".join(f"{line}\n" for line in found))
    SCHEMAS.mkdir(parents=True, exist_ok=True)
    for schema in schemas:
        write_schema(SCHEMAS, schema)


if __name__ == "__main__":
    main()
