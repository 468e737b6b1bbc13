"""The short way of clean text files lands what the long way lands, to the byte, and leaves the rest alone."""

import csv
import io
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from customer_segmentation.intake import clean_text, landing, spotless, texts
from customer_segmentation.intake.regularity import IrregularError, in_doubt, look
from customer_segmentation.intake.spotless import recognise_spotless, spotless_batches
from customer_segmentation.intake.tables import TableFinder, key_positions

from .conftest import AllWays

HEADER = ["เลขทะเบียนนิติบุคคล", "บริการ", "เดือน", "ปริมาณ", "หน่วย"]
ROW = ["0515999000136", "น้ำประปา", "01/2567", "501", "ลบ.ม."]
WORDS = ["รวม", "ยอดรวม", "Total", "หมายเหตุ", "เดือน", "บริการ", "เลขทะเบียนนิติบุคคล", ""]
CELL = st.sampled_from(WORDS) | st.text(alphabet="กรวมำี่ aB09-.,;|'\"()\r\n\t\u00a0\u200b", max_size=6)
SPOKEN = st.sampled_from(
    ["เลขทะเบียน นิติบุคคล", "เเหล่งที่มา", "แหล่ง-ที่มา:", "TAX  id", "Area", "ﬁeld", "ชื่อ", "สํารวจ ปี", "ขนาดพื้นที่ (ไร่)", "ขอคําถาม"]
)
HABIT = st.tuples(
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp874"]),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
)


def text(rows: list[list[str]], separator: str = ",", end: str = "\n") -> str:
    """Write rows as a spreadsheet program does."""
    target = io.StringIO()
    csv.writer(target, delimiter=separator, lineterminator=end).writerows(rows)
    return target.getvalue()


def rows_read(path: Path, finder: TableFinder, scratch: Path) -> int | None:
    """Return how many rows the short way reads; None if the file must go the long way."""
    clean = clean_text.recognise(path, finder, scratch)
    try:
        return sum(batch.num_rows for batch in clean_text.batches(clean, finder, 50)) if clean else None
    except IrregularError:
        return None


def rows_without_a_spot(path: Path, finder: TableFinder) -> list[list[str | None]] | None:
    """Return the rows that the shortest way reads; None if the file must go another."""
    found = recognise_spotless(path, finder)
    try:
        read = (
            [list(row.values()) for batch in spotless_batches(found, finder, 50) for row in batch.to_pylist()]
            if found
            else None
        )
    except IrregularError:
        return None
    return read and [row[:-1] for row in read]


FILES = {
    "rows": st.lists(st.tuples(*[CELL] * 5).map(list), min_size=1, max_size=5),
    "keys": st.booleans(),
    "habit": HABIT,
    "cut": st.booleans(),
}
FEW = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(FEW, max_examples=150)


def content_of(rows: list[list[str]], keys: bool, habit: tuple[str, str, str], cut: bool) -> bytes:
    """Write a file of this habit; with keys each row is data, cut it ends without a line end."""
    encoding, separator, end = habit
    if keys:
        rows = [[f"051599900013{number}", row[1], "01/2567", *row[3:]] for number, row in enumerate(rows)]
    content = text([HEADER, *rows], separator, end)
    content = content.removesuffix(end) if cut else content
    return content.replace("\u200b", "" if encoding == "cp874" else "\u200b").encode(encoding)


@FEW
@given(**FILES)
def test_all_ways_land_the_same(all_ways: AllWays, **file: Any) -> None:
    shortest, short, long = all_ways("usage.csv", content_of(**file))
    assert shortest == short == long


@pytest.mark.long
@MANY
@given(**FILES)
def test_all_ways_land_the_same_at_length(all_ways: AllWays, **file: Any) -> None:
    shortest, short, long = all_ways("usage.csv", content_of(**file))
    assert shortest == short == long


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp874"])
def test_a_clean_file_goes_the_short_way(finder: TableFinder, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.csv").write_text(text([HEADER, ROW, ROW], end="\r\n"), encoding=encoding, newline="")
    clean = clean_text.recognise(tmp_path / "a.csv", finder, tmp_path)
    assert rows_without_a_spot(tmp_path / "a.csv", finder) == [ROW, ROW]
    assert clean is not None and clean.plain and clean.layout.feed.name == "service_usage"
    assert rows_read(tmp_path / "a.csv", finder, tmp_path) == 2


@pytest.mark.parametrize(
    "rows",
    [
        [["รวมทั้งสิ้น", "", "", "501", ""]],
        [["", "", "", "", "หมายเหตุ: ประมาณการ"]],
        [HEADER],
        [["", "", "", "", ""]],
        [ROW[:4]],
        [[*ROW, "เกิน"]],
    ],
)
def test_rows_that_may_be_no_data_go_the_long_way(finder: TableFinder, tmp_path: Path, rows: list[list[str]]) -> None:
    (tmp_path / "a.csv").write_text(text([HEADER, ROW, *rows]), encoding="utf-8")
    assert rows_without_a_spot(tmp_path / "a.csv", finder) is None
    assert rows_read(tmp_path / "a.csv", finder, tmp_path) is None


@pytest.mark.parametrize("content", ["\n{}", "{}\n\n", '{}a"b,1,2,3,4\n', "{}\x00,1,2,3,4\n"])
def test_irregular_text_goes_the_long_way(finder: TableFinder, tmp_path: Path, content: str) -> None:
    (tmp_path / "a.csv").write_text(content.format(text([HEADER, ROW])), encoding="utf-8")
    assert rows_without_a_spot(tmp_path / "a.csv", finder) is None
    assert rows_read(tmp_path / "a.csv", finder, tmp_path) is None


@given(rows=st.lists(st.lists(st.none() | CELL | SPOKEN, min_size=5, max_size=5), min_size=20, max_size=20))
@settings(FEW, max_examples=8)
def test_no_row_in_doubt_escapes_the_cheap_look(finder: TableFinder, rows: list[list[str | None]]) -> None:
    """Twenty rows a query, for to make its pattern ready takes longer than to look."""
    layout = finder.layout_of(list(HEADER))
    assert layout is not None
    plain = [[texts.plain(cell) if cell else None for cell in row] for row in rows]
    cells = ", ".join(f"cells[{position + 1}] as c{position}" for position in range(len(HEADER)))
    query = f"select {look(layout, finder)} from (select {cells} from (select unnest(?::varchar[][]) as cells))"
    with duckdb.connect() as connection:
        looks = [seen for (seen,) in connection.execute(query, [plain]).fetchall()]
    for row, seen in zip(plain, looks, strict=True):
        assert seen or not in_doubt(row, key_positions(layout), finder)


LINES = {
    "cells": st.lists(CELL | SPOKEN | st.sampled_from(ROW), min_size=5, max_size=5),
    "end": st.sampled_from(["\n", "\r\n"]),
}


@settings(FEW, max_examples=60)
@given(**LINES)
def test_no_row_in_doubt_is_without_a_spot(finder: TableFinder, tmp_path: Path, cells: list[str], end: str) -> None:
    check_no_doubt(finder, tmp_path, cells, end)


@pytest.mark.long
@settings(FEW, max_examples=1_000)
@given(**LINES)
def test_no_row_in_doubt_is_without_a_spot_at_length(
    finder: TableFinder, tmp_path: Path, cells: list[str], end: str
) -> None:
    check_no_doubt(finder, tmp_path, cells, end)


def check_no_doubt(finder: TableFinder, folder: Path, cells: list[str], end: str) -> None:
    """Below a clean row, a row either has a spot or is data, cut as the long way cuts it."""
    layout = finder.layout_of(list(HEADER))
    assert layout is not None
    content = end.join([",".join(HEADER), ",".join(ROW), ",".join(cells), ""])
    (folder / "a.csv").write_bytes(content.encode())
    rows = rows_without_a_spot(folder / "a.csv", finder)
    if rows is not None:
        assert rows == texts.split(content, ",")[1:]
        assert not any(in_doubt(row, key_positions(layout), finder) for row in rows)


def test_a_spot_is_seen_wherever_a_block_ends(
    finder: TableFinder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [ROW, ["0515999000136", " น้ำเสีย", *ROW[2:]], ROW]
    for size in range(300, 420, 3):
        monkeypatch.setattr(spotless, "BLOCK_BYTES", size)
        (tmp_path / "a.csv").write_text(text([HEADER, *lines]), encoding="utf-8")
        assert rows_without_a_spot(tmp_path / "a.csv", finder) is None
    (tmp_path / "a.csv").write_text(text([HEADER, *[ROW] * 9]), encoding="utf-8")
    assert rows_without_a_spot(tmp_path / "a.csv", finder) == [ROW] * 9


def test_blanks_take_the_value_above_them_also_across_batches(
    all_ways: AllWays, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(landing, "BATCH_ROWS", 3)
    estates = ["", "บางปู", "", "", "", "บางชัน", "", ""]
    rows = [[estate, f"บริษัท {number}", f"051599900{number:04d}", "ยาง"] for number, estate in enumerate(estates)]
    data = text([["นิคม", "ชื่อ", "เลขทะเบียนนิติบุคคล", "อุตสาหกรรม"], *rows]).encode()
    shortest, short, long = all_ways("usage.csv", data)
    assert shortest == short == long


@pytest.mark.parametrize(
    ("tail", "code"),
    [
        ("0515999000136,น้ำเสีย,02/2567,7,ลบ.ม.\n", None),
        ("0515999000136,น้ำเสีย,02/2567,4,ลบ", "line_open"),
        ("0515999000136,น้ำเสีย,02/2567,4", "line_cut"),
        ("05159990", "line_cut"),
        ("หมายเหตุ: ประมาณการ", "line_open"),
    ],
    ids=["whole", "in a cell", "before a cell", "to one cell", "a note"],
)
def test_a_text_that_was_cut_says_so_whichever_way_it_goes(all_ways: AllWays, tail: str, code: str | None) -> None:
    """No row is refused for it: rows and set aside are what they were."""
    shortest, short, long = all_ways("usage.csv", (text([HEADER, ROW, ROW]) + tail).encode())
    assert shortest == short == long
    (written,) = [data for path, data in long.items() if "_tables" in path and landing.DECLARED not in path]
    [table] = pq.read_table(io.BytesIO(written)).to_pylist()
    assert (table["hint_codes"], table["rows_in"]) == (code, 4)
    assert code is None or "(แถว 4)" in table["hints_th"]


def test_row_groups_are_the_same_beyond_one_batch(all_ways: AllWays, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landing, "BATCH_ROWS", 7)
    data = text([HEADER, *[[*ROW[:3], str(number), ROW[4]] for number in range(20)]]).encode()
    shortest, short, long = all_ways("usage.csv", data)
    assert shortest == short == long


@pytest.mark.parametrize(
    ("cell", "lands"),
    [("x" * 1_000_000, True), ("x" * 1_000_001, False), ("ก" * 400_000, True)],
    ids=["at", "above", "letters of three bytes"],
)
def test_a_cell_of_a_million_bytes_lands_the_same_all_ways(all_ways: AllWays, cell: str, lands: bool) -> None:
    """The limit of a cell is letters, not bytes; whatever goes beyond it is refused by every way."""
    shortest, short, long = all_ways("usage.csv", text([HEADER, ROW, [*ROW[:4], cell]]).encode())
    assert shortest == short == long
    assert any("service_usage" in path and landing.DECLARED not in path for path in long) == lands


@pytest.mark.parametrize("batch", [3, 50_000])
def test_personal_columns_land_the_same_all_ways(
    all_ways: AllWays, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    """Names, telephones and words of ten complaints, some blank, one a key already."""
    monkeypatch.setattr(landing, "BATCH_ROWS", batch)
    words = ["นาย ก", "-", "", "p:" + "0" * 32, "นาย  ก", "A, B", "ไม่ระบุ", "ค", "๐๘๑", "x"]
    rows = [[str(number), "2024-01-05", "น้ำ", text, text, text] for number, text in enumerate(words)]
    data = text([["เลขรับ", "วันที่รับ", "เรื่อง", "รายละเอียด", "ผู้แจ้ง", "โทรศัพท์"], *rows]).encode()
    shortest, short, long = all_ways("usage.csv", data)
    assert shortest == short == long
