"""The live preview in a real browser: pages load themselves anew, and the list of what is wrong can be read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import axe
from tests.support.previewing import Visit, changed, previewing, small_site

pytestmark = pytest.mark.browser

LIMIT = 120_000  # milliseconds; only a preview that is stuck ever needs them
EDGES = """(box, found) => found.map(words => {
    const text = box.firstChild, range = document.createRange(), at = text.data.indexOf(words)
    range.setStart(text, at)
    range.setEnd(text, at + words.length)
    const {left, right} = range.getBoundingClientRect()
    return [Math.round(left), Math.round(right)]
})"""
CHESS = "whats-on/chess-stopsley/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small site. Who changes it puts it right again."""
    return small_site(tmp_path_factory.mktemp("preview") / "site")


@pytest.fixture(scope="module")
def visit(site: Path) -> Iterator[Visit]:
    """Return the site's live preview for Monday 23 November 2026, 9am."""
    with previewing(site, LIBRARYSITE_NOW="2026-11-23T09:00") as preview:
        yield preview


def test_page_loads_itself_anew(page: Page, visit: Visit, site: Path) -> None:
    """An open page shows a change, then a mistake above itself, then neither, and nobody touches the browser."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    events = site / "data" / "events.yaml"
    visit.until("Chess club", path=f"/{CHESS}")
    page.goto(visit.address + CHESS)
    expect(page.locator("h1")).to_have_text("Chess club")
    with changed(events, "Chess club", "Go club"):
        expect(page.locator("h1")).to_have_text("Go club", timeout=LIMIT)
        with changed(events, "2026-09-03", "03/09/2026"):
            alert = page.get_by_role("alert")
            expect(alert).to_contain_text("write 2026-09-03", timeout=LIMIT)
            expect(alert).to_contain_text("This page is not up to date")
            expect(alert).to_contain_text("data/events.yaml:8:13")
            expect(page.locator("h1")).to_have_text("Go club")
            assert alert.bounding_box()["y"] < page.locator("header").bounding_box()["y"]  # type: ignore[index]
        expect(page.get_by_role("alert")).to_have_count(0, timeout=LIMIT)
        expect(page.locator("h1")).to_have_text("Go club")
    expect(page.locator("h1")).to_have_text("Chess club", timeout=LIMIT)
    assert said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_list_can_be_read_on_a_small_screen(browser: Browser, visit: Visit, site: Path, scheme: str) -> None:
    """At 320 px a list scrolls within its box, its marks stand under the words they mean, and axe finds no fault."""
    context = browser.new_context(
        viewport={"width": 320, "height": 600}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    with changed(site / "data" / "events.yaml", "2026-09-03", "03/09/2026"):
        visit.until("not up to date")
        page.goto(visit.address)
        box = page.get_by_role("region", name="What is wrong")
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        assert box.evaluate("e => e.scrollWidth > e.clientWidth")
        box.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("document.querySelector('.preview__said').scrollLeft > 0")
        of_words, of_marks = box.evaluate(EDGES, ["03/09/2026", "^" * 10])
        assert of_words == of_marks
        assert axe(page)["violations"] == []
    context.close()
    visit.until("Libraries", without=("not up to date",))


def test_page_without_a_site_waits_for_one(page: Page, tmp_path: Path) -> None:
    """Where no build has been good yet, the browser has the list alone, and then the page as soon as there is one."""
    site = small_site(tmp_path / "site")
    with (
        changed(site / "data" / "events.yaml", "2026-09-03", "03/09/2026"),
        previewing(site, LIBRARYSITE_NOW="2026-11-23T09:00") as visit,
    ):
        page.goto(visit.address + CHESS)
        expect(page.get_by_role("alert")).to_contain_text("write 2026-09-03")
        expect(page.locator("h1")).to_have_text("There is no page to show yet")
        events = site / "data" / "events.yaml"
        events.write_text(events.read_text().replace("03/09/2026", "2026-09-03"))
        expect(page.locator("h1")).to_have_text("Chess club", timeout=LIMIT)
        expect(page.get_by_role("alert")).to_have_count(0)
