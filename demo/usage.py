"""Service usage of two years: wide workbooks of the operations units, long lists of some offices in a ZIP."""

from pathlib import Path

import numpy as np

from demo import design as d
from demo.defects import Defects
from demo.design import FloatArray, IntArray
from demo.population import Population
from demo.sheets import ERROR, MONTHS, Cell, Workbook, csv_text, write_zip

SERVICES = (("น้ำประปา", "ลบ.ม."), ("น้ำเสีย", "ลบ.ม."), ("ไฟฟ้า", "หน่วย"))
SEASON = 1 + 0.05 * np.cos(2 * np.pi * np.arange(12) / 6)
"""Two equal waves a year, so that the season does not look like growth."""
MONTHLY_NOISE = 0.05
WRONG_TOTAL = 0.005
FISCAL_MONTHS = tuple((number % 12, 1 if number >= 12 else 0) for number in range(9, 21))
"""Month (0 is January) and calendar year after the year's first, October to September."""


def write_usage(population: Population, inbox: Path, defects: Defects) -> None:
    """Write the usage of both fiscal years."""
    units = sorted({estate.unit for estate in population.design.estates})
    for year in d.YEARS:
        quantities = monthly_quantities(population, year)
        for unit in units:
            _write_workbook(population, year, unit, quantities, inbox, defects)
            _write_lists(population, year, unit, quantities, inbox)


def monthly_quantities(population: Population, year: int) -> FloatArray:
    """Return the quantities (firms, services, 12); NaN where unknown or before the firm came."""
    rng = population.design.rng(f"usage {year}")
    values = population.values[year]
    first = d.NUMERIC.index(d.USAGE[0])
    level = np.exp(values[:, first : first + len(SERVICES), None])
    trend = np.nan_to_num(values[:, -1])[:, None, None]
    # half a year apart the halves' centres differ by `trend`
    growth = np.exp(trend * (np.arange(12) - 5.5) / 6)
    noise = np.exp(rng.normal(0, MONTHLY_NOISE, (*level.shape[:2], 12)))
    quantities = np.asarray(np.maximum(np.round(level * growth * SEASON * noise), 1.0))
    if year == d.YEARS[-1]:
        came = np.where(population.firms["segment_2565"].to_numpy() < 0, rng.integers(0, 4, len(values)), 0)
        quantities[np.broadcast_to(np.arange(12) < came[:, None, None], quantities.shape)] = np.nan
    return quantities


def _members(population: Population, year: int, unit: str, lists: bool) -> IntArray:
    """Return the firms whose estates a unit reports, by workbook or by list."""
    estates = [
        number
        for number, estate in enumerate(population.design.estates)
        if estate.unit == unit and (estate.name in d.OFFICES_WITH_LISTS) == lists
    ]
    present = population.present(year)
    chosen = present[np.isin(population.firms["estate"].to_numpy()[present], estates)]
    return chosen[np.argsort(population.firms["customer_id"].to_numpy()[chosen], kind="stable")]


def _write_workbook(
    population: Population, year: int, unit: str, quantities: FloatArray, inbox: Path, defects: Defects
) -> None:
    file = f"{unit}/ปริมาณการใช้ ต.ค.{year % 100 - 1}-ก.ย.{year % 100}.xlsx"
    rng = population.design.rng(f"cells {unit} {year}")
    months = [f"{MONTHS[month]} {year % 100 - 1 + later}" for month, later in FISCAL_MONTHS]
    rows = _members(population, year, unit, lists=False)
    with Workbook(inbox / file) as book:
        for number, (service, measure) in enumerate(SERVICES):
            table: list[list[Cell]] = [
                [f"ปริมาณการใช้{service} ปีงบประมาณ {year} (หน่วย: {measure})"],
                [],
                ["เลขทะเบียนนิติบุคคล", "ผู้ประกอบการ", *months, "รวม"],
            ]
            for row in rows:
                known = quantities[row, number]
                if np.isnan(known).all():
                    continue
                firm = population.records[row]
                cells = _cells(known, rng)
                if number == 0 and year == d.YEARS[-1] and len(table) in (7, 9):
                    cells[6] = ERROR if len(table) == 7 else "ไม่ได้จด"
                    kind = "error_cell" if len(table) == 7 else "not_a_number"
                    defects.note(file, service, len(table) + 1, months[6], kind, str(cells[6]))
                total = sum(cell for cell in cells if isinstance(cell, float))
                if rng.random() < WRONG_TOTAL:
                    total += 100
                    defects.note(file, service, len(table) + 1, "รวม", "total_does_not_add_up", f"{total:.0f}")
                table.append([firm["customer_id"], firm["name"], *cells, total])
            table.append(["", "รวมทั้งสิ้น"])
            book.write_rows(book.sheet(service), table)


def _cells(known: FloatArray, rng: np.random.Generator) -> list[Cell]:
    """Return the month cells of a row: numbers, blanks where unknown, rarely a nil."""
    lots = rng.random(12)
    cells: list[Cell] = []
    for value, lot in zip(known, lots, strict=True):
        if np.isnan(value) or lot < 0.006:
            cells.append(None)
        else:
            cells.append("-" if lot > 0.999 else float(value))
    return cells


def _write_lists(population: Population, year: int, unit: str, quantities: FloatArray, inbox: Path) -> None:
    rows = _members(population, year, unit, lists=True)
    if not len(rows):
        return
    members: dict[str, bytes] = {}
    estates = population.firms["estate"].to_numpy()
    for code in sorted(set(estates[rows].tolist())):
        lines: list[list[Cell]] = [["เลขทะเบียนนิติบุคคล", "บริการ", "เดือน", "ปริมาณ", "หน่วย"]]
        for row in rows[estates[rows] == code]:
            firm = population.records[row]["customer_id"]
            for number, (service, measure) in enumerate(SERVICES):
                for (month, later), value in zip(FISCAL_MONTHS, quantities[row, number], strict=True):
                    if not np.isnan(value):
                        label = f"{month + 1:02d}/{year - 1 + later}"
                        lines.append([firm, service, label, f"{value:.0f}", measure])
        name = population.design.estates[code].name
        members[f"{name}/usage_{year}.csv"] = csv_text(lines).encode("cp874")
    write_zip(inbox / unit / f"ข้อมูลจากสำนักงานนิคม ปีงบ {year}.zip", members)
