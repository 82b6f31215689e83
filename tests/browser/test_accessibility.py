"""WCAG 2.2 AA, as far as a program can tell, in a real browser."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.site.test_every_page import ADDRESSES

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[1] / "node" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
KINDS = [
    "/",
    "/libraries/",
    "/libraries/central/",
    "/libraries/wigmore/",
    "/libraries/central/poster/",
    "/opening-times/",
    "/opening-times/notice/stopsley-staff-training-2027/",
    "/whats-on/",
    "/whats-on/baby-rhyme-time-central/",
    "/whats-on/half-term-trail/",
    "/whats-on/author-talk-central-2027/",
    "/whats-on/for/babies/",
    "/whats-on/month/2026-12/",
    "/subscribe/",
    "/online/",
    "/news/",
    "/news/christmas-opening-2026/",
    "/about/",
    "/accessibility/",
    "/404.html",
]
RUN = """async tags => {
    const found = await axe.run(document, {runOnly: {type: 'tag', values: tags}, preload: false})
    return {
        violations: found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target + ' ' + n.failureSummary)),
        passes: found.passes.map(p => p.id),
    }
}"""


@pytest.fixture(scope="module", params=itertools.product((320, 1280), ("light", "dark")), ids=str)
def view(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Return a page of one width and one colour scheme into which axe can be put."""
    width, scheme = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    yield context.new_page()
    context.close()


def axe(page: Page) -> dict[str, list[str]]:
    """Return what axe finds wrong and right on the page that is shown."""
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.add_script_tag(path=AXE)
    found: dict[str, list[str]] = page.evaluate(RUN, TAGS)
    return found


@pytest.mark.parametrize("address", KINDS)
def test_axe_finds_nothing(view: Page, server: str, address: str) -> None:
    """No rule of WCAG 2.0 to 2.2, A and AA, is broken on any kind of page, narrow or wide, light or dark."""
    view.goto(server + address)
    found = axe(view)
    assert found["violations"] == []
    assert {"color-contrast", "document-title", "link-name", "target-size"} <= set(found["passes"])


def test_axe_notices_what_is_wrong(view: Page, server: str) -> None:
    """Grey words on white and a picture without words are found, so the test above can fail."""
    view.goto(server + "/contact/")
    view.evaluate(
        "document.querySelector('main').innerHTML += "
        '\'<p class="grey">pale</p><img src="/assets/icon.svg">\';'
        "document.querySelector('.grey').style.cssText = 'color: #ccc; background: #fff'"
    )
    assert {v.split(":")[0] for v in axe(view)["violations"]} == {"color-contrast", "image-alt"}


WIDER = """() => {
    const room = document.documentElement.clientWidth
    const parts = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > room + 1)
    return document.documentElement.scrollWidth > room
        ? parts.map(e => e.tagName + '.' + e.className + ' ' + e.textContent.trim().slice(0, 40)) : []
}"""


@pytest.fixture(scope="module")
def narrow(browser: Browser) -> Iterator[Page]:
    """Return a page 320 pixels wide: a small phone, or a wide screen enlarged to 400 %."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_wider_than_320_pixels(narrow: Page, server: str, address: str) -> None:
    """No page has to be scrolled sideways at 320 pixels (WCAG 1.4.10), its folded parts included."""
    narrow.goto(server + address)
    narrow.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert narrow.evaluate(WIDER) == []


def test_what_is_too_wide_is_noticed(narrow: Page, server: str) -> None:
    """A box of 400 pixels is found, so the test above can fail."""
    narrow.goto(server + "/contact/")
    narrow.evaluate("document.querySelector('h1').style.width = '400px'")
    assert narrow.evaluate(WIDER)[0].startswith("H1")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("address", KINDS)
def test_text_can_be_twice_as_large(browser: Browser, server: str, address: str, width: int) -> None:
    """With text at 200 % nothing has to be scrolled sideways or is cut off (WCAG 1.4.4)."""
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(server + address)
    before = page.evaluate("parseFloat(getComputedStyle(document.querySelector('main p, main li')).fontSize)")
    page.add_style_tag(content="html { font-size: 200% !important }")
    after = page.evaluate("parseFloat(getComputedStyle(document.querySelector('main p, main li')).fontSize)")
    assert after == pytest.approx(2 * before)
    if width == 1280:
        assert page.evaluate(WIDER) == []
    cut = """() => [...document.querySelectorAll('main *')].filter(e =>
        !e.matches('.visually-hidden') && getComputedStyle(e).overflow !== 'visible'
        && e.scrollHeight > e.clientHeight + 1).map(e => e.outerHTML)"""
    assert page.evaluate(cut) == []
    context.close()


SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-block-end: 2em !important }"""


@pytest.mark.parametrize("address", KINDS)
def test_text_can_be_spaced_out(browser: Browser, server: str, address: str) -> None:
    """With a reader's own spacing of lines, words and letters nothing is wider than 320 pixels (WCAG 1.4.12)."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, bypass_csp=True)
    page = context.new_page()
    page.goto(server + address)
    page.add_style_tag(content=SPACED)
    assert page.evaluate(WIDER) == []
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_links_of_menu_and_footer_are_large_enough(browser: Browser, server: str, width: int) -> None:
    """Each link of the menu and the footer can be hit: 24 by 24 pixels or more (WCAG 2.5.8)."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(server + "/")
    boxes = {
        link.inner_text(): link.bounding_box() for link in page.locator("header a, nav a, footer a").all()
    }
    assert len(boxes) == 1 + 7 + 5 or len(boxes) == 7 + 5
    small = {name: box for name, box in boxes.items() if not box or min(box["width"], box["height"]) < 24}
    assert small == {}
    context.close()


LINKS = """() => [...document.querySelectorAll('main a')].map(a => {
    const style = getComputedStyle(a), around = getComputedStyle(a.parentElement)
    return {words: a.textContent, underlined: style.textDecorationLine, colour: style.color, around: around.color}
})"""


@pytest.mark.parametrize("address", ["/about/", "/contact/", "/accessibility/", "/whats-on/", "/"])
def test_links_are_underlined_and_of_the_links_colour(page: Page, server: str, address: str) -> None:
    """A link in the main part is told by its line, not by colour alone (WCAG 1.4.1), and all have one colour."""
    page.goto(server + address)
    links = page.evaluate(LINKS)
    assert links
    assert [link["words"] for link in links if link["underlined"] != "underline"] == []
    assert {link["colour"] for link in links} == {"rgb(11, 90, 96)"}  # --link: #0b5a60
