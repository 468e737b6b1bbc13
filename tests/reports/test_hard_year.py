"""A year that is hard to show still reads well: every page of it in a real browser, at desk and phone width."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from customer_segmentation.settings import PROJECT_DIR
from customer_segmentation.site.build import build_site
from tests.conftest import World
from tests.reports.conftest import served_from
from tests.reports.hard_year import ESTATES, LONG_EN, LONG_TH, make_hard
from tests.reports.reading import LEFTOVERS, SIDEWAYS, WIDTHS, Site, read
from tests.reports.test_pages import words

pytestmark = pytest.mark.long

CLIPPED = """[...document.querySelectorAll('main *')].filter((element) => {
    const style = getComputedStyle(element);
    const cut = style.overflowX === 'hidden' || style.textOverflow === 'ellipsis';
    const forListeners = style.clipPath !== 'none';
    return cut && !forListeners && element.innerText?.trim() && element.scrollWidth > element.clientWidth + 1;
}).map((element) => element.innerText.slice(0, 80))"""
BARE = "[...document.querySelectorAll('main table')].filter((table) => !table.tBodies[0]?.rows.length).length"


@pytest.fixture(scope="module")
def hard(published: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The public edition of a hard year; built once."""
    folder = tmp_path_factory.mktemp("hard")
    exports = make_hard(published.current / "exports", folder / "exports")
    build_site(PROJECT_DIR / "reports", exports, folder / "site")
    with served_from(folder / "site", exports / "public_edition") as site:
        yield site


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_of_a_hard_year_reads_well(browser: Browser, hard: Site, width: str) -> None:
    faults = []
    for path in hard.paths:
        reading = read(browser, hard, path, WIDTHS[width], {"clipped": CLIPPED, "bare": BARE, "sideways": SIDEWAYS})
        faults += [(path, trouble) for trouble in reading.troubles]
        faults += [(path, f"shows {word}") for word in LEFTOVERS if word in reading.text]
        faults += [(path, "is wider than the screen")] if reading.page_width > reading.width else []
        faults += [(path, f"cuts off: {text}") for text in reading.asked["clipped"]]
        faults += [(path, f"has to be scrolled sideways: {text}") for text in reading.asked["sideways"]]
        faults += [(path, "a table without a row")] if reading.asked["bare"] else []
    assert faults == []


def test_what_is_long_or_missing_is_said_in_full(browser: Browser, hard: Site) -> None:
    named = hard.rows("select segment_key from {segments} order by rank_by_size")[0]["segment_key"]
    for root, name, estate in (
        ("/", LONG_TH, f"นิคมอุตสาหกรรมตัวอย่างลำดับที่ {ESTATES}"),
        ("/en/", LONG_EN, f"Example industrial estate number {ESTATES}"),
    ):
        segment = read(browser, hard, f"{root}segments/{named}/", WIDTHS["phone"]).text
        assert words(name) in words(segment)
        assert words(estate) in words(segment)
    overview = read(browser, hard, "/en/", WIDTHS["desk"]).text
    assert words("No target set") in words(overview)
    assert words("No earlier year has been published") in words(overview)
    assert words("There is no action plan that counts") in words(read(browser, hard, "/en/plans/", 390).text)
