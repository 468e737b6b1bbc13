"""The short way of clean text files lands what the long way lands, to the byte, and leaves the rest alone."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from customer_segmentation.declarations import Feed
from customer_segmentation.intake import clean_text, landing, take_in
from customer_segmentation.intake.tables import TableFinder
from customer_segmentation.settings import Settings

PROJECT = Path(__file__).parents[3]
HEADER = ["เลขทะเบียนนิติบุคคล", "บริการ", "เดือน", "ปริมาณ", "หน่วย"]
ROW = ["0515999000136", "น้ำประปา", "01/2567", "501", "ลบ.ม."]
WORDS = ["รวม", "ยอดรวม", "Total", "หมายเหตุ", "เดือน", "บริการ", "เลขทะเบียนนิติบุคคล", ""]
CELL = st.sampled_from(WORDS) | st.text(alphabet="กรวมำี่ aB09-.,;|'\"()\r\n\t\u00a0\u200b", max_size=6)
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


def landing_files(
    folder: Path, content: bytes, feeds: dict[str, Feed], monkeypatch: pytest.MonkeyPatch, short: bool
) -> dict[str, bytes]:
    """Take in one file, the short way allowed or not; return all that landed."""
    warehouse = Settings(project_dir=PROJECT, data_dir=folder, inbox_dir=folder / "inbox")
    warehouse.inbox_dir.mkdir(parents=True)
    (warehouse.inbox_dir / "usage.csv").write_bytes(content)
    with monkeypatch.context() as patch:
        if not short:
            patch.setattr("customer_segmentation.intake.taking_in.recognise", lambda *_: None)
        take_in(warehouse, feeds)
    files = sorted(warehouse.landing_dir.rglob("*.parquet"))
    return {str(path.relative_to(warehouse.landing_dir)): path.read_bytes() for path in files}


@given(
    rows=st.lists(st.tuples(*[CELL] * 5).map(list), min_size=1, max_size=5),
    keys=st.booleans(),
    habit=HABIT,
    cut=st.booleans(),
)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_both_ways_land_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    feeds: dict[str, Feed],
    monkeypatch: pytest.MonkeyPatch,
    rows: list[list[str]],
    keys: bool,
    habit: tuple[str, str, str],
    cut: bool,
) -> None:
    encoding, separator, end = habit
    if keys:
        rows = [[f"051599900013{number}", row[1], "01/2567", *row[3:]] for number, row in enumerate(rows)]
    content = text([HEADER, *rows], separator, end)
    content = content.removesuffix(end) if cut else content
    if encoding == "cp874":
        content = content.replace("\u200b", "")
    data = content.encode(encoding)
    short, long = (
        landing_files(tmp_path_factory.mktemp("way"), data, feeds, monkeypatch, short=way) for way in (True, False)
    )
    assert short == long


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp874"])
def test_a_clean_file_goes_the_short_way(feeds: dict[str, Feed], tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.csv").write_text(text([HEADER, ROW, ROW], end="\r\n"), encoding=encoding, newline="")
    clean = clean_text.recognise(tmp_path / "a.csv", TableFinder(feeds), tmp_path)
    assert clean is not None and clean.rows == 2 and clean.layout.feed.name == "service_usage"


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
def test_rows_that_may_be_no_data_go_the_long_way(
    feeds: dict[str, Feed], tmp_path: Path, rows: list[list[str]]
) -> None:
    (tmp_path / "a.csv").write_text(text([HEADER, ROW, *rows]), encoding="utf-8")
    assert clean_text.recognise(tmp_path / "a.csv", TableFinder(feeds), tmp_path) is None


@pytest.mark.parametrize("content", ["\n{}", "{}\n\n", '{}a"b,1,2,3,4\n', "{}\x00,1,2,3,4\n"])
def test_irregular_text_goes_the_long_way(feeds: dict[str, Feed], tmp_path: Path, content: str) -> None:
    (tmp_path / "a.csv").write_text(content.format(text([HEADER, ROW])), encoding="utf-8")
    assert clean_text.recognise(tmp_path / "a.csv", TableFinder(feeds), tmp_path) is None


def test_row_groups_are_the_same_beyond_one_batch(
    tmp_path_factory: pytest.TempPathFactory, feeds: dict[str, Feed], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(landing, "BATCH_ROWS", 7)
    data = text([HEADER, *[[*ROW[:3], str(number), ROW[4]] for number in range(20)]]).encode()
    short, long = (
        landing_files(tmp_path_factory.mktemp("way"), data, feeds, monkeypatch, short=way) for way in (True, False)
    )
    assert short == long
