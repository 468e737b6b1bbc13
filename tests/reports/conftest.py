"""The published site, served on this machine, and a browser that opens it."""

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from customer_segmentation.editions import exports_of, site_of
from tests.conftest import World
from tests.reports.reading import GRAVE, SIDEWAYS, TONES, WIDTHS, Reading, Site, read

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """A static file server that does not write a line per request."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def served(published: World, edition: str) -> Iterator[Site]:
    """Serve one edition of the published small demo on a free port of this machine."""
    exports = exports_of(published.current / "exports", edition).resolve()
    with served_from(site_of(published.current, edition).resolve(), exports) as site:
        yield site


@contextmanager
def served_from(folder: Path, exports: Path) -> Iterator[Site]:
    """Serve a site's folder on a free port of this machine."""
    handler = functools.partial(QuietHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Site(folder, exports, f"http://127.0.0.1:{server.server_port}")
        server.shutdown()


@pytest.fixture(scope="session")
def site(published: World) -> Iterator[Site]:
    """Serve the public edition."""
    with served(published, "public") as site:
        yield site


@pytest.fixture(scope="session")
def intranet(published: World) -> Iterator[Site]:
    """Serve the intranet edition."""
    with served(published, "intranet") as site:
        yield site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the Chromium that is installed on this machine."""
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert executable, f"the page tests need one of {', '.join(BROWSERS)}; make chromium installs it"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def readings(browser: Browser, site: Site) -> dict[tuple[str, str], Reading]:
    """Every page at both widths, opened once; axe looks at one page of every kind."""
    keys = [row["segment_key"] for row in site.rows("select segment_key from {segments} order by all offset 1")]
    alike = {f"{root}segments/{key}/" for root in ("/", "/en/") for key in keys}
    grave = {path: {} if path in alike else {"grave": GRAVE} for path in site.paths}
    return {
        (path, name): read(browser, site, path, width, {"sideways": SIDEWAYS, "tones": TONES} | grave[path])
        for path in site.paths
        for name, width in WIDTHS.items()
    }
