"""A purge takes values out of the store and of the workbooks that go home; every table stays as it was."""

from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from customer_segmentation.declarations import Feed
from customer_segmentation.documents.rejects import write_rejects
from customer_segmentation.documents.workbooks import Cell, Sheet, write_workbook
from customer_segmentation.ledger import Ledger
from tests.python.returns.conftest import Warehouse

SURVEY = "แบบสำรวจความต้องการและความพึงพอใจ ปี 2566 (การตอบกลับ)"
BUILT = ("path:models/staging", "path:seeds", "data_quality")


def tables(warehouse: Warehouse) -> dict[str, list[tuple[Any, ...]]]:
    """Return every table of staging, seeds and marts, sorted."""
    names = warehouse.rows(
        "select table_schema || '.' || table_name from information_schema.tables"
        " where table_schema in ('staging', 'marts', 'seeds') order by all"
    )
    return {name: warehouse.rows(f"select * from {name} order by all") for (name,) in names}


def values(warehouse: Warehouse, feed: str) -> int:
    """Return how many values of a feed the store holds."""
    return sum(stored(warehouse, feed).values())


def stored(warehouse: Warehouse, feed: str) -> dict[str, int]:
    """Return how many values of each column of a feed the store holds."""
    files = warehouse.settings.personal_dir / "*" / "*.parquet"
    query = f"select column_name, count(*) from read_parquet('{files}') where feed = '{feed}' group by all"
    return dict(warehouse.rows(query))


def texts(folder: Path) -> str:
    """Return the text of every workbook below a folder."""
    books = [CalamineWorkbook.from_path(path) for path in sorted(folder.rglob("*.xlsx"))]
    return "\n".join(str(book.get_sheet_by_name(name).to_python()) for book in books for name in book.sheet_names)


@pytest.fixture
def outbox(warehouse: Warehouse, feeds: dict[str, Feed]) -> Path:
    """Write the workbooks of rejects and return their folder."""
    write_rejects(warehouse.settings, warehouse.path, feeds)
    return warehouse.settings.outbox_dir / "rejects"


def test_without_a_wave_every_table_is_the_same_and_the_inbox_file_is_named(warehouse: Warehouse, outbox: Path) -> None:
    """The survey of 2566 goes, complaints and decisions stay; the workbooks say so, and intake brings nothing back."""
    before, kept = tables(warehouse), values(warehouse, "voice_of_customer")
    assert "@example.com" in texts(outbox)
    done = warehouse.take_in("purge", "--wave", "2566")
    assert done.returncode == 0, done.stderr
    assert f"delete it: {SURVEY}.csv" in done.stdout
    assert "@example.com" not in texts(outbox) and "ลบแล้ว (PDPA) p:" in texts(outbox)

    for path in warehouse.settings.landing_dir.rglob("*.parquet"):
        path.unlink()
    assert warehouse.take_in().returncode == 0
    warehouse.build(*BUILT)
    assert tables(warehouse) == before
    assert (values(warehouse, "survey_responses"), values(warehouse, "voice_of_customer")) == (0, kept)
    [event] = Ledger(warehouse.settings.ledger_dir).read("purges")
    assert (event["scope"], event["wave"], event["feeds"]) == ("wave", 2566, ["survey_responses"])


def test_a_purged_respondent_whose_row_comes_back_is_the_same_respondent(warehouse: Warehouse, outbox: Path) -> None:
    """The answer that was rejected is corrected in the workbook without the names: still one sheet per person."""
    before = warehouse.rows("select respondent_key from staging.stg_survey_responses order by all")
    assert warehouse.take_in("purge", "--wave", "2566").returncode == 0
    [workbook] = outbox.rglob(f"{SURVEY}*.xlsx")
    book = CalamineWorkbook.from_path(workbook)
    corrected = [
        Sheet(name, [[Cell("5" if text == "ดีมาก" else text) for text in row] for row in rows])
        for name in book.sheet_names
        for rows in [book.get_sheet_by_name(name).to_python()]
    ]
    write_workbook(warehouse.settings.inbox_dir / workbook.name, corrected)
    assert warehouse.take_in().returncode == 0
    warehouse.build(*BUILT)
    assert warehouse.rows("select respondent_key from staging.stg_survey_responses order by all") == before
    assert warehouse.rows(
        "select count(*) from staging.stg_survey_responses where source_file like '%(แก้ไข).xlsx'"
    ) != [(0,)]
    # the columns that the workbook added came back with it, the respondent did not
    assert set(stored(warehouse, "survey_responses")) == {"_extra"}


def test_what_is_over_goes_by_the_period_of_each_row(warehouse: Warehouse) -> None:
    """36 months after 2566 the survey goes, months before the complaints of the fiscal year 2567."""
    assert "nothing" in warehouse.take_in("purge", "--as-of", "2026-12-30").stdout
    assert warehouse.take_in("purge", "--as-of", "2026-12-31").returncode == 0
    assert values(warehouse, "survey_responses") == 0
    assert values(warehouse, "voice_of_customer") > 0
    assert warehouse.take_in("purge", "--as-of", "2027-09-30").returncode == 0
    assert values(warehouse, "voice_of_customer") == 0
    assert values(warehouse, "decisions") > 0


def test_nobody_of_that_name_is_said_in_both_languages(warehouse: Warehouse) -> None:
    """Nothing is booked."""
    done = warehouse.take_in("purge", "--person", "นาย ไม่มี ตัวตน")
    assert done.returncode == 2
    assert "ไม่พบบุคคลนี้" in done.stderr and "Nobody" in done.stderr


def test_without_a_warehouse_the_workbooks_are_deleted(warehouse: Warehouse, outbox: Path) -> None:
    """They can be made again when there is one; meanwhile nobody is in them."""
    warehouse.path.unlink()
    assert warehouse.take_in("purge", "--person", "r24@example.com").returncode == 0
    assert texts(outbox) == ""
