"""The survey of two years: what is asked, who answers, and the exports with every way to write an answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from demo import design as d
from demo.defects import Defects
from demo.design import Design, FloatArray, IntArray
from demo.names import juristic_id
from demo.population import Population
from demo.sheets import Cell, simple_workbook, write_csv

NEEDS_STEM = "ความต้องการ/ความคาดหวังของท่าน"
SATISFACTION_STEM = "ความพึงพอใจด้าน"
OVERALL = "ความพึงพอใจโดยรวม"
LABELS = ("", "น้อยที่สุด", "น้อย", "ปานกลาง", "มาก", "มากที่สุด")
NO_OPINION = "ไม่มีความเห็น"
POSITIONS = ("ผู้จัดการโรงงาน", "ฝ่ายบุคคล", "กรรมการผู้จัดการ", "ผู้จัดการฝ่ายธุรการ", "วิศวกรสิ่งแวดล้อม")
SERVICES_USED = ("น้ำประปา", "ขออนุญาต e-PP", "ไฟฟ้า", "บำบัดน้ำเสีย", "ศูนย์บริการเบ็ดเสร็จ")
COMMENTS = (
    "", "", "", "", "", "", "ขอให้แจ้งล่วงหน้า, เรื่องน้ำหยุดไหล", 'ดีแล้ว "มาก"', "อยากให้เพิ่มช่องทางยื่นเอกสารออนไลน์",
    "ถนนภายในนิคมควรปรับปรุง", "ต้องการข้อมูลราคาพลังงานสะอาด",
)  # fmt: skip
REWORDED = {"N12": "ระบบออนไลน์ของนิคม"}
"""How the first wave asked what the second wave words differently."""
FIRST_DAY = {2565: datetime(2022, 11, 7, 8, 30), 2566: datetime(2023, 11, 6, 8, 30)}
SHARE_OF_FIRST_WAVE = 0.75
SEVERAL_RESPONDENTS = 0.20


@dataclass(frozen=True)
class Answers:
    """Answers of one wave: `firm` (m,) row numbers, `scores` (m, items) 1-5, 0 no opinion, -1 not asked."""

    firm: IntArray
    scores: IntArray


def item_rows(wave: int) -> list[list[Cell]]:
    """Return the declared items of a wave: the rows of the feed survey_items."""
    rows: list[list[Cell]] = []
    for need in d.NEEDS:
        same = "ไม่ได้" if need.item_id in REWORDED else "ได้"
        words = (_wording(need, wave), need.wording_en)
        rows.append([wave, need.item_id, NEEDS_STEM, *words, "ความต้องการ", "", 1, 5, same])
    for item in d.SATISFACTION:
        group = SATISFACTION_STEM + item.aspect
        words = (item.wording, item.wording_en)
        rows.append([wave, item.item_id, group, *words, "ความพึงพอใจ", item.aspect, 1, 5, "ได้"])
    rows.append([wave, "P09", OVERALL, OVERALL, "Overall satisfaction", OVERALL, "", 1, 5, "ได้"])
    return rows


def write_survey(population: Population, inbox: Path, defects: Defects) -> None:
    """Write the list of items and the export of both waves."""
    header: list[Cell] = [
        "ปีที่สำรวจ", "รหัสคำถาม", "หมวดคำถาม", "คำถาม", "คำถามภาษาอังกฤษ", "ประเภท", "ด้าน", "คะแนนต่ำสุด",
        "คะแนนสูงสุด", "เทียบกับปีก่อนได้",
    ]  # fmt: skip
    items = [row for wave in d.YEARS for row in item_rows(wave)]
    simple_workbook(inbox / "ฝตล/คำถามแบบสำรวจ ปี 2565-2566.xlsx", "คำถาม", [header, *items])
    for wave in d.YEARS:
        file = f"แบบสำรวจความต้องการและความพึงพอใจ ปี {wave} (การตอบกลับ).csv"
        rows = _export(population, wave, draw_answers(population, wave), file, defects)
        write_csv(inbox / file, rows, "utf-8")


def draw_answers(population: Population, wave: int) -> Answers:
    """Draw who answers a wave and what."""
    design = population.design
    rng = design.rng(f"respondents {wave}")
    present = population.present(wave)
    wanted = design.surveyed if wave == d.YEARS[-1] else round(design.surveyed * SHARE_OF_FIRST_WAVE)
    firms = np.sort(rng.choice(present, min(wanted, len(present)), replace=False))
    people = np.where(rng.random(len(firms)) < SEVERAL_RESPONDENTS, rng.integers(2, 4, len(firms)), 1)
    firm = np.repeat(firms, people)
    own = np.repeat(np.arange(len(firms)), people)
    segment = population.firms[f"segment_{wave}"].to_numpy()[firm]
    needs = _needs(design, population.firms["estate"].to_numpy()[firm], segment, own, wave)
    scores = np.hstack([_whole(needs), _satisfaction(design, needs, segment, rng)])
    scores[(rng.random(scores.shape) < 0.03) & (scores > 0)] = 0
    return Answers(firm, scores)


def _needs(design: Design, estate: IntArray, segment: IntArray, own: IntArray, wave: int) -> FloatArray:
    """Return the strength of every need (m, NEEDS) before it becomes a whole number."""
    rng = design.rng(f"needs {wave}")
    m, n = len(own), len(d.NEEDS)
    levels = np.array([need.level for need in d.NEEDS]) - (0.05 if wave == d.YEARS[0] else 0.0)
    halo = rng.normal(0, d.HALO, (m, 1))
    company = rng.normal(0, d.COMPANY, (int(own.max()) + 1, n))[own]
    rest = rng.normal(0, d.PERSON, (m, n))
    spread = 0.0 if design.scenario == "null" else d.ESTATE_NEEDS
    place = spread * design.rng("estate needs").normal(0, 1, (len(design.estates), n))[estate]
    return np.asarray(levels + design.need_shifts().T[segment] + halo + company + rest + place)


def _satisfaction(design: Design, needs: FloatArray, segment: IntArray, rng: np.random.Generator) -> IntArray:
    """Return the satisfaction items and the overall score that they drive; complaint handling of complainers only."""
    levels = np.array([need.level for need in d.NEEDS])
    halo = rng.normal(0, 0.35, (len(needs), 1))
    columns = []
    for item in d.SATISFACTION:
        unmet = (needs[:, item.needs] - levels[list(item.needs)]).mean(axis=1)
        columns.append(item.level + halo[:, 0] - d.FIT * unmet + rng.normal(0, 0.60, len(needs)))
    items = np.column_stack(columns)
    usual = np.array([item.level for item in d.SATISFACTION])
    driven = ((items - usual) * design.drivers()[segment]).sum(axis=1)
    overall = usual.mean() + driven + rng.normal(0.1, 0.35, len(needs))
    scores = _whole(np.column_stack([items, overall]))
    silent = rng.random(len(needs)) >= d.COMPLAINT_SHARE
    asked_of_complainers = [n for n, item in enumerate(d.SATISFACTION) if item.aspect == d.COMPLAINTS]
    scores[np.ix_(np.flatnonzero(silent), np.array(asked_of_complainers))] = -1
    return scores


def _whole(values: FloatArray) -> IntArray:
    return np.clip(np.round(values), 1, 5).astype(np.int64)


def _wording(need: d.Need, wave: int) -> str:
    return REWORDED.get(need.item_id, need.wording) if wave == d.YEARS[0] else need.wording


def _export(population: Population, wave: int, answers: Answers, file: str, defects: Defects) -> list[list[Cell]]:
    """Return the export: header and one row an answer, late corrections and strangers among them."""
    rng = population.design.rng(f"export {wave}")
    header: list[Cell] = ["ประทับเวลา", "เลขทะเบียนนิติบุคคลของบริษัทท่าน", "ตำแหน่งผู้ตอบ", "อีเมล"]
    header += [f"{NEEDS_STEM} [{_wording(need, wave)}]" for need in d.NEEDS]
    header += [f"{SATISFACTION_STEM}{item.aspect} [{item.wording}]" for item in d.SATISFACTION]
    header += [OVERALL, "บริการที่เคยใช้ (เลือกได้มากกว่า 1 ข้อ)", "ข้อเสนอแนะเพิ่มเติม"]
    m = len(answers.firm)
    order = rng.permutation(m)
    again = rng.choice(m, max(1, round(0.015 * m)), replace=False)  # the same person answers a second time
    ids = population.firms["customer_id"].to_numpy()
    strangers = 6 if population.design.size == "full" else 2
    senders = [(str(ids[answers.firm[i]]), int(i), int(i)) for i in (*order, *again)]
    for number in range(strangers):
        senders.append((juristic_id("10", False, 99_900 + number), int(order[number]), m + number))
    minutes = np.sort(rng.integers(0, 24 * 24 * 60, m))
    late = minutes.max() + 60 + np.arange(len(senders) - m) * 97
    rows: list[list[Cell]] = [header]
    bad_label = 13
    for (identity, source, person), minute in zip(senders, [*minutes, *late], strict=True):
        scores = answers.scores[source].copy()
        if len(rows) > m and person < m:  # who answers twice has changed an answer
            scores[0] = 1 + scores[0] % 5
        cells: list[Cell] = [*_cells(scores, int(rng.integers(4)))]
        if len(rows) == bad_label:
            cells[2] = "ดีมาก"
            defects.note(file, "", bad_label + 1, str(header[6]), "unknown_label", "ดีมาก")
        if person >= m:
            defects.note(file, "", len(rows) + 1, str(header[1]), "unknown_company", identity)
        position = POSITIONS[person % len(POSITIONS)]
        used = ";".join(SERVICES_USED[: 1 + int(rng.integers(len(SERVICES_USED)))])
        comment = COMMENTS[int(rng.integers(len(COMMENTS)))]
        stamp = _stamp(FIRST_DAY[wave] + timedelta(minutes=int(minute), seconds=int(rng.integers(60))))
        rows.append([stamp, identity, position, f"r{person}@example.com", *cells, used, comment])
    return rows


def _cells(scores: IntArray, style: int) -> list[str]:
    """Return the answers of one person, who writes them all in one way."""
    spelled = ("{label}", "{score}", "{score} {label}", "{label} ({score})")[style]
    return [
        spelled.format(label=LABELS[score], score=score) if score > 0 else NO_OPINION if score == 0 else ""
        for score in scores.tolist()
    ]


def _stamp(moment: datetime) -> str:
    half = "ก่อนเที่ยง" if moment.hour < 12 else "หลังเที่ยง"
    return f"{moment:%Y/%m/%d} {moment.hour % 12 or 12}:{moment:%M:%S} {half} GMT+7"
