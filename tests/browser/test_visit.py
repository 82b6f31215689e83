"""What a visit does and does not do: no foreign program, no stranger, nothing stored; and the page on paper."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.test_accessibility import KINDS

pytestmark = pytest.mark.browser

SCREENSHOTS = os.environ.get("SCREENSHOTS")


@pytest.mark.parametrize("address", KINDS)
def test_page_says_the_same_without_javascript(
    browser: Browser, page: Page, server: str, address: str
) -> None:
    """With JavaScript switched off a page has the same words but for the status and the form, and its menu leads on."""
    page.goto(server + address)
    page.evaluate("document.querySelectorAll('.open-now, .event-filter, .button').forEach(e => e.remove())")
    plain = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    without = plain.new_page()
    without.goto(server + address)
    words = without.locator("body").inner_text()
    assert len(words) > 300
    assert words == page.locator("body").inner_text()
    without.locator("nav a", has_text="News").click()
    assert without.locator("h1").inner_text() == "News"
    plain.close()


def test_visit_stays_at_home(context: BrowserContext, page: Page, server: str) -> None:
    """Going through the site asks no other server, prints no error and leaves nothing on the device."""
    asked: list[str] = []
    said: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    # (A picture still on its way when the visitor goes on is no failure, so only answers count.)
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    for address in KINDS:
        page.goto(server + address, wait_until="networkidle" if address == "/" else "load")
    assert len(asked) >= 2 * len(KINDS) - 1
    assert [url for url in asked if not url.startswith(server + "/")] == []
    assert (said, failed) == ([], [])
    assert context.cookies() == []
    stored = "[localStorage.length, sessionStorage.length, document.cookie]"
    assert page.evaluate(stored) == [0, 0, ""]
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(r => r.length)") == 0
    assert page.evaluate("caches.keys().then(k => k.length)") == 0
    assert page.evaluate("indexedDB.databases().then(d => d.length)") == 0


def test_policy_stops_a_program_that_got_in(page: Page, server: str) -> None:
    """Should markup of a stranger ever reach a page, the browser runs no program from it."""
    page.goto(server + "/")
    page.evaluate(
        "(() => {const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
        "document.body.append(s)})()"
    )
    assert page.evaluate("window.ran") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_reader(browser: Browser, server: str, scheme: str) -> None:
    """The paper is light or dark as the reader's system asks."""
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(server + "/")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    brightness = sum(map(int, re.findall(r"\d+", ground)))
    assert brightness > 600 if scheme == "light" else brightness < 150
    context.close()


def test_opening_times_print_on_a4(page: Page, server: str) -> None:
    """The opening times come out of the printer on at most three sheets, without the menu."""
    page.goto(server + "/opening-times/")
    pdf = page.pdf(format="A4")
    assert pdf.startswith(b"%PDF")
    sheets = len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))
    assert 1 <= sheets <= 3
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible()
    assert page.get_by_text("9:30am to 5pm").first.is_visible()
    colours = "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    assert page.evaluate(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def test_print_is_black_on_white_for_readers_of_dark_pages(browser: Browser, server: str) -> None:
    """Who reads the site dark still prints dark words on white paper."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(server + "/opening-times/")
    page.emulate_media(media="print", color_scheme="dark")
    colours = "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    assert page.evaluate(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    context.close()


@pytest.mark.skipif(not SCREENSHOTS, reason="set SCREENSHOTS=FOLDER to have pictures of the pages")
@pytest.mark.parametrize("address", KINDS)
def test_pictures_for_a_person_to_look_at(browser: Browser, server: str, address: str) -> None:
    """With SCREENSHOTS=FOLDER, each kind of page is pictured narrow, middling and wide, light, dark and printed."""
    folder = Path(SCREENSHOTS or "")
    folder.mkdir(parents=True, exist_ok=True)
    name = address.strip("/").replace("/", "-").removesuffix(".html") or "home"
    looks = [(w, scheme, "screen") for w in (320, 768, 1280) for scheme in ("light", "dark")]
    for width, scheme, media in [*looks, (794, "light", "print")]:  # A4 is 794 pixels wide at 96 to the inch
        context = browser.new_context(viewport={"width": width, "height": 900})
        page = context.new_page()
        page.emulate_media(media=media, color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(server + address)
        path = folder / f"{name}-{width}-{scheme}-{media}.png"
        page.screenshot(path=path, full_page=True)
        assert path.stat().st_size > 1000
        context.close()
