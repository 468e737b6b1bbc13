"""From the bytes of a file to grids of text, a grid for each sheet. Judges no value.

A cell is text or None; where the file knew a type (number, date, error) it is kept beside the text.
"""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import PurePosixPath
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from customer_segmentation.intake import texts, workbook_xml
from customer_segmentation.intake.documents import document_kind
from customer_segmentation.intake.files import Limits
from customer_segmentation.intake.reasons import UnreadableError, reason
from customer_segmentation.intake.texts import Row

_ZIP = b"PK\x03\x04"
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK_NAMES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_TEXT_NAMES = (".csv", ".tsv", ".txt", ".tab", "")
# pictures, documents and packages that a mail brought along
NO_TABLES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"{\\rtf")
NO_TEXT = (_ZIP, _OLE2, *NO_TABLES)


@dataclass
class Grid:
    """One sheet: its rows from row 1 on, the types that the file knew, and ranges that were merged.

    `open_end` tells that the last line of a text lacks its end.
    """

    sheet: str
    rows: list[Row]
    hidden: bool = False
    types: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    open_end: bool = False


@dataclass
class Sheet:
    """One worksheet as the reader gives it: values of Python's types, and the texts that it left out."""

    name: str
    hidden: bool
    values: Sequence[Sequence[object]]
    merged: list[tuple[tuple[int, int], tuple[int, int]]]
    unread: dict[workbook_xml.Position, str]

    def grid(self, rows: int | None = None) -> Grid:
        """Return the sheet as text, or its first rows only.

        Raises
        ------
        UnreadableError
            If its Thai was decoded wrongly before it was saved.
        """
        grid = Grid(sheet=self.name, rows=[], hidden=self.hidden, merged=self.merged)
        for row_number, cells in enumerate(self.values[:rows]):
            row: Row = []
            for column, value in enumerate(cells):
                text, kind = typed(value)
                row.append(text)
                if kind:
                    grid.types[row_number, column] = kind
            grid.rows.append(row)
        for (row_number, column), text in self.unread.items() if rows is None else ():
            _put_error(grid, row_number, column, text)
        if texts.decoded_twice(" ".join(cell for row in grid.rows[:200] for cell in row if cell)[:20_000]):
            raise UnreadableError(reason("mojibake"))
        return grid


@dataclass
class Content:
    """What a file holds: the sheets of a workbook, or the grid of a text, and how its text was encoded."""

    sheets: list[Sheet]
    text: list[Grid]
    encoding: str

    @property
    def grids(self) -> list[Grid]:
        """Everything as text."""
        return [*self.text, *(sheet.grid() for sheet in self.sheets)]


def read_content(name: str, data: bytes, limits: Limits) -> Content:
    """Read the bytes of a file called `name`, within the limits of the installation.

    Raises
    ------
    UnreadableError
        If the bytes are no table: truncated, encrypted, double-decoded, empty, too large.
    """
    if not data.strip():
        raise UnreadableError(reason("file_empty"))
    suffix = PurePosixPath(name).suffix.casefold()
    kind = document_kind(data)
    if kind:
        raise UnreadableError(reason("document", found=kind))
    if data.startswith(NO_TABLES):
        raise UnreadableError(reason("kind_unknown", found=suffix or name))
    if data.startswith((_ZIP, _OLE2)):
        return Content(sheets=_workbook(data, limits), text=[], encoding="workbook")
    try:
        text, encoding = texts.decode(data)
    except UnreadableError as error:
        if error.reason.code != "encoding_unknown" or suffix in _TEXT_NAMES:
            raise
        broken = reason("workbook_broken") if suffix in _WORKBOOK_NAMES else reason("kind_unknown", found=suffix)
        raise UnreadableError(broken) from error
    rows = texts.split(text, texts.find_separator(text))
    _check_width(max((len(row) for row in rows), default=0), limits)
    return Content(
        sheets=[],
        text=[Grid(sheet="", rows=rows, open_end=texts.ends_open(data[-texts.TAIL_BYTES :]))],
        encoding=encoding,
    )


def _workbook(data: bytes, limits: Limits) -> list[Sheet]:
    try:
        unread: dict[str, dict[workbook_xml.Position, str]] = {}
        if data.startswith(_ZIP):
            why = workbook_xml.why_not_opened(data, limits)
            if why:
                raise UnreadableError(why)
            unread = workbook_xml.unread_cells(data)
        return _sheets(data, unread, limits)
    except PasswordError as error:
        raise UnreadableError(reason("workbook_encrypted")) from error
    except (CalamineError, zipfile.BadZipFile, ElementTree.ParseError, ValueError, OSError) as error:
        if data.startswith(_OLE2) and "EncryptedPackage".encode("utf-16-le") in data:
            raise UnreadableError(reason("workbook_encrypted")) from error
        raise UnreadableError(reason("workbook_broken")) from error


def _sheets(data: bytes, unread: dict[str, dict[workbook_xml.Position, str]], limits: Limits) -> list[Sheet]:
    """Read every worksheet; sheets that are charts or macros hold no cells."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = []
    for number, meta in enumerate(book.sheets_metadata):
        if meta.typ == SheetTypeEnum.WorkSheet:
            sheet = book.get_sheet_by_index(number)
            _check_width(sheet.width, limits)
            values = sheet.to_python(skip_empty_area=False)
            hidden = meta.visible != SheetVisibleEnum.Visible
            merged = list(sheet.merged_cell_ranges or ())
            sheets.append(Sheet(sheet.name, hidden, values, merged, unread.get(sheet.name, {})))
    return sheets


def _check_width(width: int, limits: Limits) -> None:
    if width > limits.columns:
        raise UnreadableError(reason("too_many_columns", found=str(width), expected=str(limits.columns)))


def _put_error(grid: Grid, row: int, column: int, text: str) -> None:
    """Put an error cell's text where the reader left a blank, beyond the last value too."""
    while len(grid.rows) <= row:
        grid.rows.append([])
    cells = grid.rows[row]
    cells.extend([None] * (column + 1 - len(cells)))
    if cells[column] is None:
        cells[column] = text
        grid.types[row, column] = "error"


def typed(value: object) -> tuple[str | None, str | None]:
    """Return the one text form of a cell's value and its type; text has no type."""
    text: str | None
    if isinstance(value, str):
        return texts.plain(value), None
    if isinstance(value, bool):
        text, kind = ("true" if value else "false"), "bool"
    elif isinstance(value, int | float):
        text, kind = shortest(value), "number"
    elif isinstance(value, datetime):
        midnight = value.time() == time(0)
        text, kind = (value.date().isoformat(), "date") if midnight else (value.isoformat(sep=" "), "datetime")
    elif isinstance(value, date):
        text, kind = value.isoformat(), "date"
    elif isinstance(value, time | timedelta):
        text, kind = str(value), "datetime"
    else:
        text, kind = None, ""
    return text, kind or None


def shortest(value: float) -> str:
    """Return a number's shortest decimal text, without exponent and without ".0"."""
    if value and -1e15 < value < 1e15 and value == int(value):
        return str(int(value))
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
