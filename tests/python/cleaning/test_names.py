"""Names of companies: one form for display, and what two spellings share."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .conftest import Clean
from .test_text import WORDS

QUICK = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_a_name_is_shown_with_its_legal_form_written_out(clean: Clean) -> None:
    """Abbreviations, missing and surplus spaces; English names and persons stay as they are."""
    texts: list[str | None] = [
        "บจก.สยามเหล็ก",
        "บริษัทสยามเหล็ก จำกัด",
        "บริษัท สยามเหล็กจำกัด",
        "บมจ. สยามเหล็ก",
        "บริษัท สยามเหล็ก จำกัด(มหาชน)",
        "หจก. ก้าวหน้า",
        "Siam Steel Co., Ltd.",
        "นาย สมชาย ใจดี",
        None,
    ]
    assert clean("company_name('value')", texts) == [
        *["บริษัท สยามเหล็ก จำกัด"] * 3,
        *["บริษัท สยามเหล็ก จำกัด (มหาชน)"] * 2,
        "ห้างหุ้นส่วนจำกัด ก้าวหน้า",
        "Siam Steel Co., Ltd.",
        "นาย สมชาย ใจดี",
        None,
    ]


@QUICK
@given(names=st.lists(WORDS, min_size=20, max_size=20))
def test_every_form_of_a_name_has_one_key(clean: Clean, names: list[str]) -> None:
    """Seven ways to write a firm's name; shown twice it stays as it is."""
    for form in (
        "บริษัท {} จำกัด",
        "บจก.{}",
        "บมจ. {}",
        "{} จำกัด (มหาชน)",
        "บริษัท {} (ประเทศไทย) จำกัด",
        "หจก. {}",
        "{} Co.,Ltd.",
    ):
        texts: list[str | None] = [form.format(name) for name in names]
        assert clean("company_key('value')", texts) == clean("company_key('value')", list(names))
        shown = clean("company_name('value')", texts)
        assert clean("company_name('value')", shown) == shown


def test_a_name_of_nothing_but_its_form_has_no_key(clean: Clean) -> None:
    """Such names would all be one."""
    assert clean("company_key('value')", ["บริษัท จำกัด", "Co., Ltd.", "-", None]) == [None] * 4


def test_letters_inside_a_name_are_no_legal_form(clean: Clean) -> None:
    """Only whole English words go."""
    assert clean("company_key('value')", ["Coca Limitedless", "Incline Public Co., Ltd."]) == [
        "cocalimitedless",
        "incline",
    ]
