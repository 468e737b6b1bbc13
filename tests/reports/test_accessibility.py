"""What keeps a reader with a keyboard, a screen reader or weak eyes from a page, as axe-core finds it."""

from playwright.sync_api import Browser

from tests.reports.reading import GRAVE, WIDTHS, Reading, Site, read


def test_axe_finds_what_is_wrong(browser: Browser) -> None:
    """An image and a field without words are both found."""
    page = browser.new_page()
    page.set_content("<html lang=th><title>t</title><main><h1>h</h1><img src=x><input></main>")
    assert [found.partition(":")[0] for found in page.evaluate(GRAVE)] == ["image-alt", "label"]
    page.close()


def test_nothing_grave_keeps_a_reader_out(readings: dict[tuple[str, str], Reading]) -> None:
    """One page of every kind, in both languages, as wide as a desk and as a phone; the segments' pages are alike."""
    looked_at = {key: reading.asked["grave"] for key, reading in readings.items() if "grave" in reading.asked}
    assert len(looked_at) > len(readings) / 2
    assert {key: found for key, found in looked_at.items() if found} == {}


def test_nothing_grave_keeps_a_colleague_from_the_look_up(browser: Browser, intranet: Site) -> None:
    """In both languages, as wide as a desk and as a phone."""
    for path in ("/customers/", "/en/customers/"):
        for width in WIDTHS.values():
            assert read(browser, intranet, path, width, {"grave": GRAVE}).asked["grave"] == []
