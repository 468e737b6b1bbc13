"""Copies the exported tables out of the warehouse: Parquet for the site, CSV and a dictionary for people."""

import csv
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

# a spreadsheet runs a cell that starts with one of these as a formula
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class ExportedTable:
    """One table as it lies in the exports folder."""

    name: str
    rows: int
    checksum: str


def export_schemas(
    warehouse: Path, schemas: Sequence[str], manifest: Mapping[str, Any], folder: Path
) -> list[ExportedTable]:
    """Write every table of some schemas to `folder` as Parquet and CSV in one fixed order, and the dictionary.

    Returns the tables with the SHA-256 of their Parquet files; the same rows always give the same bytes.

    Raises
    ------
    ValueError
        Two schemas have a table of one name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(warehouse), read_only=True, config={"threads": 1}) as connection:
        names = connection.execute(
            "select table_name, table_schema from information_schema.tables where list_contains(?, table_schema)"
            " order by all",
            [list(schemas)],
        ).fetchall()
        twice = [name for number, (name, _) in enumerate(names) if name in {other for other, _ in names[:number]}]
        if twice:
            raise ValueError(f"{twice[0]} is a table of more than one of {', '.join(schemas)}: rename one")
        tables = [_export_table(connection, f'"{schema}"."{name}"', name, folder) for name, schema in names]
    dictionary = [row for schema in schemas for row in dictionary_rows(manifest, schema)]
    write_csv(folder / "data_dictionary.csv", DICTIONARY_HEADER, dictionary)
    return tables


def export_tables(warehouse: Path, tables: Mapping[str, str], folder: Path) -> list[ExportedTable]:
    """Write tables (name of the file to table of the warehouse) to `folder`, as `export_schemas` writes them."""
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(warehouse), read_only=True, config={"threads": 1}) as connection:
        return [_export_table(connection, table, name, folder) for name, table in tables.items()]


def fingerprint(tables: Sequence[ExportedTable]) -> str:
    """Return one checksum over everything exported."""
    lines = "".join(f"{table.name} {table.checksum}\n" for table in tables)
    return hashlib.sha256(lines.encode()).hexdigest()


def fingerprint_of(folder: Path) -> str:
    """Return the fingerprint of tables that were exported to `folder`."""
    files = sorted(folder.glob("*.parquet"))
    return fingerprint([ExportedTable(path.stem, 0, _checksum(path)) for path in files])


def _export_table(connection: duckdb.DuckDBPyConnection, table: str, name: str, folder: Path) -> ExportedTable:
    """Write one table in both forms."""
    parquet = folder / f"{name}.parquet"
    query = f"select * from {table} order by all"
    target = str(parquet).replace("'", "''")
    connection.execute(f"copy ({query}) to '{target}' (format parquet, compression zstd)")
    result = connection.execute(query)
    header = [column[0] for column in result.description or []]
    rows = result.fetchall()
    write_csv(folder / f"{name}.csv", header, rows)
    return ExportedTable(name, len(rows), _checksum(parquet))


def _checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_csv(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Write a CSV that a spreadsheet opens with its Thai letters intact and no cell run as a formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([_cell(name) for name in header])
        writer.writerows([_cell(value) for value in row] for row in rows)


def _cell(value: object) -> str:
    """One value as text; only text can hold a formula, so numbers keep their sign."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case datetime() | date():
            return value.isoformat()
        case str():
            return f"'{value}" if value.startswith(FORMULA_STARTS) else value
        case _:
            return str(value)


DICTIONARY_HEADER = ("table", "column", "data_type", "description", "table_description")


def dictionary_rows(manifest: Mapping[str, Any], schema: str) -> list[tuple[str, str, str, str, str]]:
    """Return one row per column of the schema's models, as dbt's manifest describes them."""
    models = sorted(
        (node for node in manifest["nodes"].values() if node["resource_type"] == "model" and node["schema"] == schema),
        key=lambda node: str(node["alias"]),
    )
    return [
        (
            model["alias"],
            column["name"],
            column.get("data_type") or "",
            " ".join(column["description"].split()),
            " ".join(model["description"].split()),
        )
        for model in models
        for column in model["columns"].values()
    ]
