"""The registers of customers, a workbook a year: titles, two header rows, estates written once, subtotals."""

from pathlib import Path

import numpy as np

from demo import design as d
from demo.defects import Defects
from demo.names import juristic_id
from demo.population import Population
from demo.sheets import THAI_DIGITS, Cell, Workbook

HEADER = (
    "ลำดับ", "นิคมอุตสาหกรรม", "ผู้ประกอบการ", "", "ประเภทอุตสาหกรรม", "สัญชาติผู้ลงทุนหลัก", "เขต",
    "ปีที่เริ่มประกอบกิจการ", "จำนวนคนงาน", "เงินลงทุน\n(ล้านบาท)",
)  # fmt: skip
SUBHEADER = ("", "", "ชื่อ", "เลขทะเบียนนิติบุคคล")
FIRST_ROW = 5
"""Where data begin, counted from 0."""
SHEET = "ทะเบียน"
GUESS, GUESS_EVERY = "ประมาณ 200", 40
"""What somebody writes who does not know the number, and in which of the unknown cells."""


def write_registers(population: Population, inbox: Path, defects: Defects) -> None:
    """Write the register of each year."""
    for year in d.YEARS:
        file = f"ฝตล/ทะเบียนผู้ประกอบการ ปีงบ {year}.xlsx"
        rows = _table(population, year, file, defects)
        with Workbook(inbox / file) as book:
            sheet = book.sheet(SHEET)
            sheet.merge_range("A1:J1", "ทะเบียนผู้ประกอบการในนิคมอุตสาหกรรม", book.wrapped)
            as_of = f"ข้อมูล ณ วันที่ 30 กันยายน {year}".translate(THAI_DIGITS)
            sheet.merge_range("A2:J2", as_of, book.wrapped)
            for column, title in enumerate(HEADER):
                if column not in (2, 3):
                    sheet.merge_range(3, column, 4, column, title, book.wrapped)
            sheet.merge_range("C4:D4", HEADER[2], book.wrapped)
            for column in (2, 3):
                sheet.write_string(4, column, SUBHEADER[column], book.wrapped)
            book.write_rows(sheet, rows, FIRST_ROW)
            book.write_rows(book.sheet("หมายเหตุ"), [["ประสานงาน: กองลูกค้าสัมพันธ์"]])
            old = book.sheet("เก่า")
            book.write_rows(old, [["ลำดับ", "ชื่อ", "เลขทะเบียนนิติบุคคล"], [1, "เก่า", "0105999999999"]])
            old.hide()


def _table(population: Population, year: int, file: str, defects: Defects) -> list[list[Cell]]:
    """Return the rows from the first customer to the note, with bad rows among them."""
    rng = population.design.rng(f"register {year}")
    present = population.present(year)
    estate = population.firms["estate"].to_numpy()
    order = present[np.lexsort((population.firms["customer_id"].to_numpy()[present], estate[present]))]
    bad = _bad_ids(population, year)
    rows: list[list[Cell]] = []
    number = employees_in_all = 0
    for code, place in enumerate(population.design.estates):
        shown: Cell = f"นิคมอุตสาหกรรม{place.name}"
        members: list[list[Cell]] = [_customer(population, year, int(row), rng) for row in order[estate[order] == code]]
        members += [
            [None, None, f"บริษัท ตัวอย่างตกหล่น {i} จำกัด", identity, *_other_cells(place.kind)]
            for i, identity in enumerate(bad.get(code, []), start=1)
        ]
        workers = 0
        for member in members:
            number += 1
            member[0], member[1] = number, shown
            shown = None
            workers += member[8] if isinstance(member[8], int) else 0
            rows.append(member)
        if members:
            rows.append([None, f"รวม นิคมอุตสาหกรรม{place.name}", *[None] * 6, workers, None])
        employees_in_all += workers
    _plant(rows, {identity for wrong in bad.values() for identity in wrong}, file, defects)
    rows.append([None, "รวมทั้งสิ้น", *[None] * 6, employees_in_all, None])
    return [*rows, [], ["หมายเหตุ: ข้อมูลจากสำนักงานนิคมอุตสาหกรรม"]]


def _plant(rows: list[list[Cell]], bad_ids: set[str], file: str, defects: Defects) -> None:
    """Note the bad ids, and write a guess into some cells where the number of employees is unknown."""
    unknown = 0
    for number, row in enumerate(rows, start=FIRST_ROW + 1):
        if row[3] in bad_ids:
            kind = "scientific_notation" if "E" in str(row[3]) else "check_digit"
            defects.note(file, SHEET, number, SUBHEADER[3], kind, str(row[3]))
        if row[3] is not None and row[8] is None:
            if unknown % GUESS_EVERY == 0:
                row[8] = GUESS
                defects.note(file, SHEET, number, HEADER[8], "not_a_number", GUESS)
            unknown += 1


def _customer(population: Population, year: int, row: int, rng: np.random.Generator) -> list[Cell]:
    firm = population.records[row]
    values = population.values[year][row]
    employees, investment = values[0], values[1]
    workers: Cell = None if np.isnan(employees) else max(1, round(float(np.exp(employees))))
    money: Cell = None if np.isnan(investment) else max(0.25, round(float(np.exp(investment)) * 4) / 4)
    lot = rng.random(4)
    if isinstance(workers, int) and workers >= 1000 and lot[0] < 0.2:
        workers = f"{workers:,}"
    if isinstance(money, float) and lot[1] < 0.05:
        money = f"{money:,.2f}"
    identity = str(firm["customer_id"])
    # a cell typed as a number loses the leading zero
    shown: Cell = float(identity) if lot[2] < 0.02 else identity
    return [
        None, None, firm["name"], shown, firm["industry"], firm["nationality"], firm["zone"],
        _year(int(firm["start_year"]), float(lot[3])), workers, money,
    ]  # fmt: skip


def _year(year: int, lot: float) -> Cell:
    """Return a year as units write it: mostly Buddhist era, some in Thai digits, two digits or Gregorian."""
    if year == 0:
        return None
    thai = year + 543
    if lot < 0.04:
        return str(thai).translate(THAI_DIGITS)
    if lot < 0.07:
        return f"{thai % 100:02d}"
    return year if lot < 0.10 else thai


def _bad_ids(population: Population, year: int) -> dict[int, list[str]]:
    """Return, per estate, the ids of firms outside the world that can't be used."""
    full = population.design.size == "full"
    rng = population.design.rng(f"bad ids {year}")
    bad: dict[int, list[str]] = {0: ["1.20600E+11"]}
    for serial in range(99_000, 99_006 if full else 99_001):
        estate = int(rng.integers(len(population.design.estates)))
        valid = juristic_id(population.design.estates[estate].province, False, serial)
        bad.setdefault(estate, []).append(valid[:-1] + str((int(valid[-1]) + 1) % 10))
    return bad


def _other_cells(kind: str) -> list[Cell]:
    industry = d.CHEMICAL if kind == "heavy" else d.RUBBER
    return [industry, d.NATIONALITIES[0], d.ZONES[0], 2550, 40, 35.5]
