"""Customers that may be one are asked about in a workbook; filled in and dropped into the inbox it answers."""

import shutil
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from customer_segmentation.declarations import Feed
from customer_segmentation.documents.duplicates import NAME, write_duplicates
from customer_segmentation.documents.workbooks import Cell, Sheet, write_workbook
from customer_segmentation.settings import PROJECT_DIR, Settings
from tests.python.returns.conftest import Warehouse
from tests.python.returns.test_workbooks import active_parts

REGISTER = """ทะเบียนผู้ประกอบการ ณ วันที่ 30 กันยายน 2567
นิคมอุตสาหกรรม,ชื่อผู้ประกอบการ,เลขทะเบียนนิติบุคคล,ประเภทอุตสาหกรรม
บางปู,บริษัท ชื่อพ้อง จำกัด,0105999000105,อาหาร
บางปู,บจก. ชื่อพ้อง,0105999000113,อาหาร
บางปู,บริษัท ชื่อเหมือน จำกัด,0105999000121,อาหาร
ลาดกระบัง,บมจ. ชื่อเหมือน,0105999000130,อาหาร
"""
BUILT = ("int_cycle", "int_feed_periods", "int_customer_merges", "possible_duplicates")


@pytest.fixture(scope="module")
def asking(sampled: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Return a warehouse whose register holds two pairs."""
    data = Path(shutil.copytree(sampled.settings.data_dir, tmp_path_factory.mktemp("asking") / "data"))
    warehouse = Warehouse(Settings(PROJECT_DIR, data, data / "inbox"))
    (data / "inbox" / "ทะเบียนเพิ่มเติม.csv").write_text(REGISTER, encoding="utf-8")
    assert warehouse.take_in().returncode == 0
    warehouse.build("stg_customers__checked+1", *BUILT)
    return warehouse


def answer(path: Path, target: Path, outcome: str) -> None:
    """Save the workbook as a person would who answered the first row and deleted the second."""
    header, first, _ = CalamineWorkbook.from_path(path).get_sheet_by_name(NAME).to_python()
    typed = {"ผลการพิจารณา": outcome, "ผู้พิจารณา": "ผู้พิจารณา ก", "วันที่": "15/03/2568"}
    row = [typed.get(title, text) for title, text in zip(header, first, strict=True)]
    write_workbook(target, [Sheet(NAME, [[Cell(text) for text in line] for line in (header, row)])])


def test_the_open_pairs_are_asked_with_what_helps_to_answer(asking: Warehouse, feeds: dict[str, Feed]) -> None:
    """Names, places and what agrees; the answer's cells are empty and offer the two answers."""
    [asked] = write_duplicates(asking.settings, asking.path, feeds)
    assert asked.relative_to(asking.settings.outbox_dir).as_posix() == "duplicates/ฝตล./ลูกค้าที่อาจซ้ำ.xlsx"
    book = CalamineWorkbook.from_path(asked)
    assert book.sheet_names == ["คำแนะนำ", NAME]
    assert ["รอคำตอบ 2 คู่"] in book.get_sheet_by_name("คำแนะนำ").to_python()
    header, *rows = book.get_sheet_by_name(NAME).to_python()
    found = [dict(zip(header, row, strict=True)) for row in rows]
    assert found[0] == {
        "รายที่หนึ่ง": "บริษัท ชื่อพ้อง จำกัด", "ที่ตั้งรายที่หนึ่ง": "บางปู", "รายที่สอง": "บริษัท ชื่อพ้อง จำกัด",
        "ที่ตั้งรายที่สอง": "บางปู", "สิ่งที่ตรงกัน": "ชื่อ, นิคม", "ขั้นตอน": "S1",
        "เรื่อง": "ลูกค้าซ้ำ 0105999000105 = 0105999000113", "ผลการพิจารณา": "", "ผู้พิจารณา": "", "หน่วยงาน": "ฝตล.",
        "วันที่": "", "เหตุผล": "",
    }  # fmt: skip
    assert (found[1]["ที่ตั้งรายที่สอง"], found[1]["สิ่งที่ตรงกัน"]) == ("ลาดกระบัง", "ชื่อ")
    assert active_parts(asked) == []
    content = asked.read_bytes()
    write_duplicates(asking.settings, asking.path, feeds)
    assert asked.read_bytes() == content
    with zipfile.ZipFile(asked) as parts:
        assert '"รายเดียวกัน,คนละราย"' in parts.read("xl/worksheets/sheet2.xml").decode()


def test_a_filled_in_workbook_answers_and_the_other_pair_is_asked_again(
    asking: Warehouse, feeds: dict[str, Feed], tmp_path: Path
) -> None:
    """The second customer counts under the first; nothing of the workbook is rejected."""
    data = Path(shutil.copytree(asking.settings.data_dir, tmp_path / "data"))
    warehouse = Warehouse(Settings(PROJECT_DIR, data, data / "inbox"))
    [asked] = write_duplicates(warehouse.settings, warehouse.path, feeds)
    answer(asked, warehouse.settings.inbox_dir / asked.name, "รายเดียวกัน")
    assert warehouse.take_in().returncode == 0
    warehouse.build("stg_decisions__checked+1", "stg_problems", *BUILT)
    assert warehouse.rows("select * from staging.stg_problems where source_file = 'ลูกค้าที่อาจซ้ำ.xlsx'") == []
    assert warehouse.rows("select merged_id, customer_id from intermediate.int_customer_merges") == [
        ("0105999000113", "0105999000105")
    ]
    [again] = write_duplicates(warehouse.settings, warehouse.path, feeds)
    assert len(CalamineWorkbook.from_path(again).get_sheet_by_name(NAME).to_python()) == 2
