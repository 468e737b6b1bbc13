"""Makes the files of the corpus, each with what intake and staging must make of it, from a seed and a number.

A file is a container (encoding, separator, workbook, archive) around sheets; a sheet holds one or two tables in a
layout (titles, header of two rows, totals, blank-down, shuffled columns, unknown columns); a table has planted defects.
Now and then the file as a whole is damaged instead, and must be refused with its reason.
"""

import io
import itertools
import random
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import xlsxwriter
import xlwt

from demo.names import juristic_id
from demo.sheets import csv_text
from tests.python.corpus.tables import CELL, KINDS, MONTHS, ROW, WARNING, Kind

Grid = list[list[str]]
CONTAINERS = (
    *itertools.product(("utf-8", "utf-8-sig", "utf-16", "cp874"), (",", ";", "\t")),
    ("xlsx", ""),
    ("xlsx", ""),
    ("xlsx", ""),
    ("xls", ""),
    ("zip", ""),
)
FOLDERS = ("", "ฝปก.1/", "ปีงบ 2567/ฝตล ส่งใหม่/", "ปีงบ 2566/")
# how often a file is damaged as a whole, in hundred
DAMAGED = 12


@dataclass
class Expected:
    """What must become of one table: rows in the sheet, typed values that count, problems by row, lines set aside."""

    sheet: str
    feed: str
    rows: int = 0
    rejected: int = 0
    set_aside: int = 0
    values: list[tuple[str | None, ...]] = field(default_factory=list)
    problems: set[tuple[int, str, str]] = field(default_factory=set)


@dataclass
class Made:
    """One file of the corpus; `refused` is what the sentence of a file that can't be used must say."""

    path: str
    source: str
    content: bytes
    tables: list[Expected]
    refused: str = ""


def make_file(seed: int, number: int) -> Made:
    """Make one file; the same seed and number give the same bytes."""
    rng = random.Random(f"{seed}/{number}")
    encoding, separator = CONTAINERS[number % len(CONTAINERS)]
    is_book = encoding in ("xlsx", "xls")
    if rng.randrange(100) < DAMAGED:
        return _damaged(rng, number)
    sheets: dict[str, Grid] = {}
    tables: list[Expected] = []
    for index in range(rng.choice([1, 1, 2]) if is_book else 1):
        name = f"แผ่น {index + 1}" if is_book else ""
        sheets[name], found = _sheet(rng, number * 100 + index * 50, name, may_hold_two=is_book)
        tables += found
    stem = f"{rng.choice(FOLDERS)}ไฟล์ {number:03d}"
    if encoding == "zip":
        inner = f"ข้อมูล {number}.csv"
        content = _zip({inner: csv_text(sheets[""]).encode("utf-8")})
        return Made(f"{stem}.zip", f"{stem}.zip/{inner}", content, tables)
    if is_book:
        content = _xlsx(sheets) if encoding == "xlsx" else _xls(sheets)
        return Made(f"{stem}.{encoding}", f"{stem}.{encoding}", content, tables)
    content = csv_text(sheets[""], separator).encode(encoding)
    return Made(f"{stem}.csv", f"{stem}.csv", content, tables)


def _sheet(rng: random.Random, serial: int, name: str, may_hold_two: bool) -> tuple[Grid, list[Expected]]:
    if rng.randrange(5) == 0:
        return _wide_usage(rng, serial, name)
    kinds = rng.sample(KINDS, 2) if may_hold_two and rng.randrange(4) == 0 else [rng.choice(KINDS)]
    grid: Grid = []
    tables = []
    for kind in kinds:
        if grid:
            grid += [[], []]
        titled = len(kinds) > 1 or rng.randrange(2) == 0
        row_below_header = len(grid) + 2
        tables.append(_table(rng, kind, serial, name, grid, titled))
        if kind.feed == "customers" and not titled:
            tables[-1].problems.add((row_below_header, "register_day_missing", WARNING))
        serial += 25
    return grid, tables


def _table(rng: random.Random, kind: Kind, serial: int, sheet: str, grid: Grid, titled: bool) -> Expected:
    """Append one table to the grid and return what must become of it."""
    expected = Expected(sheet, kind.feed)
    columns = list(kind.headers)
    if rng.randrange(2):
        rng.shuffle(columns)
    extra = rng.randrange(3) == 0
    if titled:
        grid.append([kind.title])
        expected.set_aside += 1
        if rng.randrange(2):
            grid.append([])
    grid.append([rng.choice(kind.headers[name]) for name in columns] + (["คอลัมน์ที่ไม่รู้จัก"] if extra else []))
    expected.set_aside += 1
    blank_down = columns[0] == "estate" and rng.randrange(2) == 0
    above = ""
    for offset in range(rng.randrange(3, 12)):
        drawn = {name: kind.draws[name](rng, serial + offset) for name in columns}
        written = {name: text for name, (text, _) in drawn.items()}
        meant: dict[str, Any] = {name: value for name, (_, value) in drawn.items()}
        row = len(grid) + 1
        severity = ""
        if rng.randrange(5) == 0:
            defect = rng.choice(kind.defects)
            severity = defect.severity
            written[defect.column] = defect.written
            meant[defect.column] = None if severity in (ROW, CELL) else defect.written
            expected.problems.add((row, defect.reason, severity))
        if str(meant.get("value_baht")).startswith("-"):
            expected.problems.add((row, "value_negative", WARNING))
        if blank_down:
            written["estate"], above = "" if written["estate"] == above else written["estate"], written["estate"]
        grid.append([written[name] for name in columns] + ([rng.choice(["x", ""])] if extra else []))
        expected.rows += 1
        if severity == ROW:
            expected.rejected += 1
        else:
            expected.values.append(tuple(meant[name] for name in kind.headers))
    if rng.randrange(3) == 0:
        grid.append([f"รวม {expected.rows} รายการ"])
        expected.set_aside += 1
    return expected


def _wide_usage(rng: random.Random, serial: int, sheet: str) -> tuple[Grid, list[Expected]]:
    """Return a sheet with a month a column and a total beside them: every cell counts by itself."""
    expected = Expected(sheet, "service_usage")
    months = [date(2023, 10, 1), date(2023, 11, 1), date(2023, 12, 1)]
    headers = [
        rng.choice([f"{MONTHS[day.month - 1]} {(day.year + 543) % 100}", f"{day.month:02d}/{day.year + 543}"])
        for day in months
    ]
    grid: Grid = [["เลขทะเบียนนิติบุคคล", "บริการ", *headers, "รวม"]]
    expected.set_aside += 1
    for offset in range(rng.randrange(3, 10)):
        row = len(grid) + 1
        owner = juristic_id("10", False, serial + offset)
        amounts = [rng.randrange(10, 9_000) for _ in months]
        cells = [f"{amount:,}" for amount in amounts]
        mistake = rng.randrange(8)
        known: list[int | None] = list(amounts)
        if mistake in (0, 1):
            at = rng.randrange(len(months))
            cells[at], known[at] = ("#REF!", None) if mistake == 0 else ("ไม่ทราบค่า", None)
            expected.problems.add((row, "cell_error" if mistake == 0 else "number_not_readable", CELL))
        total = sum(amount for amount in known if amount is not None)
        if mistake == 2:
            total += 7
            expected.problems.add((row, "total_differs", "warning"))
        grid.append([owner, "น้ำประปา", *cells, f"{total:,}"])
        expected.rows += 1
        expected.values += [
            (owner, "water", month.isoformat(), None if amount is None else f"{amount:.4f}")
            for month, amount in zip(months, known, strict=True)
        ]
    return grid, [expected]


def _damaged(rng: random.Random, number: int) -> Made:
    """Return a file that must be refused as a whole, with a part of the sentence that says why."""
    kind = rng.choice(KINDS)
    grid: Grid = []
    _table(rng, kind, number * 100, "", grid, titled=False)
    text = csv_text(grid)
    book = _xlsx({"แผ่น 1": grid})
    required = rng.choice(kind.required)
    without = [
        [cell for name, cell in zip(kind.headers, row, strict=False) if name != required] for row in _plain(rng, kind)
    ]
    near = _plain(rng, kind)
    at = list(kind.headers).index(required)
    near[0][at] = kind.headers[required][0] + "ๆ"
    choices = [
        ("csv", b" ", "empty"),
        ("xlsx", book[: len(book) // 2], "truncated, damaged"),
        ("csv", text.encode("cp874", "replace").decode("latin-1").encode("utf-8"), "wrong encoding"),
        ("csv", csv_text(without).encode("utf-8"), "No known table"),
        ("csv", csv_text(near).encode("utf-8"), near[0][at]),
        ("csv", csv_text([["ผลไม้", "ราคา", "จำนวน"], ["ส้ม", "10", "3"]]).encode("utf-8"), "No known table"),
        ("xls", b"<html><body><table><tr><td>1</td></tr></table></body></html>", "web page"),
        ("pdf", b"%PDF-1.4 not a table", "a document (PDF)"),
        ("zip", b"PK\x03\x04 broken", "ZIP"),
    ]
    suffix, content, sentence = rng.choice(choices)
    path = f"{rng.choice(FOLDERS)}เสีย {number:03d}.{suffix}"
    # the same bytes twice would be one file to intake
    content += b"\n" * number if suffix == "csv" else str(number).encode()
    return Made(path, path, content, [], sentence)


def _plain(rng: random.Random, kind: Kind) -> Grid:
    """Return a table of a kind without any mistake, in the declared order of columns."""
    rows = [[headers[0] for headers in kind.headers.values()]]
    return rows + [[kind.draws[name](rng, serial)[0] for name in kind.headers] for serial in range(3)]


def _xlsx(sheets: dict[str, Grid]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": date(2024, 1, 1)})
    for name, grid in sheets.items():
        sheet = book.add_worksheet(name)
        for row, column, cell in _cells(grid):
            sheet.write_string(row, column, cell)
    book.close()
    return buffer.getvalue()


def _xls(sheets: dict[str, Grid]) -> bytes:
    buffer = io.BytesIO()
    book = xlwt.Workbook(encoding="utf-8")
    for name, grid in sheets.items():
        sheet = book.add_sheet(name)
        for row, column, cell in _cells(grid):
            sheet.write(row, column, cell)
    book.save(buffer)
    return buffer.getvalue()


def _cells(grid: Sequence[Sequence[str]]) -> list[tuple[int, int, str]]:
    return [(row, column, cell) for row, cells in enumerate(grid) for column, cell in enumerate(cells) if cell]


def _zip(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content)
    return buffer.getvalue()
