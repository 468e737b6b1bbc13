"""What keeps a reader with a keyboard, a screen reader or weak eyes from a page, as axe-core finds it."""

import pytest
from playwright.sync_api import Browser

from customer_segmentation.settings import PROJECT_DIR
from tests.reports.conftest import Site
from tests.reports.test_pages import WIDTHS

AXE = PROJECT_DIR / "reports" / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = ("serious", "critical", "moderate")


def violations(browser: Browser, address: str, width: int) -> list[str]:
    """Everything grave on one page, by rule and first place. The page's own policy would refuse a script of a test."""
    context = browser.new_context(bypass_csp=True, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
    context.close()
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:200]}" for rule in found if rule["impact"] in GRAVE]


def test_axe_finds_what_is_wrong(browser: Browser) -> None:
    """An image and a field without words are both found."""
    body = "<main><h1>h</h1><img src=x><input>"
    found = violations(browser, f"data:text/html,<html lang=th><title>t</title>{body}", WIDTHS["desk"])
    assert [rule.partition(":")[0] for rule in found] == ["image-alt", "label"]


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_grave_keeps_a_reader_out(browser: Browser, site: Site, intranet: Site, width: str) -> None:
    """One page of every kind, in both languages; the pages of the segments are alike."""
    keys = {row["segment_key"] for row in site.rows("select segment_key from {segments} order by all offset 1")}
    addresses = [site.address + path for path in site.paths if path.rstrip("/").rpartition("/")[2] not in keys]
    addresses += [f"{intranet.address}/customers/", f"{intranet.address}/en/customers/"]
    found = {address: violations(browser, address, WIDTHS[width]) for address in addresses}
    assert {address: rules for address, rules in found.items() if rules} == {}
