"""Tables of the corpus: columns whose cells are written the way departments write them, and what each must become.

Nothing here asks the product how it cleans: a value is drawn first and then written in one of its spellings.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from demo.names import juristic_id

THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
FULL_MONTHS = (
    *("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน"),
    *("กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"),
)
ESTATES = {"บางปู": "bang_pu", "บางชัน": "bang_chan", "นิคมอุตสาหกรรมลาดกระบัง": "lat_krabang"}
ROW, CELL, WARNING = "row", "cell", "warning"

Draw = Callable[[random.Random, int], tuple[str, Any]]


@dataclass(frozen=True)
class Defect:
    """A planted mistake: the cell as written, the reason it must get, and whether row, cell or neither falls."""

    column: str
    written: str
    reason: str
    severity: str


@dataclass(frozen=True)
class Kind:
    """A kind of table: header and draw by column, what staging calls the values, and the mistakes that can be made."""

    feed: str
    headers: Mapping[str, tuple[str, ...]]
    draws: Mapping[str, Draw]
    typed: tuple[str, ...]
    required: tuple[str, ...]
    defects: tuple[Defect, ...]
    title: str


def one_of(*values: str) -> Draw:
    """Draw a text that is its own value."""

    def draw(rng: random.Random, serial: int) -> tuple[str, Any]:
        value = rng.choice(values)
        return value, value

    return draw


def serial_text(pattern: str) -> Draw:
    """Draw a text with the row's serial number in it."""
    return lambda rng, serial: (pattern.format(serial),) * 2


def juristic(rng: random.Random, serial: int) -> tuple[str, Any]:
    """Draw a juristic id: plain, grouped, in Thai digits, or without its leading zero, which the check digit proves."""
    value = juristic_id("10", False, serial % 100_000)
    grouped = f"{value[0]}-{value[1:5]}-{value[5:10]}-{value[10:12]}-{value[12]}"
    return rng.choice([value, value, grouped, value.translate(THAI_DIGITS), value[1:], f" {value} "]), value


def any_date(rng: random.Random, serial: int) -> tuple[str, Any]:
    """Draw a day in either era, in digits or words."""
    value = date(2022, 10, 1) + timedelta(days=rng.randrange(700))
    year = value.year + 543
    spellings = [
        value.isoformat(),
        f"{value.day}/{value.month}/{year}",
        f"{value.day:02d}/{value.month:02d}/{value.year}",
        f"{value.day} {MONTHS[value.month - 1]} {year}",
        f"{value.day} {MONTHS[value.month - 1]} {year % 100}",
        f"{value.day} {FULL_MONTHS[value.month - 1]} {year}".translate(THAI_DIGITS),
    ]
    return rng.choice(spellings), value.isoformat()


def area(rng: random.Random, serial: int) -> tuple[str, Any]:
    """Draw an area in one of its spellings, as rai."""
    rai, ngan, wah = rng.randrange(1, 60), rng.randrange(4), rng.randrange(100)
    value = rai + ngan / 4 + wah / 400
    spellings = [
        f"{rai}-{ngan}-{wah}",
        f"{rai} - {ngan} - {wah}".translate(THAI_DIGITS),
        f"{rai} ไร่ {ngan} งาน {wah} ตร.ว.",
        f"{round(value * 1600):,} ตร.ม.",
        f"{value * 400:,.0f} ตร.ว.",
    ]
    return rng.choice(spellings), f"{value:.4f}"


def money(rng: random.Random, serial: int) -> tuple[str, Any]:
    """Draw an amount; brackets are negative and a dash is nil."""
    value = rng.randrange(1, 90_000_000) / 100
    spellings = [
        (f"{value:,.2f}", value),
        (f"{value:.2f}", value),
        (f"{value:,.2f} บาท", value),
        (f"({value:,.2f})", -value),
        ("-", 0.0),
    ]
    written, meant = rng.choice(spellings)
    return written, f"{meant:.4f}"


def workers(rng: random.Random, serial: int) -> tuple[str, Any]:
    """Draw a number of workers."""
    value = rng.randrange(1, 5_000)
    return rng.choice([str(value), f"{value:,}", f"{value} คน", str(value).translate(THAI_DIGITS)]), str(value)


def start_year(rng: random.Random, serial: int) -> tuple[str, Any]:
    """Draw a year in either era, with four or two digits."""
    value = rng.randrange(1985, 2023)
    be = value + 543
    return rng.choice([str(value), str(be), str(be % 100), f"พ.ศ. {be}", str(be).translate(THAI_DIGITS)]), str(value)


def fiscal_year(rng: random.Random, serial: int) -> tuple[str, Any]:
    """Draw a Buddhist fiscal year."""
    return rng.choice(["2566", "66", "๒๕๖๖", "ปีงบประมาณ 2566", "2023"]), "2566"


ID_HEADERS = ("เลขทะเบียนนิติบุคคล", "เลขนิติบุคคล", "Juristic ID", "เลขทะเบียน  นิติบุคคล")
BAD_IDS = (
    Defect("juristic_id", "0105999000017", "juristic_id_check_digit", ROW),
    Defect("juristic_id", "1.05E+11", "juristic_id_scientific", ROW),
    Defect("juristic_id", "01059990", "juristic_id_length", ROW),
    Defect("juristic_id", "", "value_missing", ROW),
)

KINDS = (
    Kind(
        "contracts",
        {
            "contract_number": ("เลขที่สัญญา", "สัญญาเลขที่", "เลขที่ สัญญา"),
            "juristic_id": ID_HEADERS,
            "plot": ("แปลงที่", "เลขที่แปลง"),
            "contract_type": ("ประเภทสัญญา", "ชนิดสัญญา"),
            "area": ("เนื้อที่ (ไร่-งาน-ตร.ว.)", "เนื้อที่", "ขนาดพื้นที่"),
            "contract_date": ("วันที่ทำสัญญา", "วันที่สัญญา"),
            "value_baht": ("มูลค่าสัญญา (บาท)", "มูลค่าสัญญา"),
        },
        {
            "contract_number": serial_text("ส.{}/2567"),
            "juristic_id": juristic,
            "plot": serial_text("A-{}"),
            "contract_type": lambda rng, serial: rng.choice([("ขาย", "sale"), ("เช่า", "lease")]),
            "area": area,
            "contract_date": any_date,
            "value_baht": money,
        },
        ("contract_number", "juristic_id", "plot", "contract_type", "area_rai", "contract_date", "value_baht"),
        ("contract_number", "juristic_id", "area"),
        (
            *BAD_IDS,
            Defect("plot", "", "value_missing", ROW),
            Defect("contract_type", "แลกเปลี่ยน", "contract_type_unknown", ROW),
            Defect("area", "12-5-10", "area_ngan_over_3", ROW),
            Defect("area", "12-1-150", "area_wah_over_99", ROW),
            Defect("area", "2024-02-12", "area_became_date", ROW),
            Defect("contract_date", "31/02/2567", "date_not_readable", ROW),
            Defect("value_baht", "หนึ่งล้าน", "number_not_readable", CELL),
            Defect("value_baht", "#REF!", "cell_error", CELL),
        ),
        "ทะเบียนสัญญาซื้อขาย-เช่าที่ดิน ปีงบประมาณ 2567",
    ),
    Kind(
        "voice_of_customer",
        {
            "received_number": ("เลขรับ", "เลขที่รับ"),
            "received_on": ("วันที่รับเรื่อง", "วันที่รับ"),
            "juristic_id": ID_HEADERS,
            "subject": ("เรื่อง", "หัวข้อ"),
            "closed_on": ("วันที่ปิดเรื่อง", "วันที่ปิด"),
        },
        {
            "received_number": serial_text("{}/2567"),
            "received_on": any_date,
            "juristic_id": juristic,
            "subject": one_of("ไฟฟ้าดับ", "น้ำไม่ไหล", "กลิ่นรบกวน", "ถนนชำรุด, ป้ายหาย"),
            "closed_on": any_date,
        },
        ("received_number", "received_on", "juristic_id", "subject", "closed_on"),
        ("received_number", "received_on", "subject"),
        (
            Defect("received_on", "วันพุธ", "date_not_readable", ROW),
            Defect("received_on", "", "value_missing", ROW),
            Defect("juristic_id", "0105999000017", "juristic_id_check_digit", CELL),
            Defect("closed_on", "31 ก.พ. 2567", "date_not_readable", CELL),
            Defect("closed_on", "#N/A", "cell_error", CELL),
        ),
        "ทะเบียนเรื่องร้องเรียน ปีงบประมาณ 2567",
    ),
    Kind(
        "customers",
        {
            "estate": ("นิคมอุตสาหกรรม", "นิคม"),
            "customer_name": ("ผู้ประกอบการ", "ชื่อบริษัท"),
            "juristic_id": ID_HEADERS,
            "industry": ("ประเภทอุตสาหกรรม", "อุตสาหกรรม"),
            "start_year": ("ปีที่เริ่มประกอบกิจการ", "ปีที่เริ่มกิจการ"),
            "employees": ("จำนวนคนงาน", "คนงาน"),
        },
        {
            "estate": lambda rng, serial: rng.choice(list(ESTATES.items())),
            "customer_name": serial_text("บริษัท ตัวอย่าง {} จำกัด"),
            "juristic_id": juristic,
            "industry": lambda rng, serial: ("ยานยนต์และชิ้นส่วน", "automotive"),
            "start_year": start_year,
            "employees": workers,
        },
        ("estate", "customer_name", "juristic_id", "industry", "start_year", "employees"),
        ("customer_name", "juristic_id", "industry"),
        (
            *BAD_IDS,
            Defect("start_year", "นานแล้ว", "year_not_readable", CELL),
            Defect("employees", "-5", "integer_not_readable", CELL),
            Defect("employees", "หลายคน", "integer_not_readable", CELL),
            Defect("employees", "#DIV/0!", "cell_error", CELL),
            Defect("industry", "อุตสาหกรรมอวกาศ", "industry_unknown", WARNING),
        ),
        "ทะเบียนผู้ประกอบการ ข้อมูล ณ วันที่ 30 กันยายน 2567",
    ),
    Kind(
        "published_segments",
        {
            "fiscal_year": ("ปีงบประมาณ", "ปีงบ"),
            "juristic_id": ID_HEADERS,
            "segment_key": ("รหัสกลุ่ม", "รหัสกลุ่มลูกค้า"),
            "segment_name_th": ("ชื่อกลุ่ม", "ชื่อกลุ่มลูกค้า"),
        },
        {
            "fiscal_year": fiscal_year,
            "juristic_id": juristic,
            "segment_key": one_of("A", "B", "C"),
            "segment_name_th": one_of("กลุ่มหนึ่ง", "กลุ่มน้ำ"),
        },
        ("fiscal_year", "juristic_id", "segment_key", "segment_name_th"),
        ("fiscal_year", "juristic_id", "segment_key"),
        (
            *BAD_IDS,
            Defect("fiscal_year", "ปีนี้", "year_not_readable", ROW),
            Defect("segment_key", "", "value_missing", ROW),
        ),
        "ผลการจำแนกลูกค้า ปีงบประมาณ 2566",
    ),
)
