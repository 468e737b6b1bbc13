"""What customers and markets say: complaints of two periods, market figures, ratings against competitors."""

from datetime import date, timedelta
from pathlib import Path

from demo.design import THEMES
from demo.population import Population
from demo.sheets import Cell, csv_text, simple_workbook, thai_date

COMPLAINT_HEADER = (
    "เลขรับ", "วันที่รับเรื่อง", "เลขทะเบียนนิติบุคคล", "ช่องทาง", "เรื่อง", "รายละเอียด", "วันที่ปิดเรื่อง", "ผู้แจ้ง",
    "โทรศัพท์",
)  # fmt: skip
SUBJECTS = {
    "odour": ("กลิ่นรบกวน", "กลิ่นเหม็นจากโรงงานข้างเคียง", "ฝุ่นควันในพื้นที่"),
    "wastewater": ("ระบบบำบัดน้ำเสียขัดข้อง", "ขอหารือคุณภาพน้ำเสียก่อนปล่อย"),
    "water": ("น้ำประปาไหลอ่อน", "แรงดันน้ำประปาต่ำ", "Low water pressure"),
    "electricity": ("ไฟฟ้าตก", "ไฟดับบ่อย", "Power outage again \U0001f620"),
    "permits": ("อนุญาตล่าช้า", "ติดตามคำขออนุญาตก่อสร้าง", "Construction permit delayed"),
    "roads": ("ถนนชำรุด", "การจราจรติดขัดหน้านิคม"),
    "fees": ("ค่าบริการบำบัดน้ำเสียสูง", "ใบแจ้งหนี้ไม่ถูกต้อง"),
    "other": ("สอบถามวันหยุดทำการ", "\U0001f64f"),
}
"""How each theme is put, in words that can belong to two themes and in English too; the last are of no theme."""
DAYS_TO_CLOSE = {"permits": (20, 45), "odour": (10, 30)}
"""From and to, where it is not 2 to 24."""
DETAILS = "เกิดขึ้นหลายครั้ง\nโดยเฉพาะวันหยุด"
CHANNELS = ("โทรศัพท์", "e-mail", "ศูนย์บริการ", "Line")
PHONES = ("0 2000 0000-3", "038-000000-5", "+66 5300 0001-9", "038-000-195")
PERIODS = (
    ("ข้อร้องเรียน ปีงบ 2566.txt", 66, date(2022, 10, 1), 365, 0.10),
    ("ข้อร้องเรียน ไตรมาส 1 ปีงบ 2567.txt", 67, date(2023, 10, 1), 92, 0.03),
)
"""File, year, first day, days, complaints per customer."""
STILL_OPEN = 0.08

MARKET_HEADER = (
    "Industry", "Region", "Investor country", "Market size (rai)", "Growth (%)", "IEAT share (%)", "Source",
    "As of",
)  # fmt: skip
MARKET_INDUSTRIES = (
    ("Automotive", 1150), ("Electronics", 1240), ("Petrochemical", 880), ("Food", 690), ("Logistics", 760),
)  # fmt: skip
MARKET_REGIONS = (("EEC", 1.0), ("Central", 0.55), ("North", 0.20))
INVESTORS = ("Japan", "China", "Thailand")
TRAITS = ("ราคา", "ทำเล", "สาธารณูปโภค", "บริการภาครัฐ", "สิ่งแวดล้อม", "เครือข่ายอุตสาหกรรม")
TRAIT_WITHOUT_ANSWERS = "เครือข่ายอุตสาหกรรม"
FEW_ANSWERS = {("ทำเล", "คู่แข่ง ค"): 18}
"""Too few to tell two ratings apart; the trait without any is what a report of means alone looks like."""
RATED = ("กนอ.", "คู่แข่ง ก", "คู่แข่ง ข", "คู่แข่ง ค")
RATING_HEADER = ("คุณลักษณะ", "องค์กร", "คะแนน", "จำนวนผู้ตอบ", "ส่วนเบี่ยงเบนมาตรฐาน")


def write_voices(population: Population, inbox: Path) -> None:
    """Write complaints, market figures and ratings."""
    for file, year, first, days, rate in PERIODS:
        rows = _complaints(population, year, first, days, rate)
        text = csv_text(rows, delimiter="\t")
        (inbox / file).write_bytes(b"\xff\xfe" + text.encode("utf-16-le"))
    _write_market(population, inbox / "market_2023_en.csv")
    simple_workbook(inbox / "คะแนนภาพลักษณ์เทียบคู่แข่ง.xlsx", "คะแนน", _ratings(population))


def _ratings(population: Population) -> list[list[Cell]]:
    """Rate the organisation and its competitors on each trait, a row each; on one how many answered is not told."""
    means, answers = population.design.rng("ratings"), population.design.rng("answers to ratings")
    rows: list[list[Cell]] = [[*RATING_HEADER]]
    for trait in TRAITS:
        for organisation, mean in zip(RATED, means.uniform(2.6, 4.6, len(RATED)), strict=True):
            count, spread = int(answers.integers(60, 180)), round(float(answers.uniform(0.7, 1.1)), 2)
            count = FEW_ANSWERS.get((trait, organisation), count)
            told = ("", "") if trait == TRAIT_WITHOUT_ANSWERS else (count, spread)
            rows.append([trait, organisation, round(float(mean), 2), *told])
    return rows


def _complaints(population: Population, year: int, first: date, days: int, rate: float) -> list[list[Cell]]:
    rng = population.design.rng(f"complaints {year}")
    present = population.present(2566)
    count = round(rate * len(present))
    received = sorted(int(day) for day in rng.integers(days, size=count))
    shares, segments = population.design.theme_shares(), population.firms["segment_2566"].to_numpy()
    rows: list[list[Cell]] = [[*COMPLAINT_HEADER]]
    for number, (day, row) in enumerate(zip(received, rng.choice(present, count), strict=True), start=1):
        theme = THEMES[int(rng.choice(len(THEMES), p=shares[segments[row]]))]
        subject = SUBJECTS[theme][int(rng.integers(len(SUBJECTS[theme])))]
        opened = first + timedelta(days=day)
        closed = opened + timedelta(days=int(rng.integers(*DAYS_TO_CLOSE.get(theme, (2, 25)))))
        rows.append(
            [
                f"รร.{number}/{year}",
                thai_date(opened, 0),
                population.records[int(row)]["customer_id"],
                CHANNELS[int(rng.integers(len(CHANNELS)))],
                subject,
                DETAILS,
                "" if rng.random() < STILL_OPEN else thai_date(closed, 0),
                "คุณตัวอย่าง",
                PHONES[int(rng.integers(len(PHONES)))],
            ]
        )
    return rows


def _write_market(population: Population, path: Path) -> None:
    """Write market figures in English: semicolons, decimal commas, a byte order mark."""
    rng = population.design.rng("market")
    rows: list[list[Cell]] = [[*MARKET_HEADER]]
    for number, (industry, size) in enumerate(MARKET_INDUSTRIES):
        for place, (region, share) in enumerate(MARKET_REGIONS):
            figures = (size * share, rng.uniform(1, 7), rng.uniform(22, 48))
            written = [f"{float(figure):.1f}".replace(".", ",") for figure in figures]
            country = INVESTORS[(number + place) % len(INVESTORS)]
            rows.append([industry, region, country, *written, "Example market outlook", "2023-09-30"])
    path.write_bytes(csv_text(rows, delimiter=";").encode("utf-8-sig"))
