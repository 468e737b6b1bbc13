"""A page printed on A4 holds the page and nothing of the way around it, and no table runs off the sheet."""

import re

import pytest
from playwright.sync_api import Browser

from tests.reports.reading import Site

# 210 mm less the margins of print.css, at 96 to the inch
SHEET = 695
CUT_OFF = """[...document.querySelectorAll('main *, footer *')].filter(
    (element) => element.getBoundingClientRect().right > innerWidth + 1
).map((element) => element.innerText?.slice(0, 80))"""
AROUND = "[...document.querySelectorAll('nav, .ways, main button')].filter((one) => one.checkVisibility()).length"
FOOT = "getComputedStyle(document.documentElement).getPropertyValue('--printed-foot')"


@pytest.mark.parametrize("path", ["/", "/test/", "/en/kpi/", "/en/plans/"])
def test_a_page_on_paper_is_whole_and_says_whose_it_is(browser: Browser, site: Site, path: str) -> None:
    """The pages with the widest tables; organisation, day and edition stand at the foot of every sheet."""
    code = "en" if path.startswith("/en/") else "th"
    (context,) = site.rows(f"select organisation_{code} as organisation, as_of_{code} as as_of from {{site_context}}")
    page = browser.new_page(viewport={"width": SHEET, "height": 1000})
    page.goto(site.address + path, wait_until="networkidle")
    page.emulate_media(media="print")
    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate(AROUND) == 0
    assert context["organisation"] in page.evaluate(FOOT) and context["as_of"] in page.evaluate(FOOT)
    sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
    page.close()
    assert 1 <= sheets <= 10
