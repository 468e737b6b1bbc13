"""The short way of workbooks with one sheet lands what the long way lands, to the byte, and leaves the rest alone."""

import io
from collections.abc import Sequence
from datetime import date, datetime

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from customer_segmentation.intake import landing
from customer_segmentation.intake.clean_sheet import recognise_sheet
from customer_segmentation.intake.files import Limits
from customer_segmentation.intake.grids import read_content
from customer_segmentation.intake.tables import TableFinder

from .conftest import AllWays

TITLE = ["ทะเบียนผู้ประกอบการ ณ วันที่ 30 กันยายน 2567", None, None, None, None]
HEADER = ["นิคม", "ชื่อ", "เลขทะเบียนนิติบุคคล", "อุตสาหกรรม", "คนงาน"]
ROW = ["บางปู", "บริษัท ก จำกัด", "0515999000136", "ยาง", 60]
Cell = str | float | bool | date | None
CELL = st.one_of(
    st.none(),
    st.sampled_from(["รวม", "หมายเหตุ", "ชื่อ", "บางปู", " ยาง\u00a0", "", "-", "๖๐"]),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**16), 10**16).map(float),
    st.booleans(),
    st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)).map(lambda moment: moment.replace(microsecond=0)),
)


def workbook(rows: Sequence[Sequence[Cell]]) -> bytes:
    """Write one sheet."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet, day = book.add_worksheet("ทะเบียน"), book.add_format({"num_format": "d mmm yyyy h:mm:ss"})
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, bool):
                    sheet.write_boolean(number, column, cell)
                elif isinstance(cell, str):
                    sheet.write_string(number, column, cell)
                elif isinstance(cell, date):
                    sheet.write_datetime(number, column, cell, day)
                elif cell is not None:
                    sheet.write_number(number, column, cell)
    return target.getvalue()


def goes_the_short_way(content: bytes, finder: TableFinder) -> bool:
    """Tell whether a workbook goes the short way."""
    (sheet,) = read_content("a.xlsx", content, Limits.from_environment()).sheets
    return recognise_sheet(sheet, finder) is not None


SHEETS = {"rows": st.lists(st.lists(CELL, min_size=5, max_size=5), min_size=1, max_size=5), "keys": st.booleans()}
FEW = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))


@FEW
@given(**SHEETS)
def test_all_ways_land_the_same(all_ways: AllWays, rows: list[list[Cell]], keys: bool) -> None:
    check_ways(all_ways, rows, keys)


@pytest.mark.long
@settings(FEW, max_examples=150)
@given(**SHEETS)
def test_all_ways_land_the_same_at_length(all_ways: AllWays, rows: list[list[Cell]], keys: bool) -> None:
    check_ways(all_ways, rows, keys)


def check_ways(all_ways: AllWays, rows: list[list[Cell]], keys: bool) -> None:
    """Land a sheet by each way; with keys each row is data."""
    if keys:
        rows = [[row[0], f"บริษัท {number}", f"051599900{number:04d}", *row[3:]] for number, row in enumerate(rows)]
    data = workbook([TITLE, HEADER, *rows])
    shortest, short, long = all_ways("register.xlsx", data)
    assert shortest == short == long


def test_row_groups_are_the_same_beyond_one_batch(
    all_ways: AllWays, finder: TableFinder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(landing, "BATCH_ROWS", 90)
    rows = [[None if number % 3 else f"นิคม {number}", *ROW[1:4], number / 8] for number in range(250)]
    data = workbook([TITLE, HEADER, *rows])
    assert goes_the_short_way(data, finder)
    shortest, short, long = all_ways("register.xlsx", data)
    assert shortest == short == long


def test_columns_of_numbers_land_the_same(all_ways: AllWays) -> None:
    """Whole numbers go together; one that is none, or very long, or minus nothing, takes its column back to cells."""
    for odd in (0.0, -0.0, 5.5, 1e15, -999999999999999.0, 1e300):
        rows = [[*ROW[:4], number] for number in (1, 60.0, odd)]
        shortest, short, long = all_ways("register.xlsx", workbook([TITLE, HEADER, *rows]))
        assert shortest == short == long


@pytest.mark.parametrize(
    "rows",
    [
        [["รวมทั้งสิ้น", None, None, None, 60]],
        [["หมายเหตุ: ประมาณการ", None, None, None, None]],
        [HEADER],
        [[None] * 5, ROW],
        [[*ROW, "เกิน"]],
    ],
)
@pytest.mark.parametrize("before", [1, 250])
def test_rows_that_may_be_no_data_go_the_long_way(finder: TableFinder, rows: list[list[Cell]], before: int) -> None:
    assert goes_the_short_way(workbook([TITLE, HEADER, *[ROW] * before]), finder)
    assert not goes_the_short_way(workbook([TITLE, HEADER, *[ROW] * before, *rows]), finder)
