"""What keeps a reader with a keyboard, a screen reader or weak eyes from a page, as axe-core finds it."""

from playwright.sync_api import Browser

from customer_segmentation.settings import PROJECT_DIR
from tests.reports.conftest import Site
from tests.reports.test_pages import WIDTHS

AXE = PROJECT_DIR / "reports" / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = ("serious", "critical", "moderate")


def violations(browser: Browser, address: str, *widths: int) -> list[str]:
    """Everything grave on one page at every width, by rule and first place; the page is opened once and made narrower.

    The page's own policy would refuse a script of a test.
    """
    context = browser.new_context(bypass_csp=True, viewport={"width": widths[0], "height": 900})
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        rules = page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
        found += [f"{r['id']}: {r['nodes'][0]['html'][:200]} ({width})" for r in rules if r["impact"] in GRAVE]
    context.close()
    return found


def test_axe_finds_what_is_wrong(browser: Browser) -> None:
    """An image and a field without words are both found, at both widths."""
    body = "<main><h1>h</h1><img src=x><input>"
    found = violations(browser, f"data:text/html,<html lang=th><title>t</title>{body}", *WIDTHS.values())
    assert [rule.partition(":")[0] for rule in found] == ["image-alt", "label"] * 2


def test_nothing_grave_keeps_a_reader_out(browser: Browser, site: Site, intranet: Site) -> None:
    """One page of every kind, in both languages, as wide as a desk and as a phone; the segments' pages are alike."""
    keys = {row["segment_key"] for row in site.rows("select segment_key from {segments} order by all offset 1")}
    addresses = [site.address + path for path in site.paths if path.rstrip("/").rpartition("/")[2] not in keys]
    addresses += [f"{intranet.address}/customers/", f"{intranet.address}/en/customers/"]
    found = {address: violations(browser, address, *WIDTHS.values()) for address in addresses}
    assert {address: rules for address, rules in found.items() if rules} == {}
