"""The intranet edition: colleagues find a customer, its segment and why; the public one holds none of it."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.reports.reading import LEFTOVERS, WIDTHS, Site, read

PATHS = {"th": "/customers/", "en": "/en/customers/"}
OTHERS = {"th": "/competitors/", "en": "/en/competitors/"}
NOTES = {"th": "/files/", "en": "/en/files/"}
AREA = {"th": "/area/", "en": "/en/area/"}
ROWS = "table.figures tbody th .small"


@pytest.fixture
def page(browser: Browser, intranet: Site) -> Page:
    """The look-up in Thai, with its first customers on it."""
    page = browser.new_page(viewport={"width": WIDTHS["desk"], "height": 900})
    page.goto(f"{intranet.address}/customers/", wait_until="networkidle")
    page.locator(ROWS).first.wait_for()
    return page


def shown(page: Page, count: str) -> list[str]:
    """The customers on the page once the line above them says so, each as one text."""
    page.get_by_text(count).wait_for()
    return [
        row.inner_text() for row in page.locator("table.figures", has=page.locator(".small")).locator("tbody tr").all()
    ]


def test_it_has_every_public_page_and_its_own(site: Site, intranet: Site) -> None:
    own = [path for paths in (PATHS, OTHERS, NOTES, AREA) for path in paths.values()]
    assert sorted(intranet.paths) == sorted([*site.paths, *own])


@pytest.mark.parametrize("language", OTHERS)
def test_competitors_are_named_to_colleagues_alone(browser: Browser, site: Site, intranet: Site, language: str) -> None:
    rows = intranet.rows(f"select competitor, offer, ours_{language} as ours from {{competitors}}")
    figures = f"rating_text, answers_{language}, interval_{language}, difference_interval_{language}, status_{language}"
    rated = intranet.rows(f"select attribute, organisation, {figures} from {{rating_intervals}}")
    reading = read(browser, intranet, OTHERS[language], WIDTHS["phone"])
    assert rows and rated and all(word in reading.text for row in [*rows, *rated] for word in row.values())
    assert reading.troubles == [] and reading.page_width <= WIDTHS["phone"]
    assert not [word for word in LEFTOVERS if word in reading.text]
    public = [file.read_text(encoding="utf-8") for file in site.folder.rglob("*.html")]
    named = intranet.rows("select distinct organisation as competitor from {rating_intervals} where not is_own")
    assert not any(row["competitor"] in page for row in [*rows, *named] for page in public)


@pytest.mark.parametrize("language", NOTES)
def test_what_was_noticed_in_a_file_is_named_to_colleagues_alone(
    browser: Browser, site: Site, intranet: Site, language: str
) -> None:
    rows = intranet.rows(f"select source_file, note_{language} as note from {{file_notes}}")
    reading = read(browser, intranet, NOTES[language], WIDTHS["phone"])
    assert rows and all(word in reading.text for row in rows for word in row.values())
    assert reading.troubles == [] and not [word for word in LEFTOVERS if word in reading.text]
    public = [file.read_text(encoding="utf-8") for file in site.folder.rglob("*.html")]
    assert not any(row["source_file"] in page for row in rows for page in public)


@pytest.mark.parametrize("language", AREA)
def test_sold_and_leased_stand_apart_for_colleagues(browser: Browser, intranet: Site, language: str) -> None:
    columns = f"sale_{language}, lease_{language}, restated_{language}"
    rows = intranet.rows(f"select unnest([{columns}]) as text from {{area}}")
    reading = read(browser, intranet, AREA[language], WIDTHS["desk"])
    assert reading.troubles == [] and not [word for word in LEFTOVERS if word in reading.text]
    assert rows and all(row["text"] in reading.text for row in rows if row["text"])


@pytest.mark.parametrize("language", PATHS)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_look_up_reads_well(browser: Browser, intranet: Site, language: str, width: str) -> None:
    reading = read(browser, intranet, PATHS[language], WIDTHS[width])
    assert reading.troubles == []
    assert reading.page_width <= WIDTHS[width]
    assert not [word for word in LEFTOVERS if word in reading.text]
    (total,) = intranet.rows("select format('{{:,}}', count(*)) as n from {customers}")
    assert total["n"] in reading.text
    words = f"unit_{language}, share_{language}, status_{language}"
    checks = intranet.rows(f"select unnest([{words}]) as text from {{profile_checks}}")
    assert checks and all(row["text"] in reading.text for row in checks)
    edition = {"th": "ฉบับอินทราเน็ต", "en": "Intranet edition"}[language]
    assert edition in reading.text


def test_a_customer_is_found_by_name_and_by_id_with_segment_and_reasons(intranet: Site, page: Page) -> None:
    for row in intranet.rows("from {customers} order by customer_id limit 2"):
        for term in (row["customer_id"], row["customer_id"][3:12]):
            page.get_by_role("searchbox").fill(term)
            page.locator(ROWS, has_text=row["customer_id"]).wait_for()
            (text,) = shown(page, "พบ 1 ราย")
            asked = ("customer_name", "customer_id", "segment_name_th", "confidence_th", "reason_1_th", "unit_th")
            assert [row[name] for name in asked if (row[name] or "") not in text] == []
        page.get_by_role("searchbox").fill(f" {row['customer_name'].upper()} ")
        page.get_by_text("พบ").wait_for()
        assert row["customer_id"] in page.inner_text("table.figures")


def test_what_is_typed_is_no_part_of_the_question(page: Page) -> None:
    for term in ("o'x", "%", "_", "' or 1=1 --"):
        page.get_by_role("searchbox").fill(term)
        page.get_by_text("ไม่พบลูกค้า").wait_for()


def test_a_segment_s_customers_are_listed_page_by_page_and_taken_away(
    intranet: Site, page: Page, tmp_path: Path
) -> None:
    (largest,) = intranet.rows(
        "select segment_name_th as name, count(*) as n from {customers} group by all order by n desc limit 1"
    )
    assert largest["n"] > 25, "the small demo is expected to fill more than one page"
    page.get_by_label("กลุ่มลูกค้า").select_option(largest["name"])
    first = shown(page, f"พบ {largest['n']} ราย แสดงรายที่ 1–25")
    assert len(first) == 25 and all(largest["name"] in row for row in first)
    page.get_by_role("button", name="ถัดไป").click()
    second = shown(page, "แสดงรายที่ 26–")
    assert not set(first) & set(second)
    with page.expect_download() as download:
        page.get_by_role("button", name="ดาวน์โหลด").click()
    download.value.save_as(tmp_path / "customers.csv")
    with (tmp_path / "customers.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == largest["n"] + 1
    assert {row[2] for row in rows[1:]} == {largest["name"]}


def test_the_public_edition_holds_nothing_of_it(site: Site, intranet: Site) -> None:
    """No table, no page, no component's words; the audit looks for the names of firms."""
    names = {path.relative_to(intranet.folder) for path in intranet.folder.rglob("*.parquet")}
    public = {path.relative_to(site.folder) for path in site.folder.rglob("*.parquet")}
    assert {path.stem for path in names - public} == {
        "customers",
        "competitors",
        "rating_intervals",
        "area",
        "file_notes",
        "profile_checks",
    } and public < names
    words = "ชื่อหรือเลขทะเบียนนิติบุคคล".encode()
    for folder, expected in ((site.folder, False), (intranet.folder, True)):
        assert any(words in path.read_bytes() for path in folder.rglob("*.js")) is expected
