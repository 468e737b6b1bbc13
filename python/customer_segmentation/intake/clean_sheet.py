"""The short way of a workbook with one sheet: titles, one header, then data rows only. It is worked on by columns.

Anything irregular (a blank row, a total, a second header, an error cell, a column that is not declared) goes the long
way through `grids` and `tables`; both ways land the same.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer_segmentation.intake import texts
from customer_segmentation.intake.grids import Grid, Sheet, typed
from customer_segmentation.intake.regularity import in_doubt, is_beyond_doubt, look
from customer_segmentation.intake.tables import SetAsideRow, Table, TableFinder, key_positions

HEAD_ROWS = 200


@dataclass(frozen=True)
class CleanSheet:
    """A sheet whose rows below the header are all data: its head as text, its table, what was set aside, its columns.

    `rows` holds a column for each declared one that the sheet has, then `_row` and `_types`.
    """

    head: Grid
    table: Table
    set_aside: list[SetAsideRow]
    rows: pa.Table


def recognise_sheet(sheet: Sheet, finder: TableFinder) -> CleanSheet | None:
    """Return what the sheet is if it can go the short way, else None.

    Raises
    ------
    UnreadableError
        If its Thai was decoded wrongly before it was saved.
    """
    if sheet.hidden or sheet.unread:
        return None
    head = sheet.grid(HEAD_ROWS)
    findings = finder.find(head)
    if len(findings.tables) != 1 or findings.unclear:
        return None
    table, (aside,) = findings.tables[0], findings.set_aside.values()
    start, layout = table.header.last + 1, table.header.layout
    if any(last >= start for _, (last, _) in sheet.merged) or any(row.row >= start for row in aside):
        return None
    if len(layout.named) != len(sheet.values[0]):
        return None
    body = sheet.values[start:]
    # a column at a time: `zip(*body)` holds an iterator for each row
    columns = [_column([row[position] for row in body]) for position in range(len(layout.named))]
    cells = pa.table({f"c{position}": text for position, (text, _) in enumerate(columns)})
    if not cells.num_rows or not _is_regular(cells, table, finder):
        return None
    table.rows = range(start, start + cells.num_rows)
    table.filled.clear()
    names = [layout.named[position] for position in range(len(columns))]
    types = _types({name: kinds for name, (_, kinds) in zip(names, columns, strict=True) if kinds is not None})
    down = {column.name for column in layout.feed.columns if column.fill_down}
    arrays = {
        name: pc.fill_null_forward(text) if name in down else text
        for name, (text, _) in zip(names, columns, strict=True)
    }
    numbers = pa.array(np.arange(start + 1, start + 1 + cells.num_rows, dtype=np.int32))
    arrays |= {"_row": numbers} | ({"_types": types} if types is not None else {})
    return CleanSheet(head, table, aside, pa.table(arrays))


def _column(values: Sequence[object]) -> tuple[pa.Array, np.ndarray | None]:
    """Return a column's texts and the kinds of its cells, None if all are text."""
    types = set(map(type, values))
    whole = _whole(values) if types <= {int, float} else None
    if types == {str}:
        text, kinds = pa.array(values, pa.string()), None
    elif whole is not None:
        text, kinds = whole, np.full(len(values), "number", dtype=object)
    else:
        found = [typed(value) for value in values]
        text = pa.array([text for text, _ in found], pa.string())
        kinds = np.array([kind or "" for _, kind in found], dtype=object)
    trimmed = pc.utf8_trim(text, characters=texts.SPACES)
    return pc.if_else(pc.equal(trimmed, ""), None, trimmed), kinds


def _whole(values: Sequence[object]) -> pa.Array | None:
    """Return the texts of whole numbers of up to 15 digits, as `typed` writes them; None if there are others."""
    numbers = np.array(values, dtype=np.float64)
    if not np.all((np.abs(numbers) < 1e15) & (numbers == np.trunc(numbers)) & ~((numbers == 0) & np.signbit(numbers))):
        return None
    return pa.array(numbers.astype(np.int64)).cast(pa.string())


def _types(kinds: dict[str, np.ndarray]) -> pa.Array | None:
    """Return for each row the kinds of its cells as the long way writes them; few rows differ in them."""
    if not kinds:
        return None
    encoded = {name: pa.array(column, pa.string()).dictionary_encode() for name, column in kinds.items()}
    code = np.zeros(len(next(iter(kinds.values()))), dtype=np.int64)
    for column in encoded.values():
        code = np.unique(code * len(column.dictionary) + column.indices.to_numpy(), return_inverse=True)[1]
    _, first, inverse = np.unique(code, return_index=True, return_inverse=True)
    rows = [{name: column[row] for name, column in kinds.items() if column[row]} for row in first]
    said = pa.array([json.dumps(row, ensure_ascii=False) if row else None for row in rows], pa.string())
    return said.take(pa.array(inverse))


def _is_regular(cells: pa.Table, table: Table, finder: TableFinder) -> bool:
    layout = table.header.layout
    keys = key_positions(layout)
    if is_beyond_doubt(cells, [f"c{position}" for position in keys], finder):
        return True
    with duckdb.connect() as connection:
        connection.register("cells", cells)
        connection.execute(f"create temp view suspects as select * from cells where {look(layout, finder)}")
        suspects = connection.sql("from suspects").to_arrow_table()
    return not any(in_doubt(list(suspect.values()), keys, finder) for suspect in suspects.to_pylist())
