"""A page as a reader meets it in a real browser: its text, what scripts answer there, and what went wrong."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
from playwright.sync_api import Browser, ConsoleMessage, Request, Response

from customer_segmentation.settings import PROJECT_DIR

WIDTHS = {"desk": 1280, "phone": 390}
LEFTOVERS = ("Evidence", "No Results", "Loading", "undefined", "NaN", "[object", "null")
SIDEWAYS = """[...document.querySelectorAll('main .scroll')].filter(
    (frame) => frame.scrollWidth > frame.clientWidth + 1
).map((frame) => frame.innerText.slice(0, 80))"""
# each verdict of a table: the name of its row, and the colour it is written in
TONES = """[...document.querySelectorAll('main tr:has(.status)')].map((row) => [
    row.querySelector('th')?.firstChild?.textContent ?? '', getComputedStyle(row.querySelector('.status')).color
])"""
AXE = PROJECT_DIR / "reports" / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = f"""{AXE.read_text(encoding="utf-8")};
axe.run({{ resultTypes: ['violations'] }}).then((found) => found.violations
    .filter((rule) => ['moderate', 'serious', 'critical'].includes(rule.impact))
    .map((rule) => `${{rule.id}}: ${{rule.nodes[0].html.slice(0, 200)}}`))"""
"""Everything grave that axe-core finds on a page, by rule and first place."""


class Site:
    """What was published: its files, its address, and the tables it was made from."""

    def __init__(self, folder: Path, exports: Path, address: str) -> None:
        self.folder = folder
        self.exports = exports
        self.address = address

    def rows(self, query: str) -> list[dict[str, Any]]:
        """Ask the exported tables; `{table}` stands for a table's file."""
        files = {path.stem: f"read_parquet('{path}')" for path in self.exports.glob("*.parquet")}
        with duckdb.connect() as connection:
            result = connection.execute(query.format(**files))
            names = [column[0] for column in result.description or []]
            return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    @property
    def paths(self) -> list[str]:
        """The address of every page inside the site."""
        pages = sorted(path.parent.relative_to(self.folder) for path in self.folder.rglob("index.html"))
        return ["/" if page == Path() else f"/{page.as_posix()}/" for page in pages]


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
    asked: dict[str, Any] = field(default_factory=dict)


def read(browser: Browser, site: Site, path: str, width: int, asked: dict[str, str] | None = None) -> Reading:
    """Open a page and note its text, what scripts answer that are asked there, and what went wrong on the way."""
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
    reading.asked = {name: page.evaluate(script) for name, script in (asked or {}).items()}
    reading.page_width = page.evaluate("document.documentElement.scrollWidth")
    reading.font = page.evaluate(
        "[...document.fonts].some((face) => face.family.includes('Sarabun') && face.status === 'loaded')"
        " ? getComputedStyle(document.querySelector('td, dd')).fontFamily : ''"
    )
    page.close()
    return reading
