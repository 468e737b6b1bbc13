"""The short way of a clean text file: one header, then data rows only. DuckDB reads it, no row is a Python object.

Anything irregular (a blank line, a total, a second header, a stray quotation mark, a row of another width) goes the
long way through `grids` and `tables`; both ways land the same.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from customer_segmentation.intake import texts
from customer_segmentation.intake.reasons import UnreadableError
from customer_segmentation.intake.tables import NOTE, TOTAL, Layout, TableFinder, key_positions
from customer_segmentation.intake.texts import Row

CHUNK_LETTERS = 1024 * 1024
# blank lines, line ends of old machines, binary
_IRREGULAR = re.compile(r"\n\r?\n|\r(?!\n)|\x00")


@dataclass(frozen=True)
class CleanText:
    """A text file that is one header row and data rows; `path` is its UTF-8 form."""

    path: Path
    encoding: str
    separator: str
    header: Row
    layout: Layout
    rows: int


def recognise(path: Path, finder: TableFinder, scratch: Path) -> CleanText | None:
    """Return what the file is if it can go the short way, else None. A copy in UTF-8 is made where it is not."""
    with path.open("rb") as file:
        encodings = texts.candidate_encodings(file.read(400))
    for encoding in encodings:
        try:
            copy = path if encoding.startswith("utf-8") else scratch / "utf8.csv"
            separator = _scan(path, encoding, copy if copy != path else None)
        except UnicodeDecodeError:
            continue
        return _checked(copy, encoding, separator, finder) if separator else None
    return None


def _scan(path: Path, encoding: str, copy: Path | None) -> str | None:
    """Read the whole file once; return its separator if its lines and quotation marks are regular."""
    with path.open(encoding=encoding, newline="") as file:
        start = file.read(CHUNK_LETTERS)
        separator = texts.find_separator(start)
        try:
            texts.check_letters(start)
        except UnreadableError:
            return None
        stray = re.compile(rf'(?<![{re.escape(separator)}\n\r"])"(?=[^{re.escape(separator)}\n\r"])')
        lines = windows_lines = 0
        tail, target = "\n", io.StringIO() if copy is None else copy.open("w", encoding="utf-8", newline="")
        with target:
            chunk = start
            while chunk:
                if chunk.endswith("\r"):
                    chunk += file.read(1)
                if _IRREGULAR.search(tail + chunk) or stray.search(tail + chunk):
                    return None
                lines, windows_lines = lines + chunk.count("\n"), windows_lines + chunk.count("\r\n")
                if copy is not None:
                    target.write(chunk)
                tail, chunk = chunk[-2:], file.read(CHUNK_LETTERS)
    return separator if windows_lines in (0, lines) else None


def _checked(path: Path, encoding: str, separator: str, finder: TableFinder) -> CleanText | None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        header = [texts.plain(cell) for cell in next(csv.reader(file, delimiter=separator), [])]
    layout = finder.layout_of(header)
    if layout is None or len(layout.named) < len(header) or not all(header):
        return None
    if any(column.fill_down for column in layout.feed.columns if column.name in layout.named.values()):
        return None
    clean = CleanText(path, encoding, separator, header, layout, rows=0)
    try:
        with duckdb.connect() as connection:
            counts = connection.execute(_count_query(clean, finder)).fetchone()
    except duckdb.Error:
        return None
    if counts is None or counts[0] == 0 or counts[1]:
        return None
    return CleanText(path, encoding, separator, header, layout, rows=int(counts[0]))


def batches(clean: CleanText, rows: int) -> Iterator[pa.RecordBatch]:
    """Yield the declared columns that the file has, and `_row`, `rows` at a time."""
    names = ", ".join(f"c{position} as {name}" for position, name in sorted(clean.layout.named.items()))
    with duckdb.connect() as connection:
        query = f"select {names}, cast(row_number() over () + 1 as integer) as _row from ({_cells_query(clean)})"
        yield from connection.sql(query).to_arrow_reader(rows)


def _cells_query(clean: CleanText) -> str:
    width = len(clean.header)
    columns = ", ".join(f"'c{position}': 'VARCHAR'" for position in range(width))
    spaces = " || ".join(f"chr({ord(letter)})" for letter in texts.SPACES)
    cells = ", ".join(f"nullif(trim(c{position}, {spaces}), '') as c{position}" for position in range(width))
    return (
        f"select {cells} from read_csv({_quoted(str(clean.path))}, auto_detect = false, header = true, "
        f"delim = {_quoted(clean.separator)}, quote = '\"', escape = '\"', strict_mode = true, null_padding = false, "
        f"parallel = false, columns = {{{columns}}})"
    )


def _count_query(clean: CleanText, finder: TableFinder) -> str:
    """Count the rows, and those that might be no data: without a key, like a total, like a header. Doubt counts."""
    cells = [f"c{position}" for position in range(len(clean.header))]
    positions = key_positions(clean.layout)
    keys = [f"cast(c{position} is not null as integer)" for position in positions]
    filled = " + ".join(keys) or "0"
    begins = f"{TOTAL}|{NOTE}"
    words = " or ".join(f"coalesce(regexp_matches({cell}, {_quoted(begins)}, 'i'), false)" for cell in cells)
    key_words = " or ".join(
        f"coalesce(regexp_matches(c{position}, {_quoted(begins)}, 'i'), false)" for position in positions
    )
    present = " + ".join(f"cast({cell} is not null as integer)" for cell in cells)
    names = ", ".join(_quoted(form) for form in sorted(finder.required_forms))
    header = " + ".join(
        f"cast(coalesce(length({cell}) < 200 and {_rough(cell)} in ({names}), false) as integer)" for cell in cells
    )
    irregular = (
        f"({filled}) = 0 or ({present}) <= 1 or (({filled}) = 1 and ({words})) or ({key_words or 'true'}) "
        f"or ({header}) >= {finder.least_required}"
    )
    return f"select count(*), count(*) filter (where {irregular}) from ({_cells_query(clean)})"


def _rough(cell: str) -> str:
    """The form of `headers.rough_form` in SQL."""
    plain = f"replace(replace(lower(translate({cell}, '๐๑๒๓๔๕๖๗๘๙', '0123456789')), 'เเ', 'แ'), 'ำ', 'า')"
    return f"regexp_replace({plain}, '[^\\p{{L}}\\p{{N}}]', '', 'g')"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
