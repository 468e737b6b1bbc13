"""The one way to write workbooks for people: text stays text, and the same input gives the same bytes.

A cell that starts with = + - @ or a tab would run as a formula where the file is opened; here every text is written as
a text cell. The one way to write CSV files is `customer_segmentation.exports.write_csv`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

FONT = "TH Sarabun New"
MAX_CELL = 32_767
_CREATED = datetime(2024, 1, 1)
_STYLES: dict[str, dict[str, Any]] = {
    "plain": {"num_format": "@", "valign": "top"},
    "prose": {"text_wrap": True, "valign": "top"},
    "heading": {"bold": True, "font_size": 18},
    "header": {"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True, "valign": "top"},
    "bad": {"num_format": "@", "bg_color": "#FFC7CE", "font_color": "#9C0006", "border": 1, "valign": "top"},
    "advice": {"bg_color": "#FFF2CC", "text_wrap": True, "valign": "top"},
    "answer": {"num_format": "@", "bg_color": "#FFF2CC", "border": 1, "valign": "top"},
    "reference": {"font_color": "#7F7F7F", "num_format": "@", "valign": "top"},
}

Value = str | int | float | None


@dataclass(frozen=True)
class Cell:
    """One cell: its value, the name of its style, and a comment shown beside it."""

    value: Value
    style: str = "plain"
    comment: str = ""


@dataclass(frozen=True)
class Sheet:
    """One sheet: rows of cells, how many rows stay in sight while scrolling, and column widths in characters.

    `choices` offers words to choose from in the cells of a column below the frozen rows; others can't be typed there.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    frozen_rows: int = 0
    widths: Sequence[int] = field(default_factory=tuple)
    choices: Mapping[int, Sequence[str]] = field(default_factory=dict)


def write_workbook(path: Path, sheets: Iterable[Sheet]) -> None:
    """Write the sheets as XLSX; folders are made, a file of that name is replaced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"created": _CREATED})
        styles = {
            name: book.add_format({"font_name": FONT, "font_size": 14, **style}) for name, style in _STYLES.items()
        }
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            for column, width in enumerate(sheet.widths):
                page.set_column(column, column, width)
            if sheet.frozen_rows:
                page.freeze_panes(sheet.frozen_rows, 0)
            for column, words in sheet.choices.items():
                offered = {"validate": "list", "source": list(words)}
                page.data_validation(sheet.frozen_rows, column, len(sheet.rows) - 1, column, offered)
            for row, cells in enumerate(sheet.rows):
                for column, cell in enumerate(cells):
                    _write_cell(page, (row, column), cell, styles[cell.style])


def sheet_name(wanted: str, taken: Iterable[str]) -> str:
    """Return a sheet name that Excel admits (31 characters, none of []:*?/\\) and that is not taken yet."""
    base = "".join(letter for letter in wanted if letter not in "[]:*?/\\").strip("' ")[:31] or "ข้อมูล"
    lowered = {name.casefold() for name in taken}
    name, number = base, 1
    while name.casefold() in lowered:
        number += 1
        ending = f" ({number})"
        name = base[: 31 - len(ending)] + ending
    return name


def _write_cell(page: Any, place: tuple[int, int], cell: Cell, style: Any) -> None:
    if cell.value is None or cell.value == "":
        page.write_blank(*place, None, style)
    elif isinstance(cell.value, str):
        page.write_string(*place, cell.value[:MAX_CELL], style)
    else:
        page.write_number(*place, cell.value, style)
    if cell.comment:
        page.write_comment(*place, cell.comment, {"author": "", "font_name": FONT, "font_size": 12, "x_scale": 2})
