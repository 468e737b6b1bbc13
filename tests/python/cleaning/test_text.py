"""Thai text: agreement with PyThaiNLP's normaliser, and that cleaning twice changes nothing."""

import csv

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pythainlp.corpus import provinces
from pythainlp.util import normalize, thai_digit_to_arabic_digit

from .conftest import PROJECT, Clean

CONSONANTS = "กขคงจชดตทนบปผพมยรลวสหอ"
SYLLABLES = st.builds(
    lambda first, vowel, tone, last: first + vowel + tone + last,
    st.sampled_from(CONSONANTS),
    st.sampled_from(["", "ิ", "ี", "ึ", "ื", "ุ", "ู", "ั"]),
    st.sampled_from(["", "่", "้", "๊", "๋"]),
    st.sampled_from(CONSONANTS),
)
WORDS = st.lists(SYLLABLES, min_size=1, max_size=5).map("".join)
QUICK = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(texts=st.lists(WORDS, min_size=30, max_size=30))
def test_text_agrees_with_pythainlp(clean: Clean, texts: list[str]) -> None:
    """Well-typed Thai words come out as PyThaiNLP normalises them."""
    assert clean("normalise_text('value')", list(texts)) == [normalize(text) for text in texts]


def test_misordered_marks_are_repaired(clean: Clean) -> None:
    """Tone before vowel, sara am in two parts, double sara e, invisible and hard spaces."""
    found = [
        "ท\u0e48\u0e35",
        "น\u0e49\u0e4d\u0e32",
        "น\u0e4d\u0e49\u0e32",
        "เเก่ง",
        "บาง\u200bปู",
        "\u00a0ก \n ข ",
    ]
    expected = ["ท\u0e35\u0e48", "น\u0e49\u0e33", "น\u0e49\u0e33", "แก่ง", "บางปู", "ก ข"]
    assert clean("normalise_text('value')", list(found)) == expected
    assert expected[:4] == [normalize(text) for text in found[:4]]


@QUICK
@given(texts=st.lists(st.text(max_size=20), min_size=30, max_size=30))
def test_cleaning_twice_changes_nothing(clean: Clean, texts: list[str]) -> None:
    """Any text: what is clean stays as it is."""
    writable: list[str | None] = [text.replace("\x00", "") for text in texts]
    once = clean("clean_text('value')", writable)
    assert clean("clean_text('value')", once) == once


@QUICK
@given(texts=st.lists(st.text("๐๑๒๓๔๕๖๗๘๙", min_size=1, max_size=13), min_size=30, max_size=30))
def test_thai_digits_become_arabic(clean: Clean, texts: list[str]) -> None:
    """Digits as PyThaiNLP converts them."""
    assert clean("clean_text('value')", list(texts)) == [thai_digit_to_arabic_digit(text) for text in texts]


def test_unknown_words_are_null_and_nil_stays(clean: Clean) -> None:
    """Blank and words for "not known" are null; a dash is left to the number that reads it."""
    assert clean("clean_text('value')", ["", " N/A ", "ไม่ระบุ", "-", None]) == [None, None, None, "-", None]


def test_names_of_one_estate_share_a_key(clean: Clean) -> None:
    """Prefixes, spaces and punctuation do not make another estate."""
    spellings: list[str | None] = ["นิคมอุตสาหกรรมภาคเหนือ (ลำพูน)", "นิคมฯภาคเหนือ(ลำพูน)", "ภาคเหนือ ลําพูน"]
    assert set(clean("alias_key('value')", spellings)) == {"ภาคเหนือลำพูน"}
    assert set(clean("alias_key('value')", ["จ.ระยอง", "จังหวัด ระยอง", "ระยอง"])) == {"ระยอง"}


def test_the_provinces_are_those_of_pythainlp() -> None:
    """All 77, spelt as the library spells them; every estate lies in one."""
    with (PROJECT / "seeds" / "provinces.csv").open(encoding="utf-8") as file:
        names = {row["name_th"] for row in csv.DictReader(file)}
    with (PROJECT / "seeds" / "estates.csv").open(encoding="utf-8") as file:
        lying_in = {row["province"] for row in csv.DictReader(file)}
    assert names == set(provinces())
    assert lying_in <= names
