"""The short way of a clean text file: one header, then data rows only. DuckDB reads it, no row is a Python object.

Anything irregular (a blank line, a total, a second header, a stray quotation mark, a row of another width) goes the
long way through `grids` and `tables`; both ways land the same.
"""

import codecs
import csv
import re
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from customer_segmentation.intake import texts
from customer_segmentation.intake.batches import ahead, numbered
from customer_segmentation.intake.reasons import UnreadableError
from customer_segmentation.intake.regularity import IrregularError, in_doubt, look, quoted
from customer_segmentation.intake.tables import Layout, TableFinder, key_positions
from customer_segmentation.intake.texts import Row

BLOCK_BYTES = 1024 * 1024
# a line that is longer may hold a cell that the long way refuses; the buffer is what the reader takes by itself
BUFFER_BYTES = 32 * 1024 * 1024
MEMORY = "512MB"
_BLANK_LINE = re.compile(rb"\n\r?\n")
_BINARY = re.compile(rb"\x00")
_RETURN = re.compile(rb"\r")
_RETURN_ALONE = re.compile(rb"\r(?!\n)")
_LINE_FEED_ALONE = re.compile(rb"\n(?<=[^\r]\n)")
# the first bytes of the blanks of `texts.SPACES` beyond ASCII; no Thai letter has them
_RARE_BLANKS = (b"\xc2", b"\xe2", b"\xef")


@dataclass(frozen=True)
class CleanText:
    """A text file of one header row and lines that are regular; `path` is its UTF-8 form.

    `plain` tells that no cell is quoted or ends in another blank than a space, so that less work reads it.
    """

    path: Path
    encoding: str
    separator: str
    header: Row
    layout: Layout
    plain: bool


def recognise(path: Path, finder: TableFinder, scratch: Path) -> CleanText | None:
    """Return what the file is if it can go the short way, else None. A copy in UTF-8 is made where it is not.

    Lines, marks and header are known then; whether each row is data beyond doubt, only reading them will tell.
    """
    with path.open("rb") as file:
        encodings = texts.candidate_encodings(file.read(400))
    for encoding in encodings:
        try:
            copy = path if encoding.startswith("utf-8") else scratch / "utf8.csv"
            found = _scan(path, encoding, copy if copy != path else None)
        except UnicodeDecodeError:
            continue
        return _headed(copy, encoding, *found, finder) if found else None
    return None


def _scan(path: Path, encoding: str, copy: Path | None) -> tuple[str, bool] | None:
    """Read the whole file once; return its separator and whether it is plain, if its lines and marks are regular.

    What is looked for is one byte a sign in UTF-8, so the bytes are searched and not the letters.
    """
    blocks = _utf8_blocks(path, encoding)
    block = next(blocks, b"").removeprefix(codecs.BOM_UTF8)
    start = block.decode(errors="ignore")
    separator = texts.find_separator(start)
    try:
        texts.check_letters(start)
    except UnreadableError:
        return None
    is_irregular = _irregularity(separator, windows=b"\r\n" in block[: block.find(b"\n") + 1])
    marks = [mark for mark in (b'"', b"\t", *_RARE_BLANKS) if mark != separator.encode()]
    plain, tail = True, b"\n"
    with nullcontext() if copy is None else copy.open("wb") as target:
        while block:
            if is_irregular(tail + block):
                return None
            plain = plain and not any(mark in block for mark in marks)
            if target is not None:
                target.write(block)
            tail, block = block[-2:], next(blocks, b"")
    return separator, plain


def _utf8_blocks(path: Path, encoding: str) -> Iterator[bytes]:
    """Yield a file's bytes as UTF-8, which is proved on the way; no block ends between the signs of a line end."""
    decoder = codecs.getincrementaldecoder(encoding)()
    kept = b""
    with path.open("rb") as file:
        while raw := file.read(BLOCK_BYTES):
            text = decoder.decode(raw)
            block = kept + (raw if encoding.startswith("utf-8") else text.encode())
            kept = b"\r" if block.endswith(b"\r") else b""
            if block := block.removesuffix(kept):
                yield block
        yield kept + decoder.decode(b"", final=True).encode()


def _irregularity(separator: str, windows: bool) -> Callable[[bytes], bool]:
    """Return the search for blank lines, binary, other line ends than the first one, and stray quotation marks."""
    other = re.escape(separator).encode() + b'\n\r"'
    stray = re.compile(rb'"(?<=[^%b]")(?=[^%b])' % (other, other))
    line_ends = (_RETURN_ALONE, _LINE_FEED_ALONE) if windows else (_RETURN,)
    patterns = (_BLANK_LINE, _BINARY, stray, *line_ends)
    return lambda block: any(pattern.search(block) for pattern in patterns)


def _headed(path: Path, encoding: str, separator: str, plain: bool, finder: TableFinder) -> CleanText | None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            header = [texts.plain(cell) for cell in next(csv.reader(file, delimiter=separator), [])]
        except csv.Error:  # a cell that is too long; the long way says so
            return None
    layout = finder.layout_of(header)
    if layout is None or len(layout.named) < len(header) or not all(header):
        return None
    return CleanText(path, encoding, separator, header, layout, plain)


def batches(clean: CleanText, finder: TableFinder, rows: int) -> Iterator[pa.RecordBatch]:
    """Yield the declared columns that the file has, and `_row`, about `rows` at a time.

    Raises
    ------
    IrregularError
        If a row is in doubt or can't be read; what was yielded before must not be kept then.
    """
    return numbered(_undoubted(clean, finder, rows), clean.layout)


def _undoubted(clean: CleanText, finder: TableFinder, rows: int) -> Iterator[pa.RecordBatch]:
    names = [name for _, name in sorted(clean.layout.named.items())]
    keys = key_positions(clean.layout)
    for batch in _read_ahead(clean, f"select *, {look(clean.layout, finder)} from cells", rows):
        cells = pa.RecordBatch.from_arrays(batch.columns[:-1], names)
        for suspect in cells.filter(batch.columns[-1]).to_pylist():
            if in_doubt(list(suspect.values()), keys, finder):
                raise IrregularError
        yield cells


def _read_ahead(clean: CleanText, query: str, rows: int) -> Iterator[pa.RecordBatch]:
    """Yield what a query on the view `cells` gives; the next rows are read while these are worked on."""
    try:
        with duckdb.connect(config={"memory_limit": MEMORY}) as connection:
            # a view, for `sql` reads a long query word by word in Python, and `execute` keeps the whole result
            connection.execute(f"create temp view wanted as with cells as ({_cells_query(clean)}) {query}")
            yield from ahead(connection.sql("from wanted").to_arrow_reader(rows))
    except (duckdb.Error, pa.ArrowException, OSError) as error:
        raise IrregularError from error


def _cells_query(clean: CleanText) -> str:
    width = len(clean.header)
    columns = ", ".join(f"'c{position}': 'VARCHAR'" for position in range(width))
    spaces = " || ".join(f"chr({ord(letter)})" for letter in texts.SPACES)
    trims = [f"nullif(trim(c{position}, {spaces}), '')" for position in range(width)]
    if clean.plain:
        trims = [
            f"case when c{position} < '!' or suffix(c{position}, ' ') then {trim} else c{position} end"
            for position, trim in enumerate(trims)
        ]
    cells = ", ".join(f"{trim} as c{position}" for position, trim in enumerate(trims))
    mark = "" if clean.plain else '"'
    return (
        f"select {cells} from read_csv({quoted(str(clean.path))}, auto_detect = false, header = true, "
        f"delim = {quoted(clean.separator)}, quote = '{mark}', escape = '{mark}', strict_mode = true, "
        f"max_line_size = {texts.MAX_FIELD}, buffer_size = {BUFFER_BYTES}, "
        f"null_padding = false, parallel = {str(clean.plain).lower()}, columns = {{{columns}}})"
    )
