"""The files of tests/samples land as their expected.csv says."""

import csv
import json
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from customer_segmentation.declarations import Feed
from customer_segmentation.intake import IntakeResult, take_in
from customer_segmentation.intake.landing import DECLARED
from customer_segmentation.settings import Settings

PROJECT = Path(__file__).parents[3]
SAMPLES = PROJECT / "tests" / "samples"
EXPECTED = list(csv.DictReader((SAMPLES / "expected.csv").read_text(encoding="utf-8-sig").splitlines()))
Rows = list[dict[str, Any]]


class Warehouse:
    """The samples, taken in once for all tests of this file."""

    def __init__(self, settings: Settings, result: IntakeResult, seconds: float) -> None:
        self.settings = settings
        self.result = result
        self.seconds = seconds

    def read(self, folder: str) -> Rows:
        """Return the rows of a feed or of one of intake's books."""
        paths = sorted((self.settings.landing_dir / folder).glob("*.parquet"))
        return [row for path in paths for row in pq.read_table(path).to_pylist()]

    def tables(self, file: str) -> Rows:
        """Return the tables of one file of expected.csv; the members of an archive count as one."""
        return [row for row in self.read("_tables") if row["_file"] == file or row["_file"].startswith(f"{file}/")]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory, feeds: dict[str, Feed]) -> Iterator[Warehouse]:
    data_dir = tmp_path_factory.mktemp("samples")
    inbox = data_dir / "inbox"
    shutil.copytree(SAMPLES, inbox, ignore=shutil.ignore_patterns("expected.csv", "README.md"))
    settings = Settings(project_dir=PROJECT, data_dir=data_dir, inbox_dir=inbox)
    start = time.perf_counter()
    result = take_in(settings, feeds)
    yield Warehouse(settings, result, time.perf_counter() - start)


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda row: f"{row['file']}:{row['feed']}")
def test_a_sample_lands_as_expected(warehouse: Warehouse, expected: dict[str, str]) -> None:
    tables = warehouse.tables(expected["file"])
    assert tables, "every file has its rows in the book of tables"
    if expected["feed"]:
        read = [table for table in tables if table["feed"] == expected["feed"]]
        assert sum(table["rows"] for table in read) == int(expected["rows"])
        assert int(expected["rows"]) == int(expected["accepted"]) + int(expected["rejected"])
        assert {table["status"] for table in read} == {"read"}
    else:
        assert [table["feed"] for table in tables] == [None]
        assert tables[0]["status"] in {"set_aside", "unreadable"}
        assert tables[0]["reason_th"] and tables[0]["reason_en"]


def test_rows_in_are_rows_and_set_aside_for_every_table(warehouse: Warehouse) -> None:
    set_aside = Counter((row["_file"], row["_sheet"]) for row in warehouse.read("_set_aside") if row["_row"])
    booked: Counter[tuple[str, str]] = Counter()
    for table in warehouse.read("_tables"):
        assert table["rows_in"] == table["rows"] + table["set_aside"], table
        booked[table["_file"], table["_sheet"]] += table["set_aside"]
    assert {key: count for key, count in booked.items() if count} == dict(set_aside)


def test_no_source_row_is_landed_twice_or_landed_and_set_aside(warehouse: Warehouse, feeds: dict[str, Feed]) -> None:
    aside = {(row["_file"], row["_sheet"], row["_row"]) for row in warehouse.read("_set_aside")}
    for table in warehouse.read("_tables"):
        if table["feed"]:
            place = (table["_file"], table["_sheet"], table["_table"])
            rows = [
                row for row in warehouse.read(table["feed"]) if (row["_file"], row["_sheet"], row["_table"]) == place
            ]
            numbers = {row["_row"] for row in rows}
            assert len(numbers) == table["rows"]
            assert not {(*place[:2], number) for number in numbers} & aside
            if feeds[table["feed"]].cells is None:
                assert len(rows) == table["rows"]


def test_what_is_set_aside_of_the_register_is_told_apart(warehouse: Warehouse) -> None:
    file = "ฝตล/ทะเบียนผู้ประกอบการ ปีงบ 2567.xlsx"
    rows = [row for row in warehouse.read("_set_aside") if row["_file"] == file]
    kinds = Counter(row["kind"] for row in rows if row["_sheet"] == "ทะเบียน")
    assert kinds == {"title": 2, "header": 2, "total": 7, "note": 1}
    assert {row["_sheet"]: row["reason_code"] for row in rows if row["kind"] == "sheet"} == {
        "หมายเหตุ": "no_feed",
        "เก่า": "sheet_hidden",
    }


def test_the_register_keeps_text_types_and_blank_down(warehouse: Warehouse) -> None:
    rows = {row["_row"]: row for row in warehouse.read("customers") if "แก้ไข" not in row["_file"]}
    assert rows[6]["employees"] == "60" and json.loads(rows[6]["_types"])["employees"] == "number"
    assert rows[7]["start_year"] == "๒๕๓๑" and "start_year" not in json.loads(rows[7]["_types"])
    assert rows[13]["juristic_id"] == "205999000074"
    assert rows[17]["juristic_id"] == "1.20600E+11"
    assert rows[14]["employees"] == "-" and rows[14]["estate"] == "นิคมอุตสาหกรรมแหลมฉบัง"
    assert {"ทะเบียน", "ณ วันที่ 30 กันยายน 2567"} <= set(rows[6]["_title"].split(" | "))


def test_months_are_melted_and_the_check_column_is_no_data(warehouse: Warehouse) -> None:
    wide = [row for row in warehouse.read("service_usage") if row["_file"].endswith(".xlsx")]
    assert len(wide) == 432
    assert Counter(json.loads(row["_types"] or "{}").get("quantity", "text") for row in wide) == {
        "number": 425,
        "text": 6,
        "error": 1,
    }
    broken = next(row for row in wide if '"error"' in (row["_types"] or ""))
    place = (broken["_sheet"], broken["_row"], broken["month"], broken["_column"], broken["quantity"])
    assert place == ("น้ำประปา", 8, "เม.ย. 67", "เม.ย. 67", "#REF!")
    assert json.loads(wide[0]["_check"]) == {"รวม": "11658"}


def test_survey_items_are_melted_with_their_group(warehouse: Warehouse) -> None:
    answers = warehouse.read("survey_responses")
    assert len(answers) == 31 * 11
    overall = [row for row in answers if row["item_group"] == "ความพึงพอใจโดยรวม"]
    assert len(overall) == 31 and not any(row["item_wording"] for row in overall)
    first = next(row for row in answers if row["item_wording"] == "ระบบน้ำประปา")
    assert (first["answer"], first["services_used"] is None, first["_row"]) == ("มากที่สุด", False, 2)


def test_two_tables_of_a_sheet_are_told_apart(warehouse: Warehouse) -> None:
    targets, actuals = warehouse.read("area_targets"), warehouse.read("area_actuals")
    assert len(targets) == 12 and len(actuals) == 16
    assert {row["_title"] for row in (*targets, *actuals)} == {"เป้าและผล | ปีงบประมาณ 2567"}
    assert [row["_table"] for row in (targets[0], actuals[0])] == [1, 2]


def test_a_line_break_inside_a_cell_stays(warehouse: Warehouse) -> None:
    voices = warehouse.read("voice_of_customer")
    stored = pq.read_table(next((warehouse.settings.personal_dir / "voice_of_customer").glob("*.parquet"))).to_pylist()
    details = [row["value"] for row in stored if (row["source_row"], row["column_name"]) == (6, "details")]
    assert details == ["ได้รับกลิ่นช่วงกลางคืน\nโดยเฉพาะวันหยุด"]
    assert [row["_row"] for row in voices] == list(range(2, 14))


def test_competitors_and_decimal_commas_land_as_found(warehouse: Warehouse) -> None:
    ratings = warehouse.read("positioning_ratings")
    assert len(ratings) == 24 and {row["competitor"] for row in ratings} == {"กนอ.", "คู่แข่ง ก", "คู่แข่ง ข", "คู่แข่ง ค"}
    assert warehouse.read("market_statistics")[0]["market_size_rai"] == "1200,5"
    assert warehouse.read("decisions")[0]["decided_on"] == "2023-11-30"


def test_archive_members_are_named_by_archive_and_path(warehouse: Warehouse) -> None:
    files = {row["_file"] for row in warehouse.read("service_usage") if ".zip" in row["_file"]}
    folder = "ข้อมูลจากสำนักงานนิคม.zip/ลาดกระบัง"
    assert files == {f"{folder}/usage_1.csv", f"{folder}/usage_2.csv"}


def test_damaged_files_say_what_happened_and_what_to_do(warehouse: Warehouse) -> None:
    reasons = {row["_file"]: row for row in warehouse.read("_tables") if row["status"] != "read" and not row["_sheet"]}
    assert reasons["ไฟล์เสีย.xlsx"]["status"] == "unreadable"
    assert reasons["ไฟล์เสีย.xlsx"]["reason_code"] == "workbook_broken"
    assert reasons["ตัวอักษรเพี้ยน.csv"]["reason_code"] == "mojibake"
    assert "UTF-8" in reasons["ตัวอักษรเพี้ยน.csv"]["reason_th"]
    assert reasons["บันทึกข้อความ.csv"]["reason_code"] == "no_feed"
    assert reasons["บันทึกข้อความ.csv"]["rows_in"] == 2


def test_the_correction_comes_after_what_it_corrects(warehouse: Warehouse) -> None:
    lines = (warehouse.settings.ledger_dir / "files.jsonl").read_text(encoding="utf-8").splitlines()
    events = [json.loads(line) for line in lines]
    assert [event["sequence"] for event in events] == list(range(1, len(events) + 1))
    assert "แก้ไข" in events[-1]["file"]


def test_a_second_intake_changes_nothing(warehouse: Warehouse, feeds: dict[str, Feed]) -> None:
    def state() -> dict[str, tuple[bytes, int]]:
        folders = (warehouse.settings.landing_dir, warehouse.settings.ledger_dir)
        files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
        return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}

    before = state()
    again = take_in(warehouse.settings, feeds)
    assert state() == before
    assert not any(report.new for report in again.reports)
    assert again.rows == warehouse.result.rows


def test_another_machine_lands_the_same_bytes(warehouse: Warehouse, feeds: dict[str, Feed], tmp_path: Path) -> None:
    """One file of each kind: text, old and new workbook, archive."""
    inbox = tmp_path / "inbox"
    for pattern in ("*.txt", "*.xls", "คะแนน*.xlsx", "*.zip"):
        (file,) = warehouse.settings.inbox_dir.glob(pattern)
        inbox.mkdir(exist_ok=True)
        shutil.copy(file, inbox)
    settings = Settings(project_dir=PROJECT, data_dir=tmp_path, inbox_dir=inbox)
    take_in(settings, feeds)
    landed = [path for path in sorted(settings.landing_dir.rglob("*.parquet")) if path.stem != DECLARED]
    assert len(landed) > 10
    for path in landed:
        other = warehouse.settings.landing_dir / path.relative_to(settings.landing_dir)
        assert other.read_bytes() == path.read_bytes()


def test_the_samples_land_within_a_minute(warehouse: Warehouse) -> None:
    assert warehouse.seconds < 60
