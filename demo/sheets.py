"""Writes files the way departments do, the same bytes every time: XLSX, CSV in cp874 or UTF-8, ZIP."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | date | None
CREATED = datetime(2023, 10, 2, 9, 0, 0)
ZIP_DATE = (2023, 10, 2, 9, 0, 0)
ERROR = "#REF!"
"""A cell of this text is written as Excel's error."""

THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
FULL_MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม",
    "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip


class Workbook:
    """An XLSX workbook with a fixed date of creation; use as a context manager."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._book = xlsxwriter.Workbook(str(path), {"constant_memory": False, "in_memory": True})
        self._book.set_properties({"created": CREATED})
        self._date = self._book.add_format({"num_format": "d mmm yyyy"})
        self.wrapped = self._book.add_format({"text_wrap": True, "align": "center", "bold": True})

    def __enter__(self) -> "Workbook":
        return self

    def __exit__(self, *_: object) -> None:
        self._book.close()

    def sheet(self, name: str) -> Worksheet:
        """Add a sheet."""
        added: Worksheet = self._book.add_worksheet(name)
        return added

    def write_rows(self, sheet: Worksheet, rows: Iterable[Sequence[Cell]], first: int = 0) -> None:
        """Write rows from row number `first` (0 is the top); None leaves a cell empty."""
        for number, row in enumerate(rows, start=first):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    if cell == ERROR:
                        sheet.write_formula(number, column, "=#REF!", None, ERROR)
                    elif cell:
                        sheet.write_string(number, column, cell)
                elif isinstance(cell, date):
                    sheet.write_datetime(number, column, datetime(cell.year, cell.month, cell.day), self._date)
                elif cell is not None:
                    sheet.write_number(number, column, cell)


def simple_workbook(path: Path, sheet: str, rows: Iterable[Sequence[Cell]]) -> None:
    """Write a workbook of one sheet whose header is its first row."""
    with Workbook(path) as book:
        book.write_rows(book.sheet(sheet), rows)


def csv_text(rows: Iterable[Sequence[Cell]], delimiter: str = ",") -> str:
    """Return rows as separated text, quoted where needed."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def write_csv(path: Path, rows: Iterable[Sequence[Cell]], encoding: str) -> None:
    """Write a CSV file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(csv_text(rows).encode(encoding))


def write_zip(path: Path, members: Mapping[str, bytes]) -> None:
    """Write a ZIP file with a fixed date on every member."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(members):
            info = zipfile.ZipInfo(name, ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, members[name])


def thai_date(day: date, style: int) -> str:
    """Return a date in one of six spellings."""
    year = day.year + 543
    month, full = MONTHS[day.month - 1], FULL_MONTHS[day.month - 1]
    spellings = (
        f"{day.day} {month} {year}",
        f"{day.day:02d}/{day.month:02d}/{year}",
        f"{day.day} {full} {year}",
        f"{day.day} {month} {year}".translate(THAI_DIGITS),
        day.isoformat(),
        f"{day.day} {month} {year % 100:02d}",
    )
    return spellings[style]
