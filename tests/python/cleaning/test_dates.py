"""Dates, times, months and years in the spellings of departments, against Python's datetime and PyThaiNLP."""

from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pythainlp.util import thai_strftime

from .conftest import Clean

QUICK = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
# two-digit Buddhist years stand for 2500 to 2599
DATES = st.dates(date(1958, 1, 1), date(2056, 12, 31))
SHORT_MONTHS = [
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
]
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def spellings(day: date) -> list[str]:
    """Ways to write one day."""
    buddhist = day.year + 543
    short = SHORT_MONTHS[day.month - 1]
    return [
        day.isoformat(),
        f"{buddhist}-{day:%m-%d}",
        f"{day.isoformat()} 00:00:00",
        f"{day.day}/{day.month}/{buddhist}",
        f"{day:%d/%m}/{day.year}",
        f"{day:%d/%m}/{buddhist % 100:02}",
        f"{day.day} {short} {buddhist}",
        f"{day.day}{short}{buddhist % 100:02}",
        f"{day.day} {short.replace('.', '')} {buddhist}".translate(THAI_DIGITS),
        thai_strftime(datetime(day.year, day.month, day.day), "%-d %B %Y"),
        f"วันที่ {thai_strftime(datetime(day.year, day.month, day.day), '%-d %B')} พ.ศ. {buddhist}",
        day.strftime("%d %b %Y"),
        day.strftime("%-d %B %Y"),
        day.strftime("%B %-d, %Y"),
    ]


@QUICK
@given(days=st.lists(DATES, min_size=20, max_size=20))
def test_every_spelling_of_a_day_is_that_day(clean: Clean, days: list[date]) -> None:
    """14 spellings of each of 20 days."""
    texts: list[str | None] = [text for day in days for text in spellings(day)]
    expected = [day for day in days for _ in spellings(day)]
    assert clean("parse_date('value')", clean("clean_text('value')", texts)) == expected


@QUICK
@given(parts=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 15), st.integers(2540, 2580)), min_size=30))
def test_a_day_exists_or_is_null(clean: Clean, parts: list[tuple[int, int, int]]) -> None:
    """Day and month outside the calendar are null; Python's calendar decides."""

    def on_calendar(day: int, month: int, buddhist: int) -> date | None:
        try:
            return date(buddhist - 543, month, day)
        except ValueError:
            return None

    texts: list[str | None] = [f"{day}/{month}/{year}" for day, month, year in parts]
    assert clean("parse_date('value')", texts) == [on_calendar(*part) for part in parts]


def test_leap_day_is_judged_in_the_common_era(clean: Clean) -> None:
    """29 February 2567 exists (2024), 29 February 2566 and 31 February do not."""
    texts: list[str | None] = ["29 ก.พ. 2567", "2567-02-29", "29/02/2566", "31/02/2567", "ไม่แน่ใจ", None]
    assert clean("parse_date('value')", texts) == [
        date(2024, 2, 29),
        date(2024, 2, 29),
        None,
        None,
        None,
        None,
    ]


@QUICK
@given(times=st.lists(st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1)), min_size=30, max_size=30))
def test_form_times_are_bangkok_time(clean: Clean, times: list[datetime]) -> None:
    """The 12-hour Thai form, and the same moment in UTC."""
    moments = [moment.replace(microsecond=0) for moment in times]
    thai: list[str | None] = [
        f"{moment:%Y/%m/%d} {moment.hour % 12 or 12}:{moment:%M:%S} "
        f"{'ก่อนเที่ยง' if moment.hour < 12 else 'หลังเที่ยง'} GMT+7"
        for moment in moments
    ]
    utc: list[str | None] = [f"{moment - timedelta(hours=7):%Y-%m-%dT%H:%M:%S}Z" for moment in moments]
    assert clean("parse_timestamp('value')", thai) == moments
    assert clean("parse_timestamp('value')", utc) == moments


@QUICK
@given(days=st.lists(DATES, min_size=20, max_size=20))
def test_every_spelling_of_a_month_is_its_first_day(clean: Clean, days: list[date]) -> None:
    """Headers of usage sheets."""
    texts: list[str | None] = []
    for day in days:
        buddhist, short = day.year + 543, SHORT_MONTHS[day.month - 1]
        texts += [
            f"{short} {buddhist % 100:02}",
            f"{short}{buddhist}",
            f"{day:%m}/{buddhist}",
            f"{day:%Y-%m}",
        ]
        texts += [day.strftime("%b %Y"), day.isoformat()]
    expected = [day.replace(day=1) for day in days for _ in range(6)]
    assert clean("parse_month('value')", texts) == expected


def test_years_are_common_era(clean: Clean) -> None:
    """Buddhist with four or two digits, common era, and no year."""
    texts: list[str | None] = ["2530", "32", "1991", "พ.ศ. 2566", "2,566", "2566/67", "ปีก่อน"]
    assert clean("parse_year_ce('value')", texts) == [1987, 1989, 1991, 2023, 2023, None, None]


def test_a_title_names_its_fiscal_year(clean: Clean) -> None:
    """Titles and file names."""
    texts: list[str | None] = [
        "ปีงบประมาณ ๒๕๖๗ (ไร่)",
        "เป้าหมาย ปีงบ 67.xls",
        "แบบสำรวจ ปี 2566 (การตอบกลับ)",
        "มติ",
    ]
    assert clean("year_be_in('value')", texts) == [2567, 2567, 2566, None]


@QUICK
@given(days=st.lists(DATES, min_size=30, max_size=30))
def test_fiscal_year_starts_in_october(clean: Clean, days: list[date]) -> None:
    """The fiscal year is the Buddhist year of the day three months later, and so is the quarter."""
    texts: list[str | None] = [day.isoformat() for day in days]
    later = [day.replace(day=1) + timedelta(days=93) for day in days]
    assert clean("fiscal_year('cast(value as date)')", texts) == [day.year + 543 for day in later]
    assert clean("fiscal_quarter('cast(value as date)')", texts) == [(day.month + 2) // 3 for day in later]
