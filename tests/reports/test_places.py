"""One build works wherever it is put: here below a path of a plain file server, as a real browser finds it."""

import functools
import http.server
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.reports.conftest import QuietHandler
from tests.reports.reading import Site, read
from tests.reports.test_pages import figures, words

PREFIX = "/s"  # also the beginning of an address inside the site


class HandlerBelow(QuietHandler):
    """A file server that knows the site below a path, and nothing else."""

    def translate_path(self, path: str) -> str:
        """Return the file of an address below the prefix."""
        return super().translate_path(path.removeprefix(PREFIX) if path.startswith(f"{PREFIX}/") else "/elsewhere")


@pytest.fixture(scope="module")
def below(site: Site) -> Iterator[Site]:
    """The published site, served below a path."""
    handler: Any = functools.partial(HandlerBelow, directory=str(site.folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Site(site.folder, site.exports, f"http://127.0.0.1:{server.server_port}{PREFIX}")
        server.shutdown()


def test_every_kind_of_page_stands_below_a_path_with_its_figures(browser: Browser, below: Site) -> None:
    """No request leaves the path, for only what lies below it is the site."""
    key = below.rows("select min(segment_key) as key from {segments}")[0]["key"]
    paths = [path for path in below.paths if not path.startswith("/en/") and path.count("/") == 2]
    for path in ("/", *paths, f"/en/segments/{key}/"):
        reading = read(browser, below, path, 1280)
        assert reading.troubles == [], path
        assert [figure for figure in figures(below)[path] if words(figure) not in words(reading.text)] == [], path


def test_the_menu_and_the_switch_of_language_stay_below_the_path(browser: Browser, below: Site) -> None:
    page = browser.new_page()
    page.goto(f"{below.address}/", wait_until="networkidle")
    page.get_by_role("link", name="วิธีการ").click()
    page.wait_for_url(f"{below.address}/method/")
    assert page.locator("nav [aria-current=page]").inner_text() == "วิธีการ"
    page.get_by_role("link", name="English").click()
    page.wait_for_url(f"{below.address}/en/method/")
    page.locator("nav#menu").get_by_role("link", name="Overview").click()
    page.wait_for_url(f"{below.address}/en/")
    page.close()
