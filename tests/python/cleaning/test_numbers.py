"""Numbers, areas, juristic ids and answers, against Decimal arithmetic and python-stdnum."""

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stdnum.th import moa

from .conftest import Clean

QUICK = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
AMOUNTS = st.decimals(Decimal("0"), Decimal("99999999.99"), places=2)


@QUICK
@given(amounts=st.lists(AMOUNTS, min_size=20, max_size=20))
def test_every_spelling_of_a_number_is_that_number(clean: Clean, amounts: list[Decimal]) -> None:
    """Plain, grouped, with a unit, negative with a dash or brackets; and with decimal commas."""
    texts: list[str | None] = []
    for amount in amounts:
        texts += [
            f"{amount}",
            f"{amount:,}",
            f"฿ {amount:,} บาท",
            f"-{amount}",
            f"–{amount:,}",
            f"({amount:,})",
        ]
    expected = [sign * amount for amount in amounts for sign in (1, 1, 1, -1, -1, -1)]
    assert clean("parse_decimal('value')", texts) == expected
    commas: list[str | None] = [f"{amount}".replace(".", ",") for amount in amounts]
    assert clean("parse_decimal('value', decimal_comma=true)", commas) == amounts


def test_what_is_no_number_is_null(clean: Clean) -> None:
    """Wrong grouping, another magnitude, two numbers, errors."""
    texts: list[str | None] = ["1200,5", "5 ล้านบาท", "1 2/3", "(5", "#REF!", "1.2E+05", "", None]
    assert clean("parse_decimal('value')", texts) == [None] * len(texts)


def test_nil_is_zero_only_where_the_caller_says_so(clean: Clean) -> None:
    """A dash is nil; a blank is unknown."""
    assert clean("parse_decimal('value', nil_is_zero=true)", ["-", "–", None]) == [0, 0, None]
    assert clean("parse_decimal('value')", ["-"]) == [None]


def test_whole_numbers(clean: Clean) -> None:
    """Grouped, with a unit; no fraction, nothing negative."""
    assert clean("parse_integer('value')", ["1,250 คน", "60", "3.5", "-2", "-"]) == [
        1250,
        60,
        None,
        None,
        None,
    ]


AREAS = st.tuples(st.integers(0, 9999), st.integers(0, 3), st.integers(0, 999))


@QUICK
@given(areas=st.lists(AREAS, min_size=20, max_size=20))
def test_every_spelling_of_an_area_is_that_area(clean: Clean, areas: list[tuple[int, int, int]]) -> None:
    """Rai-ngan-wah with dashes and in words, square wah and square metres alone. Wah in tenths."""
    texts: list[str | None] = []
    expected: list[float] = []
    for rai, ngan, tenths in areas:
        wah = Decimal(tenths) / 10
        total = rai * 400 + ngan * 100 + wah
        texts += [
            f"{rai}-{ngan}-{wah}",
            f"{rai:,} - {ngan} - {wah}",
            f"{rai} ไร่ {ngan} งาน {wah} ตร.ว.",
            f"{rai:,} ไร่ {ngan} งาน {wah} ตารางวา",
            f"{rai}ไร่{ngan}งาน{wah}ตร.วา",
            f"{rai} – {ngan} – {wah} (ไร่-งาน-ตร.ว.)",
            f"{rai}-{ngan}-{wah} ไร่",
            f"{rai} rai {ngan} ngan {wah} sq.wah",
            f"{total:,} ตร.ว.",
            f"{total * 4:,} ตร.ม.",
        ]
        expected += [float(total / 400)] * 10
    found = clean("parse_area_rai('value')", texts)
    differing = [text for text, is_, should in zip(texts, found, expected, strict=True) if abs(is_ - should) > 1e-9]
    assert not differing


def test_a_part_that_is_nil_may_be_a_dash(clean: Clean) -> None:
    """12 rai and 50 square wah, no ngan; 2 ngan alone; a dash alone is no area."""
    texts: list[str | None] = ["12 ไร่ - งาน 50 ตร.ว.", "- ไร่ 2 งาน – ตร.ว.", "-"]
    assert clean("parse_area_rai('value')", texts) == [12.125, 0.5, None]


def test_an_area_says_why_it_is_wrong(clean: Clean) -> None:
    """Each reason once."""
    texts: list[str | None] = ["3-4-10", "5-1-120", "2045-02-12", "5.472 - 2 - 69", "5 ไร่ 4 งาน", "12-2-45.5"]
    assert clean("area_reason('value')", texts) == [
        "area_ngan_over_3",
        "area_wah_over_99",
        "area_became_date",
        "area_not_readable",
        "area_ngan_over_3",
        None,
    ]


IDS = st.text("0123456789", min_size=13, max_size=13)


@QUICK
@given(ids=st.lists(IDS, min_size=30, max_size=30))
def test_juristic_ids_agree_with_stdnum(clean: Clean, ids: list[str]) -> None:
    """Random ids, and the same with the check digit that python-stdnum gives."""
    proved = [number[:12] + moa.calc_check_digit(number[:12]) for number in ids]
    texts: list[str | None] = [*ids, *proved]
    # python-stdnum also wants the leading 0 of a firm; the check digit is what both know
    expected = [number if moa.calc_check_digit(number[:12]) == number[12] else None for number in [*ids, *proved]]
    assert clean("parse_juristic_id('value')", texts) == expected


@QUICK
@given(ids=st.lists(st.text("0123456789", min_size=11, max_size=11), min_size=20, max_size=20))
def test_a_lost_zero_comes_back_if_the_check_digit_proves_it(clean: Clean, ids: list[str]) -> None:
    """Excel dropped the zero; with a wrong check digit nothing is restored."""
    full = ["0" + number + moa.calc_check_digit("0" + number) for number in ids]
    wrong = [number[1:12] + str((int(number[12]) + 1) % 10) for number in full]
    assert clean("parse_juristic_id('value')", [number[1:] for number in full]) == full
    assert clean("juristic_id_reason('value')", list(wrong)) == ["juristic_id_check_digit"] * len(wrong)


def test_an_id_says_why_it_is_wrong(clean: Clean) -> None:
    """Shortened by Excel, too short, mistyped; dashes do no harm."""
    texts: list[str | None] = ["1.20600E+11", "12345", "0115999000042", "0-1159-99000-01-6"]
    reasons = ["juristic_id_scientific", "juristic_id_length", "juristic_id_check_digit", None]
    assert clean("juristic_id_reason('value')", texts) == reasons


def test_answers_need_digit_and_label_to_agree(clean: Clean) -> None:
    """`label_score` is what the list of labels gives for the answer's words (here: มาก = 4)."""
    score = "\"case when value like '%มาก%' then 4 end\""
    texts: list[str | None] = ["มาก", "4 มาก", "มาก (4)", "4", "มาก (2)", "6", "ดี", None]
    assert clean(f"parse_likert('value', {score}, 1, 5)", texts) == [4, 4, 4, 4, None, None, None, None]
