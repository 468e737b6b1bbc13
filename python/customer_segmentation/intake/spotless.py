"""The shortest way of a text file: one look at its bytes shows that no cell needs cleaning and no row is in doubt.

Every block of lines is searched by one pattern for what the other ways care about (quotation marks, blanks at the
edges of a cell, letters beyond ASCII and Thai, words of totals and headers); Arrow cuts into cells where nothing is
found. What is found sends the file to `clean_text`: so too much suspicion costs time and nothing else.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from customer_segmentation.intake import texts
from customer_segmentation.intake.batches import ahead, numbered
from customer_segmentation.intake.reasons import UnreadableError
from customer_segmentation.intake.regularity import IrregularError, doubtful_bytes, is_filled
from customer_segmentation.intake.tables import Layout, TableFinder, key_positions
from customer_segmentation.intake.texts import Row

BLOCK_BYTES = 16 * 1024 * 1024
# tabs and other control signs, quotation marks, and the first byte of all letters that are neither ASCII nor Thai
_STRANGE = r'[\x00-\x08\x0b\x0c\x0e-\x1f"\x7f\xc0-\xdf\xe1-\xff]|\xe0[^\xb8\xb9]'


@dataclass(frozen=True)
class SpotlessText:
    """A text file whose first block has one header row and lines of data; the rest will tell while it is read."""

    path: Path
    encoding: str
    separator: str
    line_end: bytes
    header: Row
    layout: Layout


def recognise_spotless(path: Path, finder: TableFinder) -> SpotlessText | None:
    """Return what the file is if its beginning is without a spot, else None."""
    with path.open("rb") as file:
        start = file.read(BLOCK_BYTES)
    for encoding in texts.candidate_encodings(start[:400]):
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(start).removeprefix("\ufeff")
            texts.check_letters(text)
        except UnicodeDecodeError:
            continue
        except UnreadableError:
            return None
        return _headed(path, encoding, text, finder)
    return None


def _headed(path: Path, encoding: str, text: str, finder: TableFinder) -> SpotlessText | None:
    line, end, _ = text.partition("\n")
    if not end or '"' in line or "\r" in line[:-1]:
        return None
    separator = texts.find_separator(text)
    header = [texts.plain(cell) for cell in next(csv.reader(io.StringIO(line), delimiter=separator), [])]
    layout = finder.layout_of(header)
    if layout is None or len(layout.named) < len(header) or not all(header):
        return None
    return SpotlessText(path, encoding, separator, b"\r\n" if line.endswith("\r") else b"\n", header, layout)


def spotless_batches(found: SpotlessText, finder: TableFinder, rows: int) -> Iterator[pa.RecordBatch]:
    """Yield the declared columns that the file has, and `_row`, at most `rows` at a time.

    Raises
    ------
    IrregularError
        If a spot is found; what was yielded before must not be kept then.
    """
    return numbered(ahead(_batches(found, finder, rows)), found.layout)


def _batches(found: SpotlessText, finder: TableFinder, rows: int) -> Iterator[pa.RecordBatch]:
    names = [name for _, name in sorted(found.layout.named.items())]
    keys = [found.layout.named[position] for position in key_positions(found.layout)]
    for cells in _tables(found, names, _pattern(found, finder)):
        if not is_filled(cells, keys) or any(_longest(column) >= texts.MAX_FIELD for column in cells.columns):
            raise IrregularError
        yield from cells.combine_chunks().to_batches(rows)


def _tables(found: SpotlessText, names: list[str], pattern: str) -> Iterator[pa.Table]:
    read = arrow_csv.ReadOptions(use_threads=False, block_size=8 * BLOCK_BYTES, column_names=names)
    parse = arrow_csv.ParseOptions(delimiter=found.separator, quote_char=False, double_quote=False)
    convert = arrow_csv.ConvertOptions(
        column_types=dict.fromkeys(names, pa.string()), null_values=[""], strings_can_be_null=True
    )
    try:
        for lines in _lines(found):
            # a block ends with a line, and begins with the end of the line before it
            if _matches(b"\n" + lines, pattern):
                raise IrregularError
            yield arrow_csv.read_csv(pa.BufferReader(lines), read, parse, convert)
    except (pa.ArrowException, UnicodeDecodeError, OSError) as error:
        raise IrregularError from error


def _lines(found: SpotlessText) -> Iterator[bytes]:
    """Yield the lines below the header as UTF-8, as many whole ones as a block holds; each ends with a line end."""
    decoder = None if found.encoding.startswith("utf-8") else codecs.getincrementaldecoder(found.encoding)()
    tail, is_header = b"", True
    with found.path.open("rb") as file:
        while raw := file.read(BLOCK_BYTES):
            block = raw if decoder is None else decoder.decode(raw).encode()
            end = block.rfind(b"\n") + 1
            if not end:
                raise IrregularError
            lines, tail = tail + block[:end], block[end:]
            if is_header:
                lines, is_header = lines[lines.find(b"\n") + 1 :], False
            if lines:
                yield lines
    if decoder is not None:
        decoder.decode(b"", final=True)
    if tail:
        yield tail + found.line_end


def _pattern(found: SpotlessText, finder: TableFinder) -> str:
    """Return the pattern of every spot."""
    separator = re.escape(found.separator)
    lines = r"[^\r]\n|\r[^\n]|\n\r" if found.line_end == b"\r\n" else r"\r|\n\n"
    blanks = rf"[{separator}\n] | [{separator}\r\n]"
    tab = "" if found.separator == "\t" else r"\t|"
    doubtful = doubtful_bytes(finder, rf"[{separator}\r\n]")
    return rf"{tab}{_STRANGE}|{lines}|{blanks}|[{separator}\n]{doubtful}"


def _matches(data: bytes, pattern: str) -> bool:
    """Tell whether the bytes hold the pattern: RE2 takes binary for bytes, and no copy is made."""
    offsets = np.array([0, len(data)], dtype=np.int32)
    one = pa.Array.from_buffers(pa.binary(), 1, [None, pa.py_buffer(offsets), pa.py_buffer(data)])
    found: bool = pc.match_substring_regex(one, pattern)[0].as_py()
    return found


def _longest(column: pa.ChunkedArray) -> int:
    longest: int | None = pc.max(pc.binary_length(column)).as_py()
    return longest or 0
