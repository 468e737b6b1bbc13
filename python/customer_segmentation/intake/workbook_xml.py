"""What the workbook reader does not say of a workbook: its size, and of XLSX error cells and formulas without a value.

The reader shows both kinds of cell as blank; blank means unknown, so they would be lost without a trace.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.etree import ElementTree

from customer_segmentation.intake.files import Limits
from customer_segmentation.intake.reasons import Reason, reason

CHUNK_BYTES = 1024 * 1024
_OVERLAP = 100
# bytes without which there is nothing worth parsing; found many times faster than the pattern
_SIGNS = (b't="e"', b"<f", b":f")
_WORTH_PARSING = re.compile(rb'\bt="e"|<(?:\w+:)?f[ >/]')
_COLUMNS = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})')
_ROWS = re.compile(rb'<(?:\w+:)?row [^>]*?\br="([0-9]{1,7})"')
# a sheet without a column beyond Z or a row of seven digits has fewer than SMALL_SHEET cells
SMALL_SHEET = 26_000_000
_LARGE = re.compile(rb'r="(?:[A-Z]{2}|[A-Z]?[0-9]{7})')

Position = tuple[int, int]


def why_not_opened(data: bytes, limits: Limits) -> Reason | None:
    """Say why a workbook is not opened: too large, or of a kind whose size can't be told; None if it may be.

    Reads no more than `limits.unpacked_bytes`.

    Raises
    ------
    zipfile.BadZipFile
        If a part is damaged or its size lies.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked > limits.unpacked_bytes:
            return reason("workbook_too_large", found=str(unpacked), expected=str(limits.unpacked_bytes))
        names = archive.namelist()
        if "xl/workbook.bin" in names:
            return reason("workbook_binary")
        if "content.xml" in names:
            with archive.open("content.xml") as file:
                return _first_too_large(_open_document_extents(file), limits)
        return _first_too_large(_extents(archive, limits), limits)


def _first_too_large(extents: Iterator[tuple[str, Position]], limits: Limits) -> Reason | None:
    for sheet, (row, column) in extents:
        if row * column > limits.cells:
            found = f"{column_letters(column)}{row}"
            return reason("sheet_too_large", sheet=sheet, found=found, expected=str(limits.cells))
    return None


def _extents(archive: zipfile.ZipFile, limits: Limits) -> Iterator[tuple[str, Position]]:
    """Yield the last row and column of each sheet of an XLSX file that may be large."""
    for sheet, part in sheet_parts(archive).items():
        with archive.open(part) as file:
            if limits.cells >= SMALL_SHEET and not any(_LARGE.search(chunk) for chunk in _chunks(file)):
                continue
        with archive.open(part) as file:
            yield sheet, _extent(file)


def _open_document_extents(file: IO[bytes]) -> Iterator[tuple[str, Position]]:
    """Yield the last row and column with a value of each sheet of an ODS file, where one cell can stand for many."""
    rows = filled = width = 0
    for _, element in ElementTree.iterparse(file):
        kind = _local(element.tag)
        if kind == "table-row":
            rows += _repeats(element, "number-rows-repeated")
            last = _last_filled(element)
            filled, width = (rows, max(width, last)) if last else (filled, width)
            element.clear()
        elif kind == "table":
            yield next((value for key, value in element.items() if _local(key) == "name"), ""), (filled, width)
            rows = filled = width = 0


def _last_filled(row: ElementTree.Element) -> int:
    """Return the last column of a row that holds something, from 1; 0 when all are blank."""
    position = last = 0
    for cell in row:
        position += _repeats(cell, "number-columns-repeated")
        if len(cell) or any(_local(key) in {"value", "value-type", "formula"} for key in cell.attrib):
            last = position
    return last


def _repeats(element: ElementTree.Element, name: str) -> int:
    return int(next((value for key, value in element.items() if _local(key) == name), "1"))


def unread_cells(data: bytes) -> dict[str, dict[Position, str]]:
    """Return, for each sheet, the text of its error cells and of its formulas that were saved without a value.

    Positions count from 0. A formula without a value reads as "=" and the formula.
    """
    found: dict[str, dict[Position, str]] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for sheet, part in sheet_parts(archive).items():
            with archive.open(part) as file:
                worth_parsing = any(
                    any(sign in chunk for sign in _SIGNS) and _WORTH_PARSING.search(chunk) for chunk in _chunks(file)
                )
            if worth_parsing:
                with archive.open(part) as file:
                    found[sheet] = dict(_unread(file))
    return found


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the archive's part for each sheet's name; the order of parts is not that of sheets."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    targets = {
        relation.get("Id"): posixpath.normpath(posixpath.join("xl", relation.get("Target", "")))
        if not relation.get("Target", "").startswith("/")
        else relation.get("Target", "")[1:]
        for relation in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    parts: dict[str, str] = {}
    for element in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if _local(element.tag) == "sheet":
            identifier = next((value for key, value in element.items() if _local(key) == "id"), None)
            part = targets.get(identifier, "")
            if part in names:
                parts[element.get("name", "")] = part
    return parts


def column_letters(number: int) -> str:
    """Return the letters of a column, counted from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the number of a column, counted from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the bytes with a little of the chunk before, so that a pattern on the border is seen."""
    tail = b""
    while chunk := file.read(CHUNK_BYTES):
        yield tail + chunk
        tail = chunk[-_OVERLAP:]


def _extent(file: IO[bytes]) -> Position:
    row, column = 1, 1
    for chunk in _chunks(file):
        row = max([row, *(int(number) for number in set(_ROWS.findall(chunk)))])
        column = max([column, *(column_number(letters.decode()) for letters in set(_COLUMNS.findall(chunk)))])
    return row, column


def _unread(file: IO[bytes]) -> Iterator[tuple[Position, str]]:
    for _, element in ElementTree.iterparse(file):
        if _local(element.tag) == "row":
            for cell in element:
                text, reference = _unread_text(cell), cell.get("r", "")
                match = re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7})", reference)
                if text and match:
                    yield (int(match[2]) - 1, column_number(match[1]) - 1), text
            element.clear()


def _unread_text(cell: ElementTree.Element) -> str | None:
    inside = {_local(child.tag): child.text for child in cell}
    if cell.get("t") == "e":
        return inside.get("v") or "#ERROR"
    if "f" in inside and not inside.get("v") and "is" not in inside and cell.get("t") != "str":
        return f"={inside['f'] or ''}"
    return None


def _local(name: str) -> str:
    return name.rpartition("}")[2]
