"""Telephone numbers and e-mail addresses against a table written by hand, numbers built from parts and email.utils."""

from email.utils import formataddr, parseaddr

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .conftest import Clean

QUICK = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
# fixed lines have eight digits behind the zero, mobile ones nine
FIXED = st.builds(str.__add__, st.sampled_from("23457"), st.text("0123456789", min_size=7, max_size=7))
MOBILE = st.builds(str.__add__, st.sampled_from("689"), st.text("0123456789", min_size=8, max_size=8))
NAMES = st.from_regex(r"[a-z][a-z0-9_+]{0,8}(\.[a-z0-9]{1,6})?", fullmatch=True)
DOMAINS = st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,4})?(\.co|\.or)?\.(th|com|net)", fullmatch=True)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0 2709 3450-3", "+6627093450"),
        ("+66 5358 1061-9", "+6653581061"),
        ("038-086-195-98", "+6638086195"),
        ("02 123 4567", "+6621234567"),
        ("081-234-5678", "+66812345678"),
        ("08 1234 5678-9", "+66812345678"),
        ("+66 (0) 81 234 5678", "+66812345678"),
        ("(02) 709–3450", "+6627093450"),
        ("โทร. 02-709-3450 ต่อ 101", "+6627093450"),
        ("02-709-3450 ext. 12", "+6627093450"),
        ("02-709-3450, 081-234-5678", "+6627093450"),
        ("๐๘๑ ๒๓๔ ๕๖๗๘", "+66812345678"),
        ("812345678", "+66812345678"),
        ("661234567", "+66661234567"),
        ("1234", None),
        ("02-709-345", None),
        ("081-234-567", None),
        ("012345678", None),
        ("8.12E+08", None),
        ("สมชาย", None),
        ("-", None),
        (None, None),
    ],
)
def test_a_telephone_number_in_the_spellings_of_departments(clean: Clean, written: str, number: str | None) -> None:
    """Ranges give their first number; what lacks a digit is none."""
    assert clean("parse_phone('value')", clean("clean_text('value')", [written])) == [number]


@QUICK
@given(numbers=st.lists(FIXED | MOBILE, min_size=30, max_size=30))
def test_every_spelling_of_a_number_is_that_number(clean: Clean, numbers: list[str]) -> None:
    """Eight spellings of each of 30 numbers; a clean number stays as it is."""
    texts: list[str | None] = []
    for number in numbers:
        head, middle, tail = number[:-7], number[-7:-4], number[-4:]
        texts += [
            f"0{number}",
            f"0{head}-{middle}-{tail}",
            f"0{head} {middle} {tail}".translate(THAI_DIGITS),
            f"(0{head}) {middle}-{tail} ต่อ 12",
            f"+66{number}",
            f"+66 {head} {middle} {tail}",
            f"0066-{head}-{middle}{tail}",
            f"โทร 0{head}-{middle}-{tail}",
        ]
    found = clean("parse_phone('value')", clean("clean_text('value')", texts))
    assert found == [f"+66{number}" for number in numbers for _ in range(8)]
    assert clean("parse_phone('value')", found) == found


@QUICK
@given(parts=st.lists(st.tuples(NAMES, DOMAINS), min_size=30, max_size=30))
def test_every_spelling_of_an_address_is_that_address(clean: Clean, parts: list[tuple[str, str]]) -> None:
    """Capitals, a display name as email.utils writes it, mailto:, brackets, a full stop behind it."""
    texts: list[str | None] = []
    for name, domain in parts:
        plain = f"{name}@{domain}"
        shown = formataddr(("Somchai J.", plain))
        assert parseaddr(shown)[1] == plain
        texts += [plain, plain.upper(), f" {plain} ", f"mailto:{plain}", shown, f"<{plain}>", f"{plain}."]
    expected = [f"{name}@{domain}" for name, domain in parts for _ in range(7)]
    assert clean("parse_email('value')", clean("clean_text('value')", texts)) == expected


@pytest.mark.parametrize(
    "written",
    ["z", "a@b", "a@@b.com", "a b@c.com", "a@b..com", ".a@b.com", "a@b.com c@d.com", "a@-b.com", "ไม่มี", "-", None],
)
def test_what_is_no_address_is_null(clean: Clean, written: str | None) -> None:
    """Without a domain, with two signs, with blanks, two addresses at once, words."""
    assert clean("parse_email('value')", [written]) == [None]
