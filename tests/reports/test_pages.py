"""Every published page in a real browser, as wide as a desk and as a phone."""

from dataclasses import dataclass, field
from functools import cache

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Request, Response

from tests.reports.conftest import Site

WIDTHS = {"desk": 1280, "phone": 390}
LEFTOVERS = ("Evidence", "No Results", "Loading", "undefined", "NaN", "[object", "null")


@dataclass
class Reading:
    """What a reader meets on one page."""

    path: str
    width: int
    text: str = ""
    title: str = ""
    language: str = ""
    page_width: int = 0
    font: str = ""
    troubles: list[str] = field(default_factory=list)


def read(browser: Browser, site: Site, path: str, width: int) -> Reading:
    """Open a page and note its text and everything that went wrong on the way."""
    reading = Reading(path, width)

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            reading.troubles.append(f"console: {message.text}")

    def on_request(request: Request) -> None:
        if not request.url.startswith((site.address, "data:", "blob:")):
            reading.troubles.append(f"request elsewhere: {request.url}")

    def on_response(response: Response) -> None:
        if response.status >= 400:
            reading.troubles.append(f"{response.status}: {response.url}")

    page = browser.new_page(viewport={"width": width, "height": 900})
    page.on("console", on_console)
    page.on("pageerror", lambda error: reading.troubles.append(f"script: {error}"))
    page.on("request", on_request)
    page.on("response", on_response)
    page.goto(site.address + path, wait_until="networkidle")
    reading.text = page.inner_text("body")
    reading.title = page.title()
    reading.language = page.get_attribute("html", "lang") or ""
    reading.page_width = page.evaluate("document.documentElement.scrollWidth")
    reading.font = page.evaluate(
        "document.fonts.check('16px Sarabun') ? getComputedStyle(document.querySelector('td')).fontFamily : ''"
    )
    page.close()
    return reading


@pytest.fixture(scope="module")
def readings(browser: Browser, site: Site) -> dict[tuple[str, str], Reading]:
    """Every page at both widths, opened once."""
    return {(path, name): read(browser, site, path, width) for path in site.paths for name, width in WIDTHS.items()}


@cache
def _figures(site: Site) -> dict[str, list[str]]:
    """The figures that each page must show, read from the exported tables."""
    test = site.rows("select welch_f, f, ss_between, omega_squared from {test_needs} where status = 'tested'")
    shown = {
        "/": [
            *_column(site, "select answer_th from {headlines}"),
            *_column(site, "select actual_text from {kpi_scoreboard}"),
            *_column(site, "select mean_score_text from {satisfaction}"),
            *_column(site, "select customers_text from {segments}"),
            *_column(site, "select target_text from {area_against_target} where quarter = 0"),
            *_column(site, "select name_th from {process_steps}"),
        ],
        "/segments/": [
            *_column(site, "select area_rai_text from {segments}"),
            *_column(site, "select median_text from {segment_figures}"),
            *_column(site, "select mean_text from {segment_needs}"),
            *_column(site, "select conditions_th from {typing_rule}"),
            *_column(site, "select distinct accuracy_th from {typing_rule}"),
            *_column(site, "select high_text from {placement_confidence}"),
            *_column(site, "select origin_th from {segment_migration}"),
            *_column(site, "select share_text from {segment_migration}"),
        ],
        "/test/": [
            *(f"{value:.3f}".replace("-", "−") for row in test for value in row.values()),
            *_column(site, "select sentence_th from {test_verdicts}"),
            *_column(
                site,
                "select unnest([light_th, count_th, largest_effect_th, stability_th, tendency_th, checks_th,"
                " reasons_th, next_step_th]) from {test_verdicts} where is_current",
            ),
            *_column(site, "select reason_th from {candidates} where attempt in (select attempt from {test_needs})"),
            *_column(site, "select choice_th from {candidates} where attempt in (select attempt from {test_needs})"),
        ],
        "/data-quality/": [
            *_column(site, "select all_feeds_th from {data_quality} limit 1"),
            *_column(site, "select sender from {data_quality}"),
            *_column(site, "select format('{{:,}}', accepted) from {data_quality}"),
            *_column(site, "select reason_th from {data_problems}"),
            *_column(site, "select status_th from {completeness}"),
            *_column(site, "select share_filled_text from {completeness}"),
            *_column(site, "select response_rate_text from {response_rates}"),
            *_column(site, "select weight_text from {response_rates}"),
            *_column(site, "select period_th from {data_periods}"),
        ],
    }
    for (key,) in (tuple(row.values()) for row in site.rows("select segment_key from {segments}")):
        own = f"where segment_key = '{key}'"
        shown[f"/segments/{key}/"] = [
            *_column(site, f"select name_th from {{segments}} {own}"),
            *_column(site, f"select median_text from {{segment_figures}} {own}"),
            *_column(site, f"select share_text from {{segment_mix}} {own}"),
            *_column(site, f"select named_by_th from {{segments}} {own}"),
            *_column(site, f"select conditions_th from {{typing_rule}} {own}"),
            *_column(site, f"select mean_text from {{segment_needs}} {own}"),
            *_column(site, f"select mean_score_text from {{satisfaction}} {own}"),
        ]
    return shown


def _column(site: Site, query: str) -> list[str]:
    return [str(value) for row in site.rows(query) for value in row.values() if value is not None]


def test_every_page_is_there(site: Site) -> None:
    assert sorted(site.paths) == sorted(_figures(site))


def test_the_figures_of_the_tables_stand_on_the_pages(site: Site, readings: dict[tuple[str, str], Reading]) -> None:
    missing = [
        (path, width, figure)
        for (path, width), reading in readings.items()
        for figure in _figures(site)[path]
        if _words(figure) not in _words(reading.text)
    ]
    assert not missing


def _words(text: str) -> str:
    """A text without the spaces and line breaks that a page may set differently."""
    return "".join(text.split())


def test_nothing_goes_wrong_and_nothing_is_fetched_elsewhere(readings: dict[tuple[str, str], Reading]) -> None:
    assert [(key, reading.troubles) for key, reading in readings.items() if reading.troubles] == []


def test_no_page_is_wider_than_its_screen(readings: dict[tuple[str, str], Reading]) -> None:
    assert [key for key, reading in readings.items() if reading.page_width > reading.width] == []


def test_pages_are_thai_and_set_in_sarabun(readings: dict[tuple[str, str], Reading]) -> None:
    assert {reading.language for reading in readings.values()} == {"th"}
    assert all(reading.font.lstrip("\"'").startswith("Sarabun") for reading in readings.values())


def test_a_title_names_the_page_and_the_site(readings: dict[tuple[str, str], Reading]) -> None:
    titles = {path: reading.title for (path, _), reading in readings.items()}
    assert len(set(titles.values())) == len(titles)
    assert all(title.endswith(" · การจำแนกลูกค้า") for title in titles.values())


def test_nothing_of_the_tool_or_of_an_empty_value_shows(readings: dict[tuple[str, str], Reading]) -> None:
    found = [(key, word) for key, reading in readings.items() for word in LEFTOVERS if word in reading.text]
    assert not found


def test_every_page_says_whose_it_is_and_which_day_it_stands_for(
    site: Site, readings: dict[tuple[str, str], Reading]
) -> None:
    context = site.rows("select organisation_th, notice_th, as_of_th, period_th from {site_context}")[0]
    expected = [_words(value) for value in context.values() if value]
    missing = [
        (key, value) for key, reading in readings.items() for value in expected if value not in _words(reading.text)
    ]
    assert not missing


def test_hidden_cells_print_x_and_pages_explain_it(site: Site, readings: dict[tuple[str, str], Reading]) -> None:
    hidden = site.rows("select segment_key, category_th from {segment_mix} where share_text = 'x'")
    assert hidden, "the small demo is expected to hold small cells"
    for row in hidden:
        text = readings[(f"/segments/{row['segment_key']}/", "desk")].text
        assert _words(f"{row['category_th']} x") in _words(text)
        assert "x หมายถึงไม่แสดงค่า" in text


def test_the_menu_of_the_phone_leads_to_every_page(browser: Browser, site: Site) -> None:
    page = browser.new_page(viewport={"width": WIDTHS["phone"], "height": 900})
    page.goto(site.address + "/", wait_until="networkidle")
    page.get_by_role("button", name="เมนู").click()
    links = page.locator("nav#menu a:visible")
    addresses = {links.nth(number).get_attribute("href") for number in range(links.count())}
    assert addresses == set(site.paths)
    page.get_by_role("link", name="ผลการทดสอบ").click()
    page.wait_for_url("**/test/")
    assert page.inner_text("h1") == "ผลการทดสอบ"
    page.close()
