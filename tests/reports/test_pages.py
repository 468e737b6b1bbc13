"""Every published page in a real browser, as wide as a desk and as a phone."""

import hashlib
import re
from functools import cache
from html.parser import HTMLParser

import pytest
from playwright.sync_api import Browser

from tests.reports.reading import LEFTOVERS, WIDTHS, Reading, Site

THAI = re.compile(r"[\u0e00-\u0e7f]")


def language_of(path: str) -> str:
    """The language of a page by its address."""
    return "en" if path.startswith("/en/") else "th"


@cache
def figures(site: Site) -> dict[str, list[str]]:
    """The figures that each page must show, read from the exported tables, in both languages."""
    return _figures_in(site, "th", "/") | _figures_in(site, "en", "/en/")


def _figures_in(site: Site, code: str, root: str) -> dict[str, list[str]]:
    """The figures of every page of one language; `_xx` in a query stands for its columns."""

    def column(query: str) -> list[str]:
        return _column(site, query.replace("_xx", f"_{code}"))

    test = site.rows("select welch_f, f, ss_between, omega_squared from {test_needs} where status = 'tested'")
    shown = {
        root: [
            *column("select answer_xx from {headlines}"),
            *column("select actual_text from {kpi_scoreboard}"),
            *column("select unnest([short_name_xx, status_xx, period_xx]) from {kpi_scoreboard}"),
            *column("select mean_score_text from {satisfaction}"),
            *column("select aspect_xx from {satisfaction}"),
            *column("select customers_text from {segments}"),
            *column("select target_text from {area_against_target} where quarter = 0"),
            *column("select as_of_xx from {area_against_target} where quarter = 0"),
            *column("select unnest([name_xx, due_xx, status_xx, decided_by_xx]) from {process_steps}"),
            *column("select period_xx from {data_periods} where feed in ('customers', 'contracts')"),
        ],
        f"{root}segments/": [
            *column("select area_rai_text from {segments}"),
            *column("select distinguishing_xx from {segments}"),
            *column("select median_text from {segment_figures}"),
            *column("select label_xx from {segment_figures}"),
            *column("select mean_text from {segment_needs}"),
            *column("select item_wording_xx from {segment_needs}"),
            *column("select conditions_xx from {typing_rule}"),
            *column("select distinct accuracy_xx from {typing_rule}"),
            *column("select high_text from {placement_confidence}"),
            *column("select kind_xx from {placement_confidence}"),
            *column("select unnest([origin_xx, share_text, sentence_xx]) from {segment_migration}"),
            *column("select unnest([name_xx, previous_text, by_customers_xx, sentence_xx]) from {segment_sizes}"),
            *column("select unnest([origin_xx, share_text]) from {segment_changes} where status = 'compared'"),
            *column("select period_xx from {data_periods} where feed <> 'survey_responses'"),
        ],
        f"{root}drivers/": [
            *column("select item_wording_xx from {segment_drivers}"),
            *column("select share_text from {segment_drivers}"),
            *column("select interval_text from {segment_drivers}"),
            *column("select distinct status_xx from {segment_drivers}"),
            *column("select quadrant_xx from {segment_drivers} where quadrant is not null"),
        ],
        f"{root}voice/": [
            *column("select unnest([category_xx, cases_text]) from {voice} where breakdown <> 'rows'"),
            *column("select segment_name_xx from {voice} where breakdown = 'rows' and cases_text <> '0'"),
            *column("select share_text from {voice} where breakdown = 'theme'"),
            *column("select days_text from {voice} where breakdown = 'theme' and segment_key = 'all'"),
        ],
        f"{root}kpi/": [
            *column("select unnest([short_name_xx, actual_text, status_xx, basis_xx]) from {kpi_by_quarter}"),
            *column("select unnest([as_of_xx, restated_xx, target_text]) from {area_against_target}"),
            *column("select unnest([category_xx, breakdown_xx, area_text]) from {area_signed}"),
            *column("select unnest([interval_text, status_xx, change_text, trend_xx]) from {satisfaction}"),
        ],
        f"{root}information/": [
            *column("select unnest([category_xx, feed_xx, status_xx, period_xx]) from {information_review}"),
            *column("select unnest([used_for_xx, sender_xx, rows_text]) from {information_review}"),
            *column("select unnest([decision_xx, decided_by_xx, decided_on_xx, reason_xx]) from {review_decision}"),
            *column("select unnest([tool_xx, past_xx, present_xx, potential_xx, unit_xx]) from {information_tools}"),
            *column("select unnest([industry_xx, size_xx, growth_xx, share_xx, change_xx]) from {market}"),
            *column("select unnest([statement_xx, kind_xx, direction_xx, industry_xx]) from {external_factors}"),
            *column("select unnest([item_wording_xx, eta_squared_xx, r_squared_xx, status_xx]) from {review_factors}"),
            *column("select unnest([label_xx, reason_xx, overall_xx, decision_xx]) from {basis_candidates}"),
            *column("select unnest([attribute_xx, own_text, mean_text, place_xx]) from {competition_ratings}"),
            *column("select unnest([answers_xx, interval_xx, status_xx]) from {competition_ratings}"),
        ],
        f"{root}test/": [
            *(f"{value:.3f}".replace("-", "−") for row in test for value in row.values()),
            *column("select unnest([sentence_xx, item_wording_xx, result_xx, needed_xx]) from {test_needs}"),
            *column("select sentence_xx from {test_verdicts}"),
            *column(
                "select unnest([light_xx, count_xx, largest_need_xx, largest_effect_xx, stability_xx, tendency_xx,"
                " checks_xx, alpha_words_xx, reasons_xx, next_step_xx]) from {test_verdicts} where is_current",
            ),
        ],
        f"{root}plans/": [
            *column("select unnest([plan_xx, unit_xx, segment_xx, objective_xx, serves_xx]) from {action_plans}"),
            *column("select unnest([measure_xx, period_xx, budget_xx, progress_xx]) from {action_plans} where counts"),
            *column("select status_xx from {action_plans} where not counts or not serves_something"),
            *column("select status_xx from {plan_documents} where status <> 'received'"),
            *column("select document from {plan_documents} where document is not null"),
            *column("select unnest([objective_xx, strategy_objective_xx, strategy_xx, status_xx]) from {objectives}"),
        ],
        f"{root}process/": [
            *column(
                "select unnest([name_xx, owner_xx, quality_xx, due_xx, finished_xx, status_xx]) from {process_steps}"
            ),
            *column("select unnest([output_xx, decision_xx, left_to_do_xx, tool]) from {process_steps}"),
        ],
        f"{root}method/": [
            *column("select unnest([label_xx, block_xx, treatment_xx, missing_text]) from {basis_variables}"),
            *column("select unnest([label_xx, tool_xx, use_xx, trend_reason_xx]) from {approaches}"),
            *column("select reason_xx from {candidates} where attempt in (select attempt from {test_needs})"),
            *column("select choice_xx from {candidates} where attempt in (select attempt from {test_needs})"),
            *column("select unnest([label_xx, value_text]) from {rules}"),
        ],
        f"{root}data-quality/": [
            *column("select all_feeds_xx from {data_quality} limit 1"),
            *column("select sender_xx from {data_quality}"),
            *column("select format('{{:,}}', accepted) from {data_quality}"),
            *column("select reason_xx from {data_problems}"),
            *column("select unnest([status_xx, period_xx, gaps_xx, received_xx]) from {completeness}"),
            *column("select share_filled_text from {completeness}"),
            *column("select response_rate_text from {response_rates}"),
            *column("select weight_text from {response_rates}"),
            *column("select period_xx from {data_periods}"),
        ],
    }
    for (key,) in (tuple(row.values()) for row in site.rows("select segment_key from {segments}")):
        own = f"where segment_key = '{key}'"
        shown[f"{root}segments/{key}/"] = [
            *column(f"select name_xx from {{segments}} {own}"),
            *column(f"select median_text from {{segment_figures}} {own}"),
            *column(f"select share_text from {{segment_mix}} {own}"),
            *column(f"select category_xx from {{segment_mix}} {own}"),
            *column(f"select unnest([named_by_xx, top_needs_xx]) from {{segments}} {own}"),
            *column(f"select unnest([paragraph_xx, written_by_xx, owner_unit_xx]) from {{segment_profiles}} {own}"),
            *column(f"select unnest([satisfaction_text, satisfaction_status_xx]) from {{segment_profiles}} {own}"),
            *column(f"select conditions_xx from {{typing_rule}} {own}"),
            *column(f"select mean_text from {{segment_needs}} {own}"),
            *column(f"select mean_score_text from {{satisfaction}} {own}"),
        ]
    return shown


def _column(site: Site, query: str) -> list[str]:
    return [str(value) for row in site.rows(query) for value in row.values() if value is not None]


def test_every_page_is_there(site: Site) -> None:
    assert sorted(site.paths) == sorted(figures(site))


def test_the_figures_of_the_tables_stand_on_the_pages(site: Site, readings: dict[tuple[str, str], Reading]) -> None:
    missing = [
        (path, width, figure)
        for (path, width), reading in readings.items()
        for figure in figures(site)[path]
        if words(figure) not in words(reading.text)
    ]
    assert not missing


class _Text(HTMLParser):
    """What a page says before any script has run."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._unsaid = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter what is not read."""
        self._unsaid += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        """Leave it."""
        self._unsaid -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        """Note what is read."""
        if not self._unsaid:
            self.said.append(data)


def test_every_figure_stands_in_the_page_before_a_script_has_run(site: Site) -> None:
    missing = []
    for path in site.paths:
        text = _Text()
        text.feed((site.folder / path.strip("/") / "index.html").read_text(encoding="utf-8"))
        said = words("".join(text.said))
        missing += [(path, figure) for figure in figures(site)[path] if words(figure) not in said]
    assert not missing


def words(text: str) -> str:
    """A text without the spaces, line breaks and capitals that a page may set differently."""
    return "".join(text.split()).casefold()


def test_nothing_goes_wrong_and_nothing_is_fetched_elsewhere(readings: dict[tuple[str, str], Reading]) -> None:
    assert [(key, reading.troubles) for key, reading in readings.items() if reading.troubles] == []


def test_a_verdict_has_the_colour_of_its_status(site: Site, readings: dict[tuple[str, str], Reading]) -> None:
    colours: dict[str, set[str]] = {}
    for (path, _), reading in readings.items():
        judged = verdicts(site, path)
        tones = {words(name): colour for name, colour in reading.asked["tones"]}
        assert judged.keys() <= tones.keys(), path
        for name, status in judged.items():
            kind = status if status in ("reached", "not_reached") else "open"
            colours.setdefault(kind, set()).add(tones[name])
    assert len(colours) > 1
    assert [len(of_kind) for of_kind in colours.values()] == [1] * len(colours)
    assert len(set.union(*colours.values())) == len(colours)


def verdicts(site: Site, path: str) -> dict[str, str]:
    """The status of each indicator on the overview and of each aspect on a segment's page, by the name of its row."""
    language = language_of(path)
    scores = f"select segment_key, aspect_{language} as name, status from {{satisfaction}}"
    rows = [row for row in site.rows(scores) if path.endswith(f"/segments/{row['segment_key']}/")]
    if path in ("/", "/en/"):
        rows = site.rows(f"select short_name_{language} as name, status from {{kpi_scoreboard}}")
    return {words(row["name"]): row["status"] for row in rows}


def test_no_page_is_wider_than_its_screen(readings: dict[tuple[str, str], Reading]) -> None:
    """Nor is a table: on a phone its rows are cards, at a desk its columns have room."""
    assert [key for key, reading in readings.items() if reading.page_width > reading.width] == []
    assert {key: reading.asked["sideways"] for key, reading in readings.items() if reading.asked["sideways"]} == {}


def test_a_page_says_its_language_and_is_set_in_sarabun(readings: dict[tuple[str, str], Reading]) -> None:
    assert {path: reading.language for (path, _), reading in readings.items()} == {
        path: language_of(path) for path, _ in readings
    }
    assert all(reading.font.lstrip("\"'").startswith("Sarabun") for reading in readings.values())


def test_an_english_page_is_english(site: Site, readings: dict[tuple[str, str], Reading]) -> None:
    """But for what its sender wrote in Thai only, which is marked as Thai."""
    sent = (
        "select plan_en from {action_plans}",
        "select document from {plan_documents}",
        "select reason_en from {review_decision}",
        "select unnest([tool_en, storage_en, analysis_tool_en, used_for_en]) from {information_tools}",
        "select source_en from {market}",
        "select unnest([statement_en, source_en]) from {external_factors}",
        "select attribute_en from {competition_ratings}",
    )
    written = [name for query in sent for name in _column(site, query) if THAI.search(name)]
    found = [
        (key, line)
        for key, reading in readings.items()
        for line in reading.text.splitlines()
        if language_of(key[0]) == "en"
        and THAI.search(line)
        and line.strip() != "ไทย"
        and not any(name in line for name in written)
    ]
    assert not found


def test_a_title_names_the_page_and_the_site(readings: dict[tuple[str, str], Reading]) -> None:
    titles = {path: reading.title for (path, _), reading in readings.items()}
    assert len(set(titles.values())) == len(titles)
    sites = {"th": " · การจำแนกลูกค้า", "en": " · Customer segmentation"}
    assert all(title.endswith(sites[language_of(path)]) for path, title in titles.items())


def test_nothing_of_the_tool_or_of_an_empty_value_shows(readings: dict[tuple[str, str], Reading]) -> None:
    found = [(key, word) for key, reading in readings.items() for word in LEFTOVERS if word in reading.text]
    assert not found


def test_every_page_says_whose_it_is_and_which_day_it_stands_for(
    site: Site, readings: dict[tuple[str, str], Reading]
) -> None:
    asked = "select organisation_xx, notice_xx, as_of_xx, period_xx, fiscal_year_xx from {site_context}"
    expected = {code: _column(site, asked.replace("_xx", f"_{code}")) for code in ("th", "en")}
    missing = [
        (key, value)
        for key, reading in readings.items()
        for value in expected[language_of(key[0])]
        if words(value) not in words(reading.text)
    ]
    assert not missing


def test_hidden_cells_print_x_and_pages_explain_it(site: Site, readings: dict[tuple[str, str], Reading]) -> None:
    hidden = site.rows("select segment_key, category_th, category_en from {segment_mix} where share_text = 'x'")
    assert hidden, "the small demo is expected to hold small cells"
    for row in hidden:
        for root, code, footnote in (("/", "th", "x หมายถึงไม่แสดงค่า"), ("/en/", "en", "x means not shown")):
            text = readings[(f"{root}segments/{row['segment_key']}/", "desk")].text
            assert words(f"{row[f'category_{code}']} x") in words(text)
            assert footnote in text


def test_the_document_of_a_plan_is_downloaded_as_it_was_sent(browser: Browser, site: Site) -> None:
    """Under the name that the plan gives it; a document that was not received is no link."""
    documents = site.rows("select document, sha256 from {plan_documents} where status = 'received'")
    assert documents, "the demo is expected to send the document of a plan"
    page = browser.new_page(viewport={"width": WIDTHS["desk"], "height": 900})
    page.goto(f"{site.address}/en/plans/", wait_until="networkidle")
    assert page.locator("a[download]").all_inner_texts() == [row["document"] for row in documents]
    with page.expect_download() as caught:
        page.get_by_role("link", name=documents[0]["document"]).click()
    assert caught.value.suggested_filename == documents[0]["document"]
    assert hashlib.sha256(caught.value.path().read_bytes()).hexdigest() == documents[0]["sha256"]
    page.close()


@pytest.mark.parametrize(
    ("root", "button", "link", "title"),
    [("/", "เมนู", "ผลการทดสอบ", "ผลการทดสอบ"), ("/en/", "Menu", "Test results", "Test results")],
)
def test_the_menu_of_the_phone_leads_to_every_page_of_the_language(
    browser: Browser, site: Site, root: str, button: str, link: str, title: str
) -> None:
    page = browser.new_page(viewport={"width": WIDTHS["phone"], "height": 900})
    page.goto(site.address + root, wait_until="networkidle")
    page.get_by_role("button", name=button).click()
    links = page.locator("nav#menu a:visible")
    addresses = {links.nth(number).get_attribute("href") for number in range(links.count())}
    assert addresses == {path for path in site.paths if language_of(path) == language_of(root)}
    page.get_by_role("link", name=link).click()
    page.wait_for_url(f"**{root}test/")
    assert page.inner_text("h1") == title
    page.close()


def test_the_switch_of_language_stays_on_the_page(browser: Browser, site: Site) -> None:
    key = site.rows("select min(segment_key) as key from {segments}")[0]["key"]
    page = browser.new_page(viewport={"width": WIDTHS["phone"], "height": 900})
    page.goto(f"{site.address}/segments/{key}/", wait_until="networkidle")
    for name, language, address in (("English", "en", f"/en/segments/{key}/"), ("ไทย", "th", f"/segments/{key}/")):
        page.get_by_role("link", name=name).click()
        page.wait_for_url(site.address + address)
        page.wait_for_function("code => document.documentElement.lang === code", arg=language)
        heading = site.rows(f"select name_{language} as name from {{segments}} where segment_key = '{key}'")[0]
        page.get_by_role("heading", level=1, name=heading["name"]).wait_for()
    page.close()
