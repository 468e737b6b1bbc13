"""Of a title lands what staging reads from it, and nothing that could name a person."""

import re

import pytest

from customer_segmentation.intake.titles import read_in_title

from .conftest import PROJECT, Clean

TITLES = [
    "ทะเบียนผู้ประกอบการ | ข้อมูล ณ วันที่ 30 กันยายน 2567",
    "ทะเบียน ณ วันที่ ๓๐ ก.ย. ๒๕๖๗ โดย นายสมชาย ใจดี",
    "ข้อมูล ณ 30/9/2567 ผู้จัดทำ นางสาวสมหญิง โทร 02-253-0561",
    "as of 30 September 2024 by Ms. Jane Roe",
    "เป้าหมายการขาย/เช่าพื้นที่ ปีงบประมาณ 2567 (ไร่)",
    "ผลการขาย ปีงบฯ ๖๗ | ผู้รายงาน: นาย ก",
    "ปริมาณการใช้น้ำประปา ปีงบประมาณ พ.ศ. 2567 (หน่วย: ลบ.ม.)",
    "ปริมาณการใช้ ไฟฟ้า (หน่วย กิโลวัตต์-ชั่วโมง)",
    "สัญญา (ใช้แทนข้อมูลเดิมทั้งหมด) | ปี 2566",
    "Contracts, replaces the whole year | ปี\u00a02566\u200b",
    "ณ วันท\u0e48\u0e35 1 ตุลาคม 2566 | ปีงบประมาณ  2567",
    "ณ 5 นายสมชาย 2567",
    "รายงานประจำเดือน",
    "",
]
# how each model of staging reads a title; the patterns of service_usage stand in its model
MODEL = (PROJECT / "models/staging/service_usage/stg_service_usage__checked.sql").read_text(encoding="utf-8")
READINGS = [
    "parse_date(date_in_title('value'))",
    "year_be_in('value')",
    *(
        f"extract_group(normalise_text('value'), '{pattern}')"
        for pattern in re.findall(r'normalise_text\("landed._title"\), "(.*?)"\)', MODEL)
    ),
]
SOURCES = (PROJECT / "macros/staging/sources.sql").read_text(encoding="utf-8")


def test_the_models_read_titles_in_these_ways_only() -> None:
    """Whoever reads more from a title must let it land first."""
    texts = [path.read_text(encoding="utf-8") for path in (PROJECT / "models").rglob("*.sql")]
    readings = [line.strip() for text in texts for line in text.splitlines() if "_title" in line and "landed" in line]
    known = ("date_in_title(", "year_be_in(", '"found": "landed[', 'normalise_text("landed._title")')
    assert readings and [line for line in readings if not any(way in line for way in known)] == []
    assert len(READINGS) == 4 and SOURCES.count("'_title'") == 1


@pytest.mark.parametrize("reading", READINGS)
def test_staging_reads_the_same_from_what_lands(clean: Clean, reading: str) -> None:
    """A day, a year, a service or a unit of measure."""
    full, kept = clean(reading, list(TITLES)), clean(reading, [read_in_title(title) for title in TITLES])
    assert kept == full and any(full)


def test_a_note_of_replacement_lands() -> None:
    """What `says_it_replaces` looks for."""
    assert "แทนข้อมูลเดิมทั้งหมด" in read_in_title(TITLES[8])
    assert "replaces the whole year" in read_in_title(TITLES[9])


def test_no_person_lands_with_a_title() -> None:
    landed = " ".join(read_in_title(title) for title in TITLES)
    assert not re.search("สมชาย|สมหญิง|Jane|Roe|นาย|0561|ผู้จัดทำ|ผู้รายงาน", landed)
