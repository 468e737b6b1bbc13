"""The audit finds what must not be published, one planted fault at a time."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from customer_segmentation.site.audit import AuditError, audit_site
from customer_segmentation.site.build import SiteBuildError, build_site, finished
from demo.documents import write_document

JURISTIC_ID = "0105999000016"  # the registration year 999 makes it nobody's
PAGES = (
    *("", "segments/", "segments/SEG-A/", "plans/", "drivers/", "voice/", "kpi/", "information/"),
    *("test/", "data-quality/", "process/", "method/"),
)


def page_text(folder: str, language: str, body: str = "") -> str:
    """A page with its link to the other language."""
    other = folder.removeprefix("en/") if language == "en" else f"en/{folder}"
    link = f'<a href="{"../" * folder.count("/")}{other or "./"}">{language}</a>'
    return f'<!doctype html><html lang="{language}"><body>{link}{body}</body></html>'


def write_page(path: Path, text: str) -> None:
    """Write a file into a folder that may not be there yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def write_table(path: Path, query: str) -> None:
    """Write the rows of a query to a Parquet file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    duckdb.sql(query).write_parquet(str(path))


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    """Exports of a run with one segment."""
    folder = tmp_path / "exports"
    write_table(folder / "public_edition" / "segments.parquet", "select 'SEG-A' as segment_key, 12.5 as area")
    write_table(
        folder / "public_edition" / "site_context.parquet",
        "select 'การนิคมอุตสาหกรรม' as organisation_th, 'Estate Authority' as organisation_en",
    )
    return folder


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The smallest site that passes."""
    folder = tmp_path / "site"
    for page in (*PAGES, *(f"en/{page}" for page in PAGES)):
        (folder / page).mkdir(parents=True, exist_ok=True)
        link = f'<a href="{"../" * page.count("/")}segments/SEG-A/">A</a>'
        text = page_text(page, "en" if page.startswith("en/") else "th", link)
        (folder / page / "index.html").write_text(text, encoding="utf-8")
    write_table(folder / "data" / "segments.parquet", "select 'SEG-A' as segment_key, 12.5 as area")
    return folder


def test_a_sound_site_passes(site: Path, exports: Path) -> None:
    audit_site(site, exports)


def test_an_earlier_year_that_the_edition_lists_may_be_linked(site: Path, exports: Path) -> None:
    write_table(exports / "public_edition" / "earlier_years.parquet", "select '2566' as folder")
    _page('<a href="../years/2566/">x</a>')(site)
    audit_site(site, exports)


def test_a_site_holds_the_documents_that_plans_name_as_they_came(site: Path, exports: Path) -> None:
    write_document(site / "documents" / "1.pdf", ["plan"])
    with pytest.raises(AuditError, match="a document that no plan names"):
        audit_site(site, exports)
    checksum = hashlib.sha256((site / "documents" / "1.pdf").read_bytes()).hexdigest()
    listed = f"select 'documents/1.pdf' as address, '{checksum}' as sha256, 'แผน.pdf' as document"
    write_table(exports / "public_edition" / "plan_documents.parquet", listed)
    audit_site(site, exports)
    write_document(site / "documents" / "1.pdf", ["another plan"])
    with pytest.raises(AuditError, match="not the one that was received"):
        audit_site(site, exports)
    (site / "documents" / "1.pdf").unlink()
    with pytest.raises(AuditError, match="a document is missing"):
        audit_site(site, exports)


def _page(body: str, folder: str = "test/", language: str = "th") -> Callable[[Path], object]:
    return lambda site: (site / folder / "index.html").write_text(page_text(folder, language, body), encoding="utf-8")


def _table(query: str, name: str = "segments.parquet") -> Callable[[Path], object]:
    return lambda site: write_table(site / "data" / name, query)


FIRM = "บริษัท ตัวอย่างกลการ จำกัด"
CORE = "ตัวอย่างกลการ"


def write_register(exports: Path, *firms: tuple[str, str]) -> None:
    """Write the customers of the intranet edition: names, and the warehouse's keys of them."""
    rows = ", ".join(f"('{name}', '{key}')" for name, key in firms)
    write_table(
        exports / "intranet_edition" / "customers.parquet", f"from (values {rows}) as firms (customer_name, name_key)"
    )


def test_the_intranet_edition_may_name_firms_and_must_have_its_page(site: Path, exports: Path) -> None:
    write_table(exports / "intranet_edition" / "segments.parquet", "select 'SEG-A' as segment_key, 12.5 as area")
    write_register(exports, (FIRM, CORE))
    _page(f"<p>{FIRM} {JURISTIC_ID}</p>")(site)
    with pytest.raises(AuditError, match="a page is missing: area/"):
        audit_site(site, exports, "intranet")
    for name in ("customers/", "competitors/", "files/", "area/"):
        for language, folder in (("th", name), ("en", f"en/{name}")):
            (site / folder).mkdir()
            (site / folder / "index.html").write_text(page_text(folder, language), encoding="utf-8")
    audit_site(site, exports, "intranet")
    _page("<p>somebody@example.invalid</p>")(site)
    with pytest.raises(AuditError, match="an e-mail address"):
        audit_site(site, exports, "intranet")


@pytest.mark.parametrize("named", [FIRM, f"หจก. {CORE}", f"กลุ่มที่มี{CORE}อยู่"])
def test_the_public_edition_names_no_customer(site: Path, exports: Path, named: str) -> None:
    write_register(exports, (FIRM, CORE))
    audit_site(site, exports)
    _page(f"<p>{named}</p>")(site)
    with pytest.raises(AuditError, match=f"the name of a firm: test.*: .*{CORE}"):
        audit_site(site, exports)
    _page("")(site)
    _table(f"select '{named}' as segment_key, 1 as area")(site)
    with pytest.raises(AuditError, match="the name of a firm: data/segments"):
        audit_site(site, exports)


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a page is gone": (lambda site: (site / "segments/SEG-A/index.html").unlink(), "a page is missing"),
    "a link leads nowhere": (_page('<a href="/gone/">x</a>'), "a link leads nowhere"),
    "a link leads out of the site": (_page('<a href="../../exports/">x</a>'), "a link leads nowhere"),
    "a link to a year that is not archived": (_page('<a href="../years/2566/">x</a>'), "a link leads nowhere"),
    "a link from the root": (_page('<a href="/segments/">x</a>'), "right at the root of a server only"),
    "a font from the root": (
        lambda site: (site / "a.css").write_text("a{src:url(/a.woff2)}", encoding="utf-8"),
        "a style that is right at the root",
    ),
    "an anchor leads nowhere": (_page('<a href="#gone">x</a>'), "a link leads nowhere"),
    "a script from elsewhere": (_page('<script src="https://example.org/a.js"></script>'), "from elsewhere"),
    "a style from elsewhere": (_page("<style>a{background:url(//example.org/a)}</style>"), "from elsewhere"),
    "an image that is not there": (_page('<img src="/gone.svg">'), "what is not there"),
    "a page in no language": (
        lambda site: (site / "index.html").write_text("<html><body></body></html>", encoding="utf-8"),
        "does not say that its language is th",
    ),
    "an English page that says it is Thai": (_page("", "en/test/", "th"), "does not say that its language is en"),
    "an English page is gone": (lambda site: (site / "en/test/index.html").unlink(), "a page is missing: en/test"),
    "Thai text in an English page": (_page("<p>กลุ่ม</p>", "en/test/", "en"), "not marked as Thai.*กลุ่ม"),
    "a figure that is not there": (_page("<p>มี undefined กลุ่ม</p>"), "a figure is missing in a sentence.*undefined"),
    "Thai text behind a Thai name": (_page('<p><b lang="th">ก</b><br>ข</p>', "en/test/", "en"), "not marked.*ข"),
    "a Thai label in an English page": (_page('<p aria-label="เมนู"></p>', "en/test/", "en"), "not marked.*เมนู"),
    "no way to the other language": (
        lambda site: (site / "en/test/index.html").write_text('<html lang="en"><a href="../">x</a></html>'),
        "no link to itself in the other language",
    ),
    "a site too large to send": (
        lambda site: os.truncate(site / "data/segments.parquet", 80_000_001),
        "no edition may",
    ),
    "a page too large for a phone": (_page("x" * 200_000), "larger than"),
    "a leftover file": (lambda site: (site / "notes.xlsx").write_bytes(b"x"), "no site needs"),
    "a link out of the site": (lambda site: (site / "a.json").symlink_to("/etc/hostname"), "out of the site"),
    "an empty page": (lambda site: (site / "test/index.html").write_text(""), "an empty file"),
    "another edition's table": (_table("select 1 as a", "customers.parquet"), "not exported"),
    "another edition's page": (
        lambda site: write_page(site / "customers" / "index.html", page_text("customers/", "th")),
        "a page that the public edition does not have: customers",
    ),
    "another edition's columns": (_table("select 'SEG-A' as segment_key, 'x' as customer_name"), "other columns"),
    "a juristic id in a page": (_page(f"<p>{JURISTIC_ID}</p>"), "a juristic id"),
    "an e-mail address in a page": (_page("<p>somebody@example.co.th</p>"), "an e-mail address"),
    "a juristic id in a table": (_table(f"select '{JURISTIC_ID}' as segment_key, 1 as area"), "a juristic id"),
    "an e-mail address in a table": (_table("select 'a@example.co.th' as segment_key, 1 as area"), "an e-mail address"),
    "a table that is none": (lambda site: (site / "data/segments.parquet").write_bytes(b"PAR1"), "be read"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str, site: Path, exports: Path) -> None:
    plant, finding = FAULTS[fault]
    plant(site)
    with pytest.raises(AuditError, match=finding):
        audit_site(site, exports)


def test_a_firm_is_found_in_a_script_and_behind_entities_and_a_word_is_no_firm(site: Path, exports: Path) -> None:
    """A firm may be called as a word that pages use, and the organisation may be its own customer."""
    write_register(
        exports,
        ("บริษัท ก & ข จำกัด", "กข"),
        ("บริษัท พลาสติก จำกัด", "พลาสติก"),
        ("น้ำ", "น้ำ"),
        ("การนิคมอุตสาหกรรม", "การนิคมอุตสาหกรรม"),
    )
    _page("<p>การนิคมอุตสาหกรรม น้ำ พลาสติก</p>")(site)
    audit_site(site, exports)
    write_page(site / "_app" / "a.js", 'const a = "บริษัท ก & ข จำกัด";')
    with pytest.raises(AuditError, match=r"the name of a firm: _app/a\.js"):
        audit_site(site, exports)
    (site / "_app" / "a.js").unlink()
    _page("<p>บริษัท  ก &amp; ข\nจำกัด</p>")(site)
    with pytest.raises(AuditError, match="the name of a firm: test"):
        audit_site(site, exports)


def test_thirteen_digits_that_no_firm_can_have_are_no_finding(site: Path, exports: Path) -> None:
    write_table(site / "data" / "segments.parquet", "select '0105999000017' as segment_key, 1 as area")
    audit_site(site, exports)


def test_a_name_that_is_marked_as_thai_is_no_finding(site: Path, exports: Path) -> None:
    _page('<p>Wording: <span lang="th">คุณภาพน้ำ</span></p><script>const a = "ก";</script>', "en/test/", "en")(site)
    audit_site(site, exports)


def test_a_build_without_exports_says_so(tmp_path: Path) -> None:
    with pytest.raises(SiteBuildError, match="no exported tables"):
        build_site(tmp_path, tmp_path, tmp_path / "out")


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_page_is_finished_for_publication(language: str) -> None:
    page = (
        '<html lang="en"><head><link rel="icon" href="/favicon.ico" sizes="32x32" />'
        "<script>\ntry { localStorage.getItem('evidence-theme') } catch (e) {}\n</script></head>"
        '<body><!-- SplashScreen --> <div id="x"><svg></svg> </div></body></html>'
    )
    assert finished(page, language) == f'<html lang="{language}" data-theme="light"><head></head><body></body></html>'
