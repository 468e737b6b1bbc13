"""The files read back as departments would have sent them."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import numpy as np
import pytest
from python_calamine import CalamineWorkbook
from stdnum.th import moa

from demo import design as d
from demo.office import NOTICE_EN, NOTICE_TH
from demo.world import Wish, checksums, write_files
from tests.python.demo.conftest import SEED, Made

REGISTER = "ฝตล/ทะเบียนผู้ประกอบการ ปีงบ 2566.xlsx"


def sheet(path: Path, name: str) -> list[list[object]]:
    book = CalamineWorkbook.from_path(path)
    return [[*row] for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]


def table(path: Path, encoding: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode(encoding))))


def identity(cell: object) -> str:
    return f"{int(cell):013d}" if isinstance(cell, float) else str(cell)


def register_ids(made: Made) -> list[str]:
    return [identity(row[3]) for row in sheet(made.inbox / REGISTER, "ทะเบียน")[5:] if row[3] != ""]


def test_the_same_arguments_give_the_same_bytes(made: Made, tmp_path: Path) -> None:
    wish = Wish(tmp_path / "inbox", tmp_path / "truth", tmp_path, "small", "planted", SEED)
    write_files(wish, wish.inbox, wish.truth)
    assert checksums(wish.inbox) == checksums(made.inbox)
    assert checksums(wish.truth) == checksums(made.truth)


def test_the_register_holds_every_customer_once(made: Made) -> None:
    found = [number for number in register_ids(made) if moa.is_valid(number)]
    firms = made.population.firms.iloc[made.population.present(2566)]
    assert sorted(found) == sorted(firms["customer_id"])
    assert len(found) == 250


def test_the_register_looks_as_the_department_sends_it(made: Made) -> None:
    rows = sheet(made.inbox / REGISTER, "ทะเบียน")
    assert rows[1][0] == "ข้อมูล ณ วันที่ ๓๐ กันยายน ๒๕๖๖"
    assert rows[3][:5] == ["ลำดับ", "นิคมอุตสาหกรรม", "ผู้ประกอบการ", "", "ประเภทอุตสาหกรรม"]
    assert rows[4][2:4] == ["ชื่อ", "เลขทะเบียนนิติบุคคล"]
    estates = [str(row[1]) for row in rows[5:] if row[1]]
    assert len([name for name in estates if name.startswith("นิคมอุตสาหกรรม")]) == 6
    assert len([name for name in estates if name.startswith("รวม นิคม")]) == 6
    book = CalamineWorkbook.from_path(made.inbox / REGISTER)
    assert book.sheet_names == ["ทะเบียน", "หมายเหตุ", "เก่า"]
    assert "Hidden" in str(book.sheets_metadata[2].visible)


def test_no_firm_could_be_real(made: Made) -> None:
    for firm in made.population.records:
        assert firm["customer_id"][4:7] == "999"
        assert moa.is_valid(firm["customer_id"])
        assert re.search("ตัวอย่าง|Tua Yang", firm["name"])
    assert made.population.firms["name"].is_unique
    assert made.population.firms["customer_id"].is_unique


def test_the_organisation_carries_the_notice(made: Made) -> None:
    rows = sheet(made.inbox / "ข้อมูลหน่วยงาน.xlsx", "หน่วยงาน")
    assert rows[1][2:] == [NOTICE_TH, NOTICE_EN]


def test_contracts_add_up_to_the_planted_area(made: Made) -> None:
    header, *rows = table(made.inbox / "ฝตล/สัญญาซื้อขาย-เช่าที่ดิน.csv", "cp874")
    assert header[6] == "เนื้อที่"
    held: dict[str, float] = {}
    for row in rows:
        if row[9] == "มีผล" and not row[4].startswith("Z-"):
            held[row[1]] = held.get(row[1], 0.0) + rai(row[6])
    area = d.NUMERIC.index("area_rai")
    for number in made.population.present(2566):
        firm = made.population.records[number]
        planted = np.exp(made.population.values[2566][number, area])
        if not np.isnan(planted):
            assert held[firm["customer_id"]] == pytest.approx(planted, rel=0.02, abs=0.3)
    assert {row[5] for row in rows} == {"ขาย", "เช่า"}


def rai(text: str) -> float:
    plain = text.translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")).replace(",", "")
    if "ตร.ม." in plain:
        return float(plain.split()[0]) / 1600
    if "-" in plain:
        whole, ngan, wah = (float(part) for part in plain.split("-"))
        return whole + ngan / 4 + wah / 400
    found = re.findall(r"([\d.]+) (ไร่|งาน|ตร\.ว\.)", plain)
    return sum(float(number) / {"ไร่": 1, "งาน": 4, "ตร.ว.": 400}[unit] for number, unit in found)


def test_usage_of_every_customer_comes_once(made: Made) -> None:
    firms: list[str] = []
    for path in sorted(made.inbox.glob("ฝปก.*/ปริมาณการใช้ ต.ค.65-ก.ย.66.xlsx")):
        book = CalamineWorkbook.from_path(path)
        assert book.sheet_names == ["น้ำประปา", "น้ำเสีย", "ไฟฟ้า"]
        rows = sheet(path, "ไฟฟ้า")
        assert rows[0][0] == "ปริมาณการใช้ไฟฟ้า ปีงบประมาณ 2566 (หน่วย: หน่วย)"
        assert rows[2][2:15] == [
            "ต.ค. 65", "พ.ย. 65", "ธ.ค. 65", "ม.ค. 66", "ก.พ. 66", "มี.ค. 66", "เม.ย. 66", "พ.ค. 66",
            "มิ.ย. 66", "ก.ค. 66", "ส.ค. 66", "ก.ย. 66", "รวม",
        ]  # fmt: skip
        firms += [str(row[0]) for row in rows[3:] if row[0]]
    for path in sorted(made.inbox.glob("ฝปก.*/*ปีงบ 2566.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                rows_of_list = list(csv.reader(io.StringIO(archive.read(name).decode("cp874"))))
                assert rows_of_list[0] == ["เลขทะเบียนนิติบุคคล", "บริการ", "เดือน", "ปริมาณ", "หน่วย"]
                firms += sorted({row[0] for row in rows_of_list[1:] if row[1] == "ไฟฟ้า"})
    assert len(firms) == len(set(firms))
    electricity = d.NUMERIC.index("electricity_per_month")
    present = made.population.present(2566)
    known = ~np.isnan(made.population.values[2566][present, electricity])
    assert sorted(firms) == sorted(made.population.firms["customer_id"].to_numpy()[present][known])


@pytest.mark.parametrize("wave", d.YEARS)
def test_the_survey_asks_the_declared_items(made: Made, wave: int) -> None:
    name = f"แบบสำรวจความต้องการและความพึงพอใจ ปี {wave} (การตอบกลับ).csv"
    header, *rows = table(made.inbox / name, "utf-8")
    items = [row for row in sheet(made.inbox / "ฝตล/คำถามแบบสำรวจ ปี 2565-2566.xlsx", "คำถาม")[1:] if row[0] == wave]
    assert header[:4] == ["ประทับเวลา", "เลขทะเบียนนิติบุคคลของบริษัทท่าน", "ตำแหน่งผู้ตอบ", "อีเมล"]
    declared = [str(row[2]) if row[2] == row[3] else f"{row[2]} [{row[3]}]" for row in items]
    assert header[4:-2] == declared
    assert len(declared) == 12 + 8 + 1
    assert all(row[0].startswith(f"{wave - 543}/11/") or row[0].startswith(f"{wave - 543}/12/") for row in rows)


def test_answers_are_written_in_every_way(made: Made) -> None:
    _, *rows = table(made.inbox / "แบบสำรวจความต้องการและความพึงพอใจ ปี 2566 (การตอบกลับ).csv", "utf-8")
    cells = {cell for row in rows for cell in row[4:16]}
    assert {"มาก", "4", "4 มาก", "มาก (4)", "ไม่มีความเห็น"} <= cells
    assert any(row[-3 - 1] == "" for row in rows)  # complaint handling, not asked


def test_targets_and_results_stand_on_one_sheet(made: Made) -> None:
    rows = sheet(made.inbox / "เป้าหมายและผลขาย-เช่า ปีงบ 67.xls", "เป้าและผล")
    titles = [str(row[0]) for row in rows if "ปีงบประมาณ" in str(row[0])]
    assert titles == [
        "เป้าหมายการขาย/เช่าพื้นที่ ปีงบประมาณ 2567 (ไร่)",
        "ผลการขาย/เช่าพื้นที่ ปีงบประมาณ 2567 (ไร่)",
    ]
    assert [row[5] for row in rows[2:5]] == [sum(map(float, map(str, row[1:5]))) for row in rows[2:5]]


def test_complaints_come_in_utf_16_with_line_breaks_in_cells(made: Made) -> None:
    path = made.inbox / "ข้อร้องเรียน ไตรมาส 1 ปีงบ 2567.txt"
    assert path.read_bytes().startswith(b"\xff\xfe")
    header, *rows = csv.reader(io.StringIO(path.read_bytes().decode("utf-16"), newline=""), delimiter="\t")
    assert header[:3] == ["เลขรับ", "วันที่รับเรื่อง", "เลขทะเบียนนิติบุคคล"]
    assert {row[2] for row in rows} <= set(made.population.firms["customer_id"])
    assert any("\n" in row[5] for row in rows)


def test_market_figures_have_decimal_commas(made: Made) -> None:
    text = (made.inbox / "market_2023_en.csv").read_bytes().decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text), delimiter=";")
    assert header[3] == "Market size (rai)"
    assert all(re.fullmatch(r"\d+,\d", row[3]) for row in rows)


@pytest.mark.parametrize(("scenario", "steps"), [("planted", ["S1", "S2", "S3", "S5", "S7", "S5"]),
                                                 ("null", ["S1", "S2", "S3", "S5"])])  # fmt: skip
def test_decisions_of_the_year(tmp_path: Path, scenario: str, steps: list[str]) -> None:
    wish = Wish(tmp_path / "inbox", tmp_path / "truth", tmp_path, "small", scenario, SEED)
    write_files(wish, wish.inbox, wish.truth)
    rows = sheet(wish.inbox / "มติและการอนุมัติ ปีงบ 2567.xlsx", "มติ")
    assert [row[0] for row in rows[1:]] == steps


def test_every_planted_defect_stands_where_the_truth_says(made: Made) -> None:
    with (made.truth / "defects.csv").open(encoding="utf-8", newline="") as file:
        defects = list(csv.DictReader(file))
    for defect in defects:
        path = made.inbox / defect["file"]
        if defect["row"] != "0":
            if path.suffix == ".csv":
                row: list[object] = [*table(path, "cp874" if "สัญญา" in path.name else "utf-8")[int(defect["row"]) - 1]]
            else:
                row = sheet(path, defect["sheet"])[int(defect["row"]) - 1]
            # the reader shows an error cell as empty; that it is Excel's error is proved below
            found = "" if defect["kind"] == "error_cell" else defect["found"]
            assert found in [str(cell).removesuffix(".0") for cell in row], defect
    kinds = {defect["kind"] for defect in defects}
    assert kinds == {
        "truncated", "mojibake", "no_feed", "check_digit", "scientific_notation", "not_a_number",
        "impossible_value", "error_cell", "unknown_label", "unknown_company", "total_does_not_add_up",
        "objective_of_another_year", "segment_unknown",
    }  # fmt: skip


def test_the_error_cell_is_one_of_excel(made: Made) -> None:
    with zipfile.ZipFile(made.inbox / "ฝปก.1/ปริมาณการใช้ ต.ค.65-ก.ย.66.xlsx") as archive:
        assert archive.read("xl/worksheets/sheet1.xml").count(b't="e"') == 1


def test_unusable_files_are_unusable(made: Made) -> None:
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(made.inbox / "ฝปก.1/ปริมาณการใช้ ต.ค.66-ธ.ค.66.xlsx")
    assert (made.inbox / "ฝตล/ทะเบียนเพิ่มเติม.csv").read_text(encoding="utf-8").count("เธ") > 10


def test_last_years_result_is_nearly_the_truth(made: Made) -> None:
    _, *rows = table(made.inbox / "ฝตล/ผลการจำแนกลูกค้า ปีงบ 2566.csv", "utf-8-sig")
    with (made.truth / "customers.csv").open(encoding="utf-8", newline="") as file:
        planted = {row["customer_id"]: row["segment_2565"] for row in csv.DictReader(file)}
    agreeing = [planted[row[1]] == row[2] for row in rows]
    assert 0.83 <= sum(agreeing) / len(agreeing) <= 0.97


def test_the_truth_stays_outside_the_inbox(made: Made) -> None:
    assert sorted(path.name for path in made.truth.iterdir()) == [
        "customers.csv", "defects.csv", "oracle.json", "parameters.json",
    ]  # fmt: skip
    oracle = json.loads((made.truth / "oracle.json").read_text(encoding="utf-8"))
    assert sum(oracle["customers"].values()) == 250
