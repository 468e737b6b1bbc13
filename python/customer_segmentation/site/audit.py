"""Reads the built site as a stranger would and stops what must not leave.

The audit knows nothing of how the site was made: it opens the files that would be published, Parquet
included, and looks for pages that are missing, links that lead nowhere, anything fetched from elsewhere, and
what could name a customer or a person.
"""

import html
import os
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import duckdb
from stdnum.th import moa

from customer_segmentation.editions import exports_of
from customer_segmentation.intake.files import digest
from customer_segmentation.intake.inbox_documents import refusal
from customer_segmentation.plan_documents import FOLDER, listed
from customer_segmentation.site.assemble import LANGUAGES, THAI, columns_of

SHARED = (
    "",
    "segments/",
    "plans/",
    "drivers/",
    "voice/",
    "kpi/",
    "information/",
    "test/",
    "data-quality/",
    "process/",
    "method/",
)
PAGES = {"public": SHARED, "intranet": (*SHARED, "customers/", "competitors/", "files/", "area/")}
"""The pages of each edition by their folders, beside one for each segment; no other may be there."""

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
UNREAD = {"script", "style"}
EMPTY_VALUE = re.compile(r"\b(undefined|NaN)\b|\[object ")
PAGE_BYTES = 200_000
SITE_BYTES = 80_000_000

# an earlier year's site stands beside this one
YEARS = "years"

# what a site consists of; anything else is a leftover
KINDS = {".html", ".js", ".css", ".json", ".arrow", ".parquet", ".wasm", ".svg", ".woff", ".woff2"}
TEXT_KINDS = {".html", ".css", ".json", ".svg", ".js"}

# attributes that make a browser fetch at once; a link that a reader follows is not one
FETCHED = {"src", "srcset", "poster", "data"}
STYLE_FROM_THE_ROOT = re.compile(r"url\(\s*['\"]?/(?!/)", re.IGNORECASE)
FETCHED_STYLE = re.compile(r"(?:url\(\s*['\"]?|@import\s+['\"])(https?:)?//", re.IGNORECASE)

THIRTEEN_DIGITS = re.compile(r"(?<![0-9.])[0-9]{13}(?![0-9])")
EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
TOOL_FOLDER = "_app"

# letters and digits, as the warehouse's key of a name has them
OTHER_LETTERS = re.compile("[^0-9a-z\u0e01-\u0e2e\u0e30-\u0e4e]")
# a shorter text is a word like any other: as a whole name, and as what a legal form leaves of one
SHORTEST_NAME = 8
SHORTEST_KEY = 12


class AuditError(RuntimeError):
    """Something in the site must not be published; the message names file and finding in one line."""


def audit_site(site: Path, exports: Path, edition: str = "public") -> None:
    """Check the built site; the first finding of the first check that fails is raised.

    Parameters
    ----------
    site
        The folder that would be published.
    exports
        The exports folder of the same run: it says which segments need a page.
    edition
        The edition that the site is; it may hold no page and no table of another one.
    """
    tables = exports_of(exports, edition)
    files = sorted(path for path in site.rglob("*") if path.is_file() or path.is_symlink())
    for check in (
        _wrong_pages(site, files, tables, edition),
        _odd_files(site, files),
        _foreign_tables(site, files, tables),
        _wrong_documents(site, files, tables),
        _page_findings(site, files, tables),
        _foreign_styles(site, files),
        _personal_text(site, files, edition),
        _personal_tables(site, files, edition),
        _named_firms(site, files, exports) if edition == "public" else (),
    ):
        for finding in check:
            raise AuditError(finding)


def _wrong_pages(site: Path, files: list[Path], tables: Path, edition: str) -> Iterator[str]:
    """Pages that a reader expects and that are missing, one for each segment among them; and pages too many."""
    keys = [key for (key,) in _rows(tables / "segments.parquet", "segment_key")]
    if not keys:
        yield f"no segment in {tables / 'segments.parquet'}: nothing to publish"
    pages = [*PAGES[edition], *(f"segments/{key}/" for key in keys)]
    expected = {Path(folder, page, "index.html") for page in pages for folder in LANGUAGES.values()}
    found = {path.relative_to(site) for path in files if path.suffix == ".html"}
    for path in sorted(expected - found):
        yield f"a page is missing: {path}"
    for path in sorted(found - expected):
        yield f"a page that the {edition} edition does not have: {path}"


def _odd_files(site: Path, files: list[Path]) -> Iterator[str]:
    """Files that are no part of a site: leftovers, links out of it, empty ones; or too much of all."""
    for path in files:
        name = path.relative_to(site)
        if path.is_symlink():
            yield f"a link out of the site: {name}"
        elif path.suffix not in KINDS and name.parts[0] != FOLDER:
            yield f"a kind of file that no site needs: {name}"
        elif path.suffix in {".html", ".parquet"} and not path.stat().st_size:
            yield f"an empty file: {name}"
    size = sum(path.stat().st_size for path in files)
    if size > SITE_BYTES:
        yield f"the site has {size:,} bytes: no edition may have more than {SITE_BYTES:,}"


def _foreign_tables(site: Path, files: list[Path], tables: Path) -> Iterator[str]:
    """Tables that the edition does not hold, as an earlier build in the same folder would leave them."""
    exported = {path.name: path for path in tables.glob("*.parquet")}
    for path in (path for path in files if path.suffix == ".parquet"):
        name = path.relative_to(site)
        if path.name not in exported:
            yield f"a table that was not exported: {name}"
            continue
        try:
            same = sorted(columns_of(path)) == sorted(columns_of(exported[path.name]))
        except duckdb.Error as error:
            raise AuditError(f"can not be read: {name}: {error}") from error
        if not same:
            yield f"a table with other columns than were exported: {name}"


def _wrong_documents(site: Path, files: list[Path], tables: Path) -> Iterator[str]:
    """Documents that no plan names, that are missing, or that are not what was received."""
    expected = listed(tables)
    found = {path.relative_to(site).as_posix(): path for path in files if path.relative_to(site).parts[0] == FOLDER}
    for name in sorted(found.keys() - expected.keys()):
        yield f"a document that no plan names: {name}"
    for name, (checksum, _) in sorted(expected.items()):
        if name not in found:
            yield f"a document is missing: {name}"
        elif digest(found[name]) != checksum:
            yield f"a document is not the one that was received: {name}"
        elif why := refusal(found[name]):
            yield f"a document that must not be published: {name}: {why}"


class _Page(HTMLParser):
    """What a page points at, and which of its text is Thai without saying so."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.language: str | None = None
        self.anchors: set[str] = set()
        self.unmarked_thai: list[str] = []
        self.empty_values: list[str] = []
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect language, links, anchors and what the browser fetches at once."""
        values = {name: value or "" for name, value in attrs}
        language = values.get("lang") or (self._open[-1][1] if self._open else "")
        if tag not in VOID:
            self._open.append((tag, language))
        if language != "th":
            self.unmarked_thai.extend(value for value in values.values() if THAI.search(value))
        if tag == "html":
            self.language = values.get("lang")
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if tag == "link" and "href" in values:
            self.fetched.append(values["href"])
        if "id" in values:
            self.anchors.add(values["id"])
        self.fetched.extend(value for name, value in values.items() if name in FETCHED)

    def handle_endtag(self, tag: str) -> None:
        """Leave an element, and with it what was left open inside."""
        while any(tag == name for name, _ in self._open):
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        """Note Thai text for a reader of another language."""
        name, language = self._open[-1] if self._open else ("", "")
        if language != "th" and name not in UNREAD and THAI.search(data):
            self.unmarked_thai.append(data.strip())
        if name not in UNREAD and EMPTY_VALUE.search(data):
            self.empty_values.append(data.strip())


def _page_findings(site: Path, files: list[Path], tables: Path) -> Iterator[str]:
    """Size, language, links that lead nowhere, and fetches from elsewhere, page by page."""
    years = _earlier_years(tables)
    for path in files:
        if path.suffix != ".html":
            continue
        page = _Page()
        page.feed(path.read_text(encoding="utf-8"))
        name = path.relative_to(site)
        if path.stat().st_size > PAGE_BYTES:
            yield f"the page is larger than {PAGE_BYTES:,} bytes: {name}"
        yield from _language_findings(site, path, page)
        yield from _address_findings(site, path, page, years)


def _address_findings(site: Path, path: Path, page: _Page, years: set[Path | None]) -> Iterator[str]:
    """Addresses that lead nowhere, away from the site, or to the right place at the root of a server only."""
    name = path.relative_to(site)
    for address in page.fetched:
        if address.startswith("//") or urlsplit(address).scheme in {"http", "https"}:
            yield f"the page fetches from elsewhere: {name}: {address}"
        elif not _leads_somewhere(site, path, address, page.anchors):
            yield f"the page fetches what is not there: {name}: {address}"
    for address in page.links:
        if not _leads_somewhere(site, path, address, page.anchors) and _inside(site, path, address) not in years:
            yield f"a link leads nowhere: {name}: {address}"
    for address in (*page.fetched, *page.links):
        if address.startswith("/") and not address.startswith("//"):
            yield f"an address that is right at the root of a server only: {name}: {address}"


def _language_findings(site: Path, path: Path, page: _Page) -> Iterator[str]:
    """What a reader would stumble over: the wrong language, unmarked Thai, no other language, a missing figure."""
    name = path.relative_to(site)
    expected = "en" if name.parts[0] == LANGUAGES["en"] else "th"
    if page.language != expected:
        yield f"the page does not say that its language is {expected}: {name}"
    for words in page.empty_values:
        yield f"a figure is missing in a sentence: {name}: {words}"
    for words in page.unmarked_thai:
        yield f"Thai text that is not marked as Thai: {name}: {words}"
    if not any(_is_twin(site, path, link) for link in page.links):
        yield f"the page has no link to itself in the other language: {name}"


def _is_twin(site: Path, page: Path, address: str) -> bool:
    """Whether an address is that of the same page in the other language."""
    folder = page.parent.relative_to(site).parts
    twin = folder[1:] if folder[:1] == (LANGUAGES["en"],) else (LANGUAGES["en"], *folder)
    return _inside(site, page, address) == Path(*twin)


def _leads_somewhere(site: Path, page: Path, address: str, anchors: set[str]) -> bool:
    """Whether an address inside the site has a target; addresses of other sites are not ours to judge."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return parts.scheme != "javascript"
    if not parts.path:
        return not parts.fragment or unquote(parts.fragment) in anchors
    inside = _inside(site, page, address)
    return inside is not None and ((site / inside).is_file() or (site / inside / "index.html").is_file())


def _inside(site: Path, page: Path, address: str) -> Path | None:
    """Return the path inside the site that an address of a page leads to; None if it leads out of it."""
    path = unquote(urlsplit(address).path)
    start = Path() if path.startswith("/") else page.parent.relative_to(site)
    steps = os.path.normpath(start / path.lstrip("/"))
    return None if steps.startswith("..") else Path(steps)


def _earlier_years(tables: Path) -> set[Path | None]:
    """Return where the sites of earlier years stand beside this one, as its tables list them."""
    listed = tables / "earlier_years.parquet"
    return {Path(YEARS, folder) for (folder,) in _rows(listed, "folder")} if listed.is_file() else set()


def _foreign_styles(site: Path, files: list[Path]) -> Iterator[str]:
    """Style sheets that fetch from elsewhere."""
    for path in files:
        if path.suffix in {".css", ".html", ".svg"} and FETCHED_STYLE.search(path.read_text(encoding="utf-8")):
            yield f"a style fetches from elsewhere: {path.relative_to(site)}"
        if path.suffix == ".css" and STYLE_FROM_THE_ROOT.search(path.read_text(encoding="utf-8")):
            yield f"a style that is right at the root of a server only: {path.relative_to(site)}"


def _texts(site: Path, files: list[Path], with_tool: bool = False) -> Iterator[tuple[Path, str]]:
    """Everything that a reader's browser gets as text; the tool's own scripts on request."""
    for path in files:
        name = path.relative_to(site)
        if path.suffix in TEXT_KINDS and (with_tool or TOOL_FOLDER not in name.parts):
            yield name, path.read_text(encoding="utf-8")
        elif path.suffix == ".arrow":
            yield name, path.read_bytes().decode("utf-8", errors="ignore")


def _table_texts(site: Path, files: list[Path]) -> Iterator[tuple[Path, str]]:
    """Every row of every table of the site."""
    for path in files:
        if path.suffix == ".parquet":
            for row in _rows(path, "columns(*)::varchar"):
                yield path.relative_to(site), " ".join(value for value in row if value)


def _personal_text(site: Path, files: list[Path], edition: str) -> Iterator[str]:
    """Juristic ids and e-mail addresses in any text."""
    for name, text in _texts(site, files):
        yield from _personal(text, name, edition)


def _personal_tables(site: Path, files: list[Path], edition: str) -> Iterator[str]:
    """Juristic ids and e-mail addresses in any column of any table."""
    for name, text in _table_texts(site, files):
        yield from _personal(text, name, edition)


def _personal(text: str, name: Path, edition: str) -> Iterator[str]:
    """What in a text could name a person or, in the public edition, a customer."""
    for match in EMAIL.finditer(text):
        yield f"an e-mail address: {name}: {match.group()}"
    for match in THIRTEEN_DIGITS.finditer(text) if edition == "public" else ():
        if moa.is_valid(match.group()):
            yield f"a juristic id: {name}: {match.group()}"


def _named_firms(site: Path, files: list[Path], exports: Path) -> Iterator[str]:
    """Names of customers, as the intranet edition of the same run has them, in every file: the tool's scripts too.

    Without its legal form a name is looked for only when it is long: a firm may be called Plastics. The organisation
    may be its own customer and still sign its pages.
    """
    register = exports_of(exports, "intranet") / "customers.parquet"
    if not register.is_file():
        return
    signed = exports_of(exports, "public") / "site_context.parquet"
    own = {_letters(name) for row in _rows(signed, "organisation_th, organisation_en") for name in row if name}
    firms = [(_letters(name), key or "") for name, key in _rows(register, "customer_name, name_key")]
    wanted = {name for name, _ in firms if len(name) >= SHORTEST_NAME}
    wanted |= {key for name, key in firms if len(key) >= SHORTEST_KEY and name not in own}
    starts: dict[str, list[str]] = {}
    for firm in sorted(wanted - own):
        starts.setdefault(firm[:SHORTEST_NAME], []).append(firm)
    for name, text in (*_texts(site, files, with_tool=True), *_table_texts(site, files)):
        letters = _letters(text)
        for place in range(len(letters) - SHORTEST_NAME + 1):
            for firm in starts.get(letters[place : place + SHORTEST_NAME], ()):
                if letters.startswith(firm, place):
                    yield f"the name of a firm: {name}: {firm}"


def _letters(text: str) -> str:
    """Return a text as names compare: entities read, small letters and digits alone."""
    return OTHER_LETTERS.sub("", html.unescape(text).casefold())


def _rows(parquet: Path, columns: str) -> list[tuple[str, ...]]:
    """Read columns of a Parquet file."""
    try:
        with duckdb.connect() as connection:
            return connection.execute(f"select {columns} from read_parquet(?)", [str(parquet)]).fetchall()
    except duckdb.Error as error:
        raise AuditError(f"can not be read: {parquet}: {error}") from error
