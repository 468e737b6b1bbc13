"""Rejected rows go home as workbooks; corrected and dropped into the inbox they close their rejects."""

import shutil
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from customer_segmentation.declarations import Feed
from customer_segmentation.documents.rejects import write_rejects
from customer_segmentation.documents.workbooks import Cell, Sheet, write_workbook
from customer_segmentation.intake.reasons import expected
from customer_segmentation.intake.unused import UNUSABLE
from customer_segmentation.returned import ADVICE, GUIDE, NOTES, REASON, REFERENCE, UNUSED
from tests.conftest import everything_below
from tests.python.returns.conftest import Warehouse

# what a person would type instead of each bad cell of the samples
CORRECTIONS = {
    "3-4-10": "3-3-10",
    "5-1-120": "5-1-20",
    "31/02/2567": "29/02/2567",
    "0115999000042": "0115999000041",
    "1.20600E+11": "0105999000016",
    "31/13/2567": "31/12/2567",
    "ฝกก.": "ฝตล.",
    "#REF!": "1,234.50",
    "ดีมาก": "5",
}


def sheets(path: Path) -> dict[str, list[list[str]]]:
    """Return a workbook's sheets as text."""
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def correct(path: Path, target: Path, corrections: dict[str, str]) -> None:
    """Save the workbook again as a person would who replaced the bad cells."""
    corrected = [
        Sheet(name, [[Cell(corrections.get(text, text)) for text in row] for row in rows])
        for name, rows in sheets(path).items()
    ]
    write_workbook(target, corrected)


@pytest.fixture(scope="session")
def written(sampled: Warehouse, feeds: dict[str, Feed]) -> dict[str, Path]:
    """Return the workbooks of the samples' rejects by their path below the outbox."""
    paths = write_rejects(sampled.settings, sampled.path, feeds)
    folder = sampled.settings.outbox_dir / "rejects"
    return {path.relative_to(folder).as_posix(): path for path in paths}


def test_each_unit_gets_a_workbook_for_each_of_its_files(written: dict[str, Path]) -> None:
    """Files without a reject give none; one of which nothing could be used goes to nobody in particular."""
    assert sorted(written) == [
        "ฝตล./ทะเบียนผู้ประกอบการ ปีงบ 2567 (แก้ไข) (แก้ไข).xlsx",
        "ฝตล./ทะเบียนผู้ประกอบการ ปีงบ 2567 (แก้ไข).xlsx",
        "ฝตล./มติและการอนุมัติ ปีงบ 2567 (แก้ไข).xlsx",
        "ฝตล./สัญญาซื้อขาย-เช่าที่ดิน (แก้ไข).xlsx",
        "ฝตล./แบบสำรวจความต้องการและความพึงพอใจ ปี 2566 (การตอบกลับ) (แก้ไข).xlsx",
        "ฝปก.1/ปริมาณการใช้ ต.ค.66-ก.ย.67 (แก้ไข).xlsx",
        "ไม่ทราบหน่วยงาน/ตัวอักษรเพี้ยน (แก้ไข).xlsx",
        "ไม่ทราบหน่วยงาน/บันทึกข้อความ (แก้ไข).xlsx",
        "ไม่ทราบหน่วยงาน/ไฟล์เสีย (แก้ไข).xlsx",
    ]


def test_what_was_not_used_is_listed_with_its_place_reason_and_what_is_expected(written: dict[str, Path]) -> None:
    """A hidden sheet and a sheet of remarks beside a register that was used, and a file that does not open."""
    book = sheets(written["ฝตล./ทะเบียนผู้ประกอบการ ปีงบ 2567 (แก้ไข).xlsx"])
    header, *parts = book[UNUSED]
    assert header[:6] == ["ไฟล์", "แผ่นงาน", "แถวแรก", "จำนวนแถว", "เหตุผลที่ไม่ได้ใช้", "สิ่งที่คาดว่าจะได้รับ"]
    assert {part[1]: part[5] for part in parts} == {
        "หมายเหตุ": expected("no_feed")[0],
        "เก่า": expected("sheet_hidden")[0],
    }
    assert all(part[0] == "ฝตล/ทะเบียนผู้ประกอบการ ปีงบ 2567.xlsx" and part[2] and part[3] for part in parts)
    broken = sheets(written["ไม่ทราบหน่วยงาน/ไฟล์เสีย (แก้ไข).xlsx"])
    assert list(broken) == [GUIDE, UNUSED]
    assert broken[UNUSED][1][:4] == ["ไฟล์เสีย.xlsx", "ทั้งไฟล์", "", ""]
    assert "เปิดไฟล์ Excel ไม่ได้" in broken[UNUSED][1][4] and "truncated" in broken[UNUSED][1][6]


def test_a_file_that_could_not_be_used_is_named_until_it_comes_again(
    warehouse: Warehouse, written: dict[str, Path], feeds: dict[str, Feed]
) -> None:
    """The broken workbook comes as CSV, and its own returned workbook comes back untouched: nothing is asked twice."""
    before = [file for (file,) in warehouse.rows(UNUSABLE)]
    assert before == ["ตัวอักษรเพี้ยน.csv", "บันทึกข้อความ.csv", "ไฟล์เสีย.xlsx"]
    inbox = warehouse.settings.inbox_dir
    shutil.copy(written["ไม่ทราบหน่วยงาน/ไฟล์เสีย (แก้ไข).xlsx"], inbox / "ส่งคืน.xlsx")
    (inbox / "ไฟล์เสีย.csv").write_text("ปีงบประมาณ,เลขทะเบียนนิติบุคคล,รหัสกลุ่ม\n2566,0105999000016,A\n", encoding="utf-8")
    # one column is nearly a declared one, one is not known and asks nothing; the last line is cut
    header, row = "ปีงบประมาณ,เลขทะเบียนนิติบุคคล,รหัสกลุ่ม,ชื่อกลุมลูกค้า,โน้ต", "2566,0105999000016,A,ก,ข"
    (inbox / "ผล.csv").write_text(f"{header}\n{row}\n2566,0115999000016,A", encoding="utf-8")
    (inbox / "ผล ๒.csv").write_text("ปีงบประมาณ,เลขทะเบียนนิติบุคคล,รหัสกลุ่ม,โน้ต\n2566,0105999000016,A,ข", encoding="utf-8")
    assert warehouse.take_in().returncode == 0
    warehouse.build("stg_file_senders", "stg_unused_parts", "stg_file_notes")
    assert [file for (file,) in warehouse.rows(UNUSABLE)] == before[:2]
    again = {path.name: path for path in write_rejects(warehouse.settings, warehouse.path, feeds)}
    assert "ไฟล์เสีย (แก้ไข).xlsx" not in again and "ผล ๒ (แก้ไข).xlsx" not in again
    asked = sheets(again["ผล (แก้ไข).xlsx"])
    assert list(asked) == [GUIDE, NOTES]
    hint, unknown = (note[3] for note in asked[NOTES][1:])
    assert 'หมายถึง "ชื่อกลุ่ม' in hint and "(แถว 3)" in hint and unknown.endswith(": ชื่อกลุมลูกค้า; โน้ต")


def test_no_name_inside_an_archive_leads_out_of_the_outbox(warehouse: Warehouse, feeds: dict[str, Feed]) -> None:
    """The refused members are named to their sender, each in a workbook of its own below the unit's folder."""
    names = ("../../../../หนี.csv", "/etc/หนี.csv", "C:\\หนี.csv", "ก/../" + "ข" * 300 + "/หนี.csv")
    with zipfile.ZipFile(warehouse.settings.inbox_dir / "ทาง.zip", "w") as archive:
        for name in names:
            archive.writestr(name, name)
    assert warehouse.take_in().returncode == 0
    warehouse.build("stg_file_senders", "stg_unused_parts")
    before = everything_below(warehouse.settings.data_dir)
    paths = write_rejects(warehouse.settings, warehouse.path, feeds)
    outbox = warehouse.settings.outbox_dir / "rejects" / "ไม่ทราบหน่วยงาน" / "ทาง"
    assert len([path for path in paths if path.exists() and path.resolve().is_relative_to(outbox)]) == len(names)
    new = everything_below(warehouse.settings.data_dir).keys() - before.keys()
    assert all(name.startswith("outbox/rejects/") for name in new)


def test_a_row_stands_in_it_as_it_was_with_reason_advice_and_reference(written: dict[str, Path]) -> None:
    """Contracts: six rows, each with the area or the date that could not be read."""
    book = sheets(written["ฝตล./สัญญาซื้อขาย-เช่าที่ดิน (แก้ไข).xlsx"])
    assert list(book) == [GUIDE, NOTES, "ข้อมูล"]
    header, *rows = book["ข้อมูล"]
    assert header[-3:] == [REASON, ADVICE, REFERENCE]
    assert [row[header.index("เนื้อที่")] for row in rows][:2] == ["3-4-10", "5-1-120"]
    assert rows[0][-3] == "เนื้อที่: งานเกิน 3 (4 งาน = 1 ไร่)"
    assert [row[-1].split("|")[2] for row in rows] == ["6", "7", "9", "16", "17", "19"]


def test_a_melted_row_goes_back_in_the_long_form(written: dict[str, Path]) -> None:
    """Usage: only the month that held an Excel error, on a sheet named after the service."""
    header, row = sheets(written["ฝปก.1/ปริมาณการใช้ ต.ค.66-ก.ย.67 (แก้ไข).xlsx"])["น้ำประปา"][1:]
    assert row[header.index("เดือน")] == "เม.ย. 67"
    assert row[header.index("ปริมาณ")] == "#REF!"


def test_the_same_rejects_give_the_same_bytes(sampled: Warehouse, feeds: dict[str, Feed]) -> None:
    """A workbook written twice is the same file."""
    first = {path: path.read_bytes() for path in write_rejects(sampled.settings, sampled.path, feeds)}
    again = {path: path.read_bytes() for path in write_rejects(sampled.settings, sampled.path, feeds)}
    assert first == again


def test_corrected_rows_come_back_count_and_close_their_rejects(
    warehouse: Warehouse, written: dict[str, Path], feeds: dict[str, Feed]
) -> None:
    """Every workbook is corrected but for one row of the contracts, which comes back as wrong as it was."""
    before = warehouse.rows("select count(*) from staging.stg_contracts")[0][0]
    for name, path in written.items():
        kept = {"3-4-10": "3-4-10"} if "สัญญา" in name else {}
        correct(path, warehouse.settings.inbox_dir / "ส่งกลับ" / path.name, CORRECTIONS | kept)
    assert warehouse.take_in().returncode == 0
    warehouse.build("path:models/staging")

    open_rejects = warehouse.rows(
        "select distinct found from staging.stg_rejects where closed_by_file is null and severity <> 'warning'"
    )
    assert open_rejects == [("3-4-10",)]
    assert warehouse.rows("select count(*) from staging.stg_contracts")[0][0] == before + 4
    water = "select quantity from staging.stg_service_usage where source_file like 'ส่งกลับ/%'"
    assert warehouse.rows(water) == [(1234.5,)]
    asked_again = write_rejects(warehouse.settings, warehouse.path, feeds)
    [again] = [path for path in asked_again if "ข้อมูล" in sheets(path)]
    assert again.name == "สัญญาซื้อขาย-เช่าที่ดิน (แก้ไข) (แก้ไข).xlsx"
    # the guides in what came back, and the sheets that list what was not used, are no parts themselves
    assert [path for path in asked_again if "ส่งกลับ" in path.parts] == [again]
    [*_, row] = sheets(again)["ข้อมูล"]
    assert len(row[-1].split("; ")) == 2


def test_what_only_the_segmentation_and_the_plans_know_goes_back(warehouse: Warehouse, feeds: dict[str, Feed]) -> None:
    """The samples hold no attempt, so no name finds its segment; a plan's document holds a script, and is no table."""
    file = warehouse.settings.inbox_dir / "ฝปก.1" / "ชื่อกลุ่ม.csv"
    rows = ("ปีงบประมาณ,กลุ่มที่ขอเปลี่ยนชื่อ,ชื่อกลุ่มใหม่,ชื่อกลุ่มใหม่ (อังกฤษ),หน่วยงาน", "2567,SEG-Z,ชื่อใหม่,New name,ฝปก.1")
    file.write_text("\n".join(rows), encoding="utf-8")
    rows = (
        "ปีงบประมาณ,เลขที่แผน,ชื่อแผนงาน/โครงการ,หน่วยงานผู้รับผิดชอบ,ตัวชี้วัด,เป้าหมาย,กลุ่มลูกค้า,รหัสวัตถุประสงค์,ไฟล์แผน",
        "2567,ผ-1,แผน,ฝปก.1,จำนวนครั้ง,4 ครั้ง,ทุกกลุ่ม,CM1,ผ-1.pdf",
    )
    (file.parent / "แผนปฏิบัติการ.csv").write_text("\n".join(rows), encoding="utf-8")
    (file.parent / "ผ-1.pdf").write_bytes(b"%PDF-1.7 << /S /JavaScript >>\n%%EOF\n")
    assert warehouse.take_in().returncode == 0
    warehouse.build("path:models/staging", "+segment_name_requests", "+action_plans_by_segment")
    written = {path.name: path for path in write_rejects(warehouse.settings, warehouse.path, feeds)}
    header, row = sheets(written["ชื่อกลุ่ม (แก้ไข).xlsx"])["ข้อมูล"]
    assert row[header.index("รหัสหรือชื่อกลุ่มปัจจุบัน")] == "SEG-Z"
    assert row[-3:-1] == [
        "รหัสหรือชื่อกลุ่มปัจจุบัน: ไม่มีกลุ่มลูกค้านี้ในผลการจำแนกของปี",
        "รหัสหรือชื่อกลุ่มปัจจุบัน: รหัสกลุ่มหรือชื่อกลุ่มปัจจุบัน ตามหน้ากลุ่มลูกค้า",
    ]
    assert row[-1].endswith("||2|")
    header, row = sheets(written["แผนปฏิบัติการ (แก้ไข).xlsx"])["ข้อมูล"]
    assert row[header.index("ไฟล์แผน")] == "ผ-1.pdf"
    assert "ไฟล์แผน: เอกสารมีสคริปต์หรือไฟล์แนบ" in row[header.index(REASON)]
    assert "ไฟล์แผน: เอกสารที่บันทึกเป็น PDF ธรรมดา" in row[header.index(ADVICE)]
    assert "ผ-1 (แก้ไข).xlsx" not in written and ("ฝปก.1/ผ-1.pdf",) not in warehouse.rows(UNUSABLE)
