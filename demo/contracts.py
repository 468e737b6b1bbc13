"""The contracts: one cp874 list with areas and dates in every spelling."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from demo import design as d
from demo.defects import Defects
from demo.population import Population
from demo.sheets import THAI_DIGITS, Cell, thai_date, write_csv

FILE = "ฝตล/สัญญาซื้อขาย-เช่าที่ดิน.csv"
HEADER = (
    "เลขที่สัญญา", "เลขทะเบียนนิติบุคคล", "ผู้ประกอบการ", "นิคม", "แปลงที่", "ประเภทสัญญา", "เนื้อที่", "วันที่ทำสัญญา",
    "มูลค่าสัญญา (บาท)", "สถานะ",
)  # fmt: skip
LABELS = {"sale": "ขาย", "lease": "เช่า"}
LAST_DAY = date(2023, 9, 30)
REGISTER_OF_2565 = date(2022, 9, 30)


@dataclass(frozen=True)
class Plot:
    """One plot under contract; area in square wah."""

    firm: int
    estate: int
    kind: str
    wah: float
    signed: date
    is_active: bool


def write_contracts(population: Population, inbox: Path, defects: Defects) -> None:
    """Write the list of contracts, bad rows among them."""
    rng = population.design.rng("contracts")
    plots = sorted(
        (plot for row in range(len(population.firms)) for plot in _plots(population, row, rng)),
        key=lambda plot: (plot.signed, plot.firm, plot.wah),
    )
    rows: list[list[Cell]] = [list(HEADER)]
    every = 120 if population.design.size == "small" else 900
    bad = [("เนื้อที่", 6, "3-4-10"), ("เนื้อที่", 6, "5-1-120"), ("วันที่ทำสัญญา", 7, "31/02/2567")]
    for number, plot in enumerate(plots, start=1):
        row = _row(population, plot, number, rng)
        rows.append(row)
        if number % every == 0:
            column, cell, text = bad[number // every % len(bad)]
            wrong = [*row]
            wrong[0], wrong[4], wrong[cell] = f"กนอ.9{number:04d}/2566", f"Z-{number}", text
            rows.append(wrong)
            defects.note(FILE, "", len(rows), column, "impossible_value", text)
    write_csv(inbox / FILE, rows, "cp874")


def _plots(population: Population, row: int, rng: np.random.Generator) -> list[Plot]:
    """Return the plots of a firm: what it holds, and some that ended."""
    firm = population.records[row]
    kind, stays = str(firm["contract_kind"]), int(firm["segment_2566"]) >= 0
    estate = int(firm["estate"])
    rai = float(np.exp(population.values[2566][row, d.NUMERIC.index("area_rai")]))
    joined = int(firm["segment_2565"]) < 0
    start = int(firm["start_year"]) or 2015
    first = REGISTER_OF_2565 + timedelta(days=30) if joined else date(max(start - 2, 1985), 1, 15)
    last = LAST_DAY if joined else REGISTER_OF_2565
    first = min(first, last - timedelta(days=60))

    def day() -> date:
        return first + timedelta(days=int(rng.integers((last - first).days)))

    plots: list[Plot] = []
    if kind != "none":
        count = max(int(rng.choice([1, 2, 3, 4], p=[0.72, 0.19, 0.06, 0.03])), 2 if kind == "both" else 1)
        shares = rng.dirichlet(np.full(count, 4.0))
        away = count > 1 and rng.random() < 0.15
        for i, share in enumerate(shares):
            place = int(rng.integers(len(population.design.estates))) if away and i == count - 1 else estate
            held = ("sale", "lease")[i % 2] if kind == "both" else kind
            plots.append(Plot(row, place, held, max(rai * float(share) * 400, 20.0), day(), stays))
    if rng.random() < 0.08:
        plots.append(Plot(row, estate, "lease", float(rng.lognormal(7.6, 0.6)), day(), False))
    return plots


def _row(population: Population, plot: Plot, number: int, rng: np.random.Generator) -> list[Cell]:
    firm = population.records[plot.firm]
    place = population.design.estates[plot.estate].name
    rai = plot.wah / 400
    price = rng.uniform(0.6e6, 3.6e6) if plot.kind == "sale" else rng.uniform(0.5e5, 2.0e5)
    style = int(rng.integers(6)) if rng.random() < 0.4 else 0
    return [
        f"กนอ.{number:05d}/{plot.signed.year + 543}", firm["customer_id"], firm["name"], f"นิคมฯ{place}",
        f"{'ABCDEFGH'[int(rng.integers(8))]}-{number}", LABELS[plot.kind],
        _area(plot.wah, int(rng.integers(12))), thai_date(plot.signed, style),
        _money(round(rai * price, -3), float(rng.random())),
        "มีผล" if plot.is_active else "สิ้นสุด",
    ]  # fmt: skip


def _area(wah: float, style: int) -> str:
    """Return an area in one of the spellings that units use; mostly rai-ngan-wah."""
    tenths = round(wah * 10)
    rai, ngan, rest = tenths // 4000, tenths % 4000 // 1000, tenths % 1000 / 10
    wah_text = f"{rest:g}"
    spellings = {
        0: f"{rai} ไร่ {ngan} งาน {wah_text} ตร.ว.".translate(THAI_DIGITS),
        1: f"{round(wah * 4):,} ตร.ม.",
        2: f"{rai:,} - {ngan} - {wah_text}",
    }
    if wah >= 16000:  # coarse spellings only where they lose little
        spellings |= {3: f"{rai} ไร่ {ngan} งาน", 4: f"{round(wah / 400)} ไร่"}
    if wah < 4000:
        spellings[5] = f"{round(wah)} ตร.ว."
    return spellings.get(style, f"{rai}-{ngan}-{wah_text}")


def _money(baht: float, lot: float) -> str:
    if lot < 0.03:
        return "-"
    if lot < 0.035:
        return f"({baht / 50:,.0f})"
    return f"{baht:,.2f}" if lot < 0.5 else f"{baht:.0f}"
