"""The small files of the offices: the notice, decisions, area targets and results, last year's segments, names."""

from datetime import date
from pathlib import Path

import xlwt

from demo import design as d
from demo.defects import Defects
from demo.population import Population
from demo.sheets import Cell, simple_workbook, write_csv

NOTICE_TH = "ข้อมูลสาธิต ไม่ใช่ข้อมูลจริง"
NOTICE_EN = "Demonstration data, not real"
DECISIONS_FILE = "มติและการอนุมัติ ปีงบ 2567.xlsx"


def write_organisation(inbox: Path) -> None:
    """Write the feed that carries the notice."""
    header: list[Cell] = ["ชื่อหน่วยงาน", "ชื่อหน่วยงาน (อังกฤษ)", "ประกาศ", "ประกาศ (อังกฤษ)"]
    names: list[Cell] = ["การนิคมอุตสาหกรรมตัวอย่าง", "Example Industrial Estate Authority", NOTICE_TH, NOTICE_EN]
    simple_workbook(inbox / "ข้อมูลหน่วยงาน.xlsx", "หน่วยงาน", [header, names])


def write_decisions(scenario: str, inbox: Path, defects: Defects) -> None:
    """Write the decisions; where nothing is planted nobody has approved a test that fails."""
    rows: list[list[Cell]] = [
        ["ขั้นตอน", "เรื่อง", "ผลการพิจารณา", "ผู้พิจารณา", "ตำแหน่ง", "หน่วยงาน", "วันที่", "เหตุผล", "รหัสอ้างอิง"],
        ["S1", "ทบทวนการจำแนกลูกค้า", "ปรับปรุง", "ผู้พิจารณา ก", "ผู้อำนวยการกอง", "ฝตล.", date(2023, 11, 30),
         "ข้อมูลการใช้บริการครบถ้วนขึ้นกว่าปีก่อน", ""],
        ["S2", "วัตถุประสงค์", "เห็นชอบ", "ผู้พิจารณา ก", "ผู้อำนวยการกอง", "ฝตล.", date(2023, 12, 8), "", ""],
        ["S3", "แนวทาง", "เห็นชอบ", "ผู้พิจารณา ข", "ผู้อำนวยการฝ่าย", "ฝตล.", date(2024, 1, 15), "", ""],
    ]  # fmt: skip
    if scenario != "null":
        rows += [
            ["S5", "ผลการทดสอบ", "เห็นชอบ", "ผู้พิจารณา ค", "นักวิเคราะห์", "ฝพว.", date(2024, 2, 20), "", ""],
            ["S7", "เผยแพร่", "เห็นชอบ", "ผู้พิจารณา ง", "รองผู้ว่าการ", "ผู้บริหาร", date(2024, 3, 1), "", ""],
        ]
    rows.append(["S5", "ผลการทดสอบ", "ไม่เห็นชอบ", "ไม่ทราบชื่อ", "", "ฝกก.", "31/13/2567", "", ""])
    defects.note(DECISIONS_FILE, "มติ", len(rows), "วันที่", "impossible_value", "31/13/2567")
    simple_workbook(inbox / DECISIONS_FILE, "มติ", rows)


AREA_HEADERS: tuple[list[Cell], list[Cell]] = (
    ["พื้นที่", "ไตรมาส 1", "ไตรมาส 2", "ไตรมาส 3", "ไตรมาส 4", "รวม", "ข้อมูล ณ วันที่", "แหล่งที่มา"],
    ["พื้นที่", "ประเภทสัญญา", "ไตรมาส 1", "ไตรมาส 2", "ไตรมาส 3", "ไตรมาส 4", "รวม", "ข้อมูล ณ วันที่"],
)  # fmt: skip
TARGETS: dict[int, list[list[Cell]]] = {
    2566: [
        ["EEC", 450, 520, 580, 590, 2140, "1 ต.ค. 2565", "แผนปฏิบัติการ"],
        ["นอก EEC", 60, 70, 80, 90, 300, "1 ต.ค. 2565", "แผนปฏิบัติการ"],
        ["EEC", 450, 520, 850, 960, 2780, "10 พ.ค. 2566", "มติปรับเป้า"],
    ],
    2567: [
        ["EEC", 520, 610, 720, 900, 2750, "1 ต.ค. 2566", "แผนปฏิบัติการ"],
        ["นอก EEC", 70, 80, 90, 110, 350, "1 ต.ค. 2566", "แผนปฏิบัติการ"],
        ["EEC", 520, 610, 930, 1190, 3250, "15 พ.ค. 2567", "มติปรับเป้า"],
    ],
}
ACTUALS: dict[int, list[list[Cell]]] = {
    2566: [
        ["EEC", "ขาย", 960.5, 1105.25, 1240, 1420.75, 4726.5, "30 ก.ย. 2566"],
        ["EEC", "เช่า", 38, 52.5, 47.25, 66, 203.75, "30 ก.ย. 2566"],
        ["นอก EEC", "ขาย", 85, 64.5, 96, 118.75, 364.25, "30 ก.ย. 2566"],
        ["นอก EEC", "เช่า", 6.5, 9, 4.25, 12, 31.75, "30 ก.ย. 2566"],
        ["EEC", "ขาย", 960.5, 1180.5, 1325, 1602.25, 5068.25, "30 ก.ย. 2567"],
    ],
    2567: [
        ["EEC", "ขาย", 798.25, None, None, None, 798.25, "31 ธ.ค. 2566"],
        ["EEC", "เช่า", 41.5, None, None, None, 41.5, "31 ธ.ค. 2566"],
        ["EEC", "ขาย", 812.5, 1340.25, 690, 1530.75, 4373.5, "30 ก.ย. 2567"],
        ["EEC", "เช่า", 45, 60.5, 30.25, 71, 206.75, "30 ก.ย. 2567"],
        ["นอก EEC", "ขาย", 40, "-", 95.5, 120, 255.5, "30 ก.ย. 2567"],
        ["นอก EEC", "เช่า", 5, 7.25, 0, 9, 22, "30 ก.ย. 2567"],
    ],
}


def write_areas(inbox: Path, defects: Defects) -> None:
    """Write targets and results of both years: legacy workbooks, two tables on one sheet."""
    for year, targets in TARGETS.items():
        file = f"เป้าหมายและผลขาย-เช่า ปีงบ {year % 100}.xls"
        rows: list[list[Cell]] = [
            [f"เป้าหมายการขาย/เช่าพื้นที่ ปีงบประมาณ {year} (ไร่)"],
            AREA_HEADERS[0],
            *targets,
            [],
            [],
            [f"ผลการขาย/เช่าพื้นที่ ปีงบประมาณ {year} (ไร่)"],
            AREA_HEADERS[1],
            *ACTUALS[year],
        ]
        book = xlwt.Workbook(encoding="utf-8")
        sheet = book.add_sheet("เป้าและผล")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell is not None:
                    sheet.write(number, column, cell)
        book.save(str(inbox / file))
        if year == 2567:
            defects.note(file, "เป้าและผล", len(rows), "รวม", "total_does_not_add_up", "22")


def write_published_segments(population: Population, inbox: Path) -> None:
    """Write last year's result: the segments of then, one in ten placed elsewhere."""
    rng = population.design.rng("published segments")
    segments = population.design.segments
    rows: list[list[Cell]] = [["ปีงบประมาณ", "เลขทะเบียนนิติบุคคล", "รหัสกลุ่ม", "ชื่อกลุ่ม", "Segment name"]]
    present = population.present(d.YEARS[0])
    firms = population.firms.iloc[present].sort_values("customer_id")
    for identity, number in zip(firms["customer_id"], firms["segment_2565"], strict=True):
        moved = rng.random() < d.PUBLISHED_NOISE
        step = int(rng.integers(1, len(segments))) if moved else 0
        segment = segments[(int(number) + step) % len(segments)]
        rows.append([2566, identity, segment.key, segment.name_th, segment.name_en])
    write_csv(inbox / "ฝตล/ผลการจำแนกลูกค้า ปีงบ 2566.csv", rows, "utf-8-sig")


CHECKS_FILE = "ฝปก.1/ผลตรวจสอบข้อมูลกลุ่มลูกค้า ปีงบ 2567.xlsx"
CHECKED = 12
"""Customers that a unit has looked at so far."""


def write_profile_checks(population: Population, inbox: Path) -> None:
    """Write what a unit found when it checked a few of its customers: all but two are right."""
    rows: list[list[Cell]] = [
        ["ปีงบประมาณ", "เลขทะเบียนนิติบุคคล", "ผลการตรวจสอบ", "ข้อมูลที่ต้องแก้ไข", "หน่วยงานที่ตรวจสอบ", "วันที่ตรวจสอบ"],
    ]
    for number, row in enumerate(population.present(d.YEARS[1])[:CHECKED]):
        result, correction = ("ต้องแก้ไข", "จำนวนแปลงไม่ตรงกับสัญญา") if number % 6 == 5 else ("ถูกต้อง", "")
        identity = population.records[int(row)]["customer_id"]
        rows.append([2567, identity, result, correction, "ฝปก.1", date(2024, 3, 15)])
    simple_workbook(inbox / CHECKS_FILE, "ผลตรวจสอบ", rows)


def write_segment_names(population: Population, inbox: Path) -> None:
    """Write the name that the marketing unit gives to one of the segments."""
    segment = population.design.segments[3]
    rows: list[list[Cell]] = [
        ["ปีงบประมาณ", "กลุ่มที่ขอเปลี่ยนชื่อ", "ชื่อกลุ่มใหม่", "ชื่อกลุ่มใหม่ (อังกฤษ)", "หน่วยงาน", "เหตุผล"],
        [2567, segment.key, "โลจิสติกส์และผู้เช่ารายใหม่", "Logistics firms and new tenants", "ฝตล.", "ให้ตรงกับแผนการตลาด"],
    ]
    simple_workbook(inbox / "ฝตล/ชื่อกลุ่มลูกค้า ปีงบ 2567.xlsx", "ชื่อกลุ่ม", rows)
