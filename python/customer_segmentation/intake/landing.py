"""Writes what a file held into the landing zone: text Parquet named by content, written once, never changed."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from customer_segmentation.declarations import Feed
from customer_segmentation.intake.grids import Grid
from customer_segmentation.intake.tables import Layout, Table
from customer_segmentation.intake.workbook_xml import column_letters

DECLARED = "0000-declared"
BATCH_ROWS = 50_000
_TEXT = pa.string()
_SOURCE_FIELDS = [
    ("_file", _TEXT),
    ("_file_hash", _TEXT),
    ("_landing_key", _TEXT),
    ("_sheet", _TEXT),
    ("_table", pa.int32()),
]
_ROW_FIELDS = [
    *_SOURCE_FIELDS,
    ("_title", _TEXT),
    ("_row", pa.int32()),
    ("_column", _TEXT),
    ("_types", _TEXT),
    ("_check", _TEXT),
    ("_extra", _TEXT),
]
_TABLE_FIELDS = [
    *_SOURCE_FIELDS,
    ("feed", _TEXT),
    ("title", _TEXT),
    ("header_row", pa.int32()),
    ("rows", pa.int32()),
    ("set_aside", pa.int32()),
    ("rows_in", pa.int32()),
    ("status", _TEXT),
    ("reason_code", _TEXT),
    ("reason_th", _TEXT),
    ("reason_en", _TEXT),
    ("encoding", _TEXT),
    ("unknown_columns", _TEXT),
    ("hint_codes", _TEXT),
    ("hints_th", _TEXT),
    ("hints_en", _TEXT),
]
_ASIDE_FIELDS = [
    ("_file", _TEXT),
    ("_file_hash", _TEXT),
    ("_landing_key", _TEXT),
    ("_sheet", _TEXT),
    ("_row", pa.int32()),
    ("kind", _TEXT),
    ("raw", _TEXT),
    ("reason_code", _TEXT),
    ("reason_th", _TEXT),
    ("reason_en", _TEXT),
]
BOOKS = {"_tables": pa.schema(_TABLE_FIELDS), "_set_aside": pa.schema(_ASIDE_FIELDS)}

Record = dict[str, Any]


def feed_schema(feed: Feed) -> pa.Schema:
    """Return the columns of a feed's landing files: the declared ones as text, then where each row came from."""
    return pa.schema([*((name, _TEXT) for name in feed.column_names), *_ROW_FIELDS])


def declare(landing: Path, feeds: Mapping[str, Feed]) -> None:
    """Write a file without rows for each feed, so that one that never came has its columns all the same."""
    for folder, schema in [*BOOKS.items(), *((feed.name, feed_schema(feed)) for feed in feeds.values())]:
        path = landing / folder / f"{DECLARED}.parquet"
        if not path.exists() or pq.read_schema(path) != schema:
            write(path, schema, [])


def write(path: Path, schema: pa.Schema, records: Iterable[Record]) -> None:
    """Write records in batches beside `path` and move them there at the end."""
    write_tables(path, schema, tables_of(schema, records))


def tables_of(schema: pa.Schema, records: Iterable[Record]) -> Iterator[pa.Table]:
    """Yield records as tables, a batch each."""
    iterator = iter(records)
    for batch in iter(lambda: list(islice(iterator, BATCH_ROWS)), []):
        yield pa.Table.from_pylist(batch, schema=schema)


def write_tables(path: Path, schema: pa.Schema, tables: Iterable[pa.Table]) -> int:
    """Write tables beside `path`, each a row group, and move them there at the end: all of it or nothing.

    Returns the number of rows.
    """
    rows = 0
    with unfinished(path, schema) as writer:
        for table in tables:
            writer.write_table(table)
            rows += table.num_rows
    return rows


@contextmanager
def unfinished(path: Path, schema: pa.Schema) -> Iterator[pq.ParquetWriter]:
    """Give a writer to a file beside `path` that moves there if all goes well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        with pq.ParquetWriter(beside, schema, compression="zstd", store_schema=False) as writer:
            yield writer
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def clean_tables(source: Record, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Yield the rows of a clean file's one table as landing rows, as many at a time as `write` would."""
    constants = {**source, "_table": 1}
    for table in _regrouped(batches):
        columns = [
            table.column(field.name)
            if field.name in table.column_names
            else pa.repeat(pa.scalar(constants.get(field.name), type=field.type), table.num_rows)
            for field in schema
        ]
        yield pa.table(columns, schema=schema).combine_chunks()


def _regrouped(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    waiting: pa.Table | None = None
    for batch in batches:
        table = pa.Table.from_batches([batch])
        waiting = table if waiting is None else pa.concat_tables([waiting, table])
        while waiting.num_rows >= BATCH_ROWS:
            yield waiting.slice(0, BATCH_ROWS)
            waiting = waiting.slice(BATCH_ROWS)
    if waiting is not None and waiting.num_rows:
        yield waiting


def table_records(source: Record, grid: Grid, table: Table) -> Iterable[Record]:
    """Yield a table's landing rows: one a source row, or one for each melted cell of it."""
    layout = table.header.layout
    shared = {**source, "_sheet": grid.sheet, "_table": table.number, "_title": table.title or None}
    named_positions = {*layout.named, *layout.checks, *(melted.position for melted in layout.melted)}
    for row in table.rows:
        cells = {position: cell for position, cell in enumerate(grid.rows[row]) if cell}
        cells.update(table.filled.get(row, {}))
        types = (
            {position: kind for position in cells if (kind := grid.types.get((row, position)))} if grid.types else {}
        )
        record = {
            **shared,
            "_row": row + 1,
            "_column": None,
            **{name: cells.get(position) for position, name in layout.named.items()},
        }
        record["_check"] = _json(
            {header: cells[position] for position, header in layout.checks.items() if position in cells}
        )
        record["_extra"] = _json(
            {
                layout.unknown.get(position) or column_letters(position + 1): cell
                for position, cell in cells.items()
                if position not in named_positions
            }
        )
        named_types = {name: types[position] for position, name in layout.named.items() if position in types}
        if not layout.melted:
            record["_types"] = _json(named_types)
            yield record
        else:
            yield from _melt(record, layout, cells, types, named_types)


def _melt(
    record: Record,
    layout: Layout,
    cells: Mapping[int, str],
    types: Mapping[int, str],
    named_types: Mapping[str, str],
) -> Iterable[Record]:
    declared = layout.feed.cells
    if declared is None:
        return
    for melted in layout.melted:
        melted_types = {
            **named_types,
            **({declared.value: types[melted.position]} if melted.position in types else {}),
        }
        group = {declared.group: melted.group} if declared.group else {}
        yield {
            **record,
            **group,
            declared.name: melted.name or None,
            declared.value: cells.get(melted.position),
            "_column": melted.header,
            "_types": _json(melted_types),
        }


def _json(values: Mapping[str, str]) -> str | None:
    return json.dumps(values, ensure_ascii=False) if values else None


def raw_text(cells: Sequence[str | None]) -> str:
    """Return a row as a reader would quote it."""
    return " | ".join(cell for cell in cells if cell)


def read_tables(landing: Path, key: str) -> list[Record]:
    """Return the book of tables of one landed file."""
    records: list[Record] = pq.read_table(landing / "_tables" / f"{key}.parquet").to_pylist()
    return records
