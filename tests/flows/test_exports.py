"""What leaves the warehouse: the same bytes for the same rows, and no cell that a spreadsheet runs."""

import csv
from pathlib import Path
from typing import Any

import duckdb
import pytest

from customer_segmentation.exports import export_schemas, fingerprint

MANIFEST: dict[str, Any] = {
    "nodes": {
        "model.x.segments": {
            "resource_type": "model",
            "schema": "public_edition",
            "name": "public_segments",
            "alias": "segments",
            "description": "One row per\nsegment.",
            "columns": {"name": {"name": "name", "data_type": "varchar", "description": "Its  name"}},
        },
        "model.x.other": {"resource_type": "model", "schema": "marts", "name": "other", "columns": {}},
    }
}


def warehouse(folder: Path, values: str) -> Path:
    """A warehouse with one exported table."""
    path = folder / "warehouse.duckdb"
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema public_edition")
        connection.execute(f"create table public_edition.segments as from (values {values}) as rows(name, share)")
    return path


def read(path: Path) -> list[list[str]]:
    """The rows of a CSV, which must start with the byte-order mark that Excel needs for Thai."""
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_cell_starts_a_formula(tmp_path: Path, start: str) -> None:
    """The cell keeps its text behind an apostrophe; numbers keep their sign; what is unknown stays empty."""
    path = warehouse(tmp_path, f"('{start}cmd', -1.5), ('กลุ่ม 1', null)")
    export_schemas(path, ["public_edition"], MANIFEST, tmp_path / "out")
    rows = read(tmp_path / "out" / "segments.csv")
    assert rows[0] == ["name", "share"]
    assert sorted(rows[1:]) == sorted([[f"'{start}cmd", "-1.5"], ["กลุ่ม 1", ""]])


def test_the_order_in_the_warehouse_does_not_change_a_byte(tmp_path: Path) -> None:
    """Two warehouses with the same rows, written in another order, export the same files."""
    there = export_schemas(warehouse(tmp_path, "('a', 1), ('b', 2)"), ["public_edition"], MANIFEST, tmp_path / "1")
    back = export_schemas(warehouse(tmp_path, "('b', 2), ('a', 1)"), ["public_edition"], MANIFEST, tmp_path / "2")
    assert there == back
    assert fingerprint(there) == fingerprint(back)
    for name in ("segments.parquet", "segments.csv", "data_dictionary.csv"):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()


def test_the_dictionary_describes_the_exported_columns_only(tmp_path: Path) -> None:
    """One row per column, with the descriptions of the models."""
    export_schemas(warehouse(tmp_path, "('a', 1)"), ["public_edition"], MANIFEST, tmp_path / "out")
    assert read(tmp_path / "out" / "data_dictionary.csv")[1:] == [
        ["segments", "name", "varchar", "Its name", "One row per segment."]
    ]


def test_an_edition_takes_the_tables_of_all_its_schemas_and_no_name_twice(tmp_path: Path) -> None:
    path = warehouse(tmp_path, "('a', 1)")
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema intranet_edition; create table intranet_edition.customers as select 1 as k")
    both = ["public_edition", "intranet_edition"]
    assert [table.name for table in export_schemas(path, both, MANIFEST, tmp_path / "in")] == ["customers", "segments"]
    assert [table.name for table in export_schemas(path, both[:1], MANIFEST, tmp_path / "out")] == ["segments"]
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table intranet_edition.segments as select 1 as k")
    with pytest.raises(ValueError, match="segments is a table of more than one of public_edition, intranet_edition"):
        export_schemas(path, both, MANIFEST, tmp_path / "twice")
