"""Everything can be reached and used with the keyboard, and one sees where one is."""

import pytest
from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.browser

FOCUSED = """() => {
    const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e)
    return {
        tag: e.tagName, words: e.textContent.trim(), id: e.id,
        seen: box.width > 0 && box.height > 0 && box.top >= 0 && box.left >= 0
            && box.bottom <= innerHeight && box.right <= innerWidth,
        look: [style.outline, style.boxShadow, style.backgroundColor].join('|'),
    }
}"""
LOOKS = """() => Object.fromEntries([...document.querySelectorAll('a, summary')].map(e => {
    const style = getComputedStyle(e)
    return [e.textContent.trim(), [style.outline, style.boxShadow, style.backgroundColor].join('|')]
}))"""
HEADER = ["Luton Libraries", "Home", "Libraries", "Opening times", "What’s on", "Online", "News", "About"]


def test_first_tab_shows_the_skip_link(page: Page, server: str) -> None:
    """The first Tab reaches the skip link, unseen before, and Enter leads past the menu into the main part."""
    page.goto(server + "/libraries/central/")
    hidden = page.locator("a[href='#main']").bounding_box()
    assert hidden is not None
    assert hidden["y"] + hidden["height"] <= 0
    page.keyboard.press("Tab")
    focused = page.evaluate(FOCUSED)
    assert (focused["words"], focused["seen"]) == ("Skip to main content", True)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("width", [320, 1280])
def test_tab_goes_through_the_header_in_order(page: Page, server: str, width: int) -> None:
    """Tab reaches the name and each link of the menu in the order in which they stand, the focus plain to see."""
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(server + "/")
    before = page.evaluate(LOOKS)
    page.keyboard.press("Tab")
    reached = []
    for _ in HEADER:
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        reached.append(focused["words"])
        assert focused["seen"], focused
        assert focused["look"] != before[focused["words"]], focused
    assert reached == HEADER


@pytest.mark.parametrize("address", ["/", "/whats-on/baby-rhyme-time-central/", "/online/", "/404.html"])
def test_every_link_is_reached_and_none_holds_the_focus(page: Page, server: str, address: str) -> None:
    """Tab reaches every unfolded link and every folded part once, in the order of the page, each shown when focused."""
    page.goto(server + address)
    expected = page.evaluate(
        "[...document.querySelectorAll('a, summary')].filter(e => e.checkVisibility()).map(e => e.textContent.trim())"
    )
    reached = []
    for _ in expected:
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        reached.append(focused["words"])
        assert focused["seen"], focused
    assert reached == expected


def test_folded_dates_open_by_keyboard(page: Page, server: str) -> None:
    """The later dates of an event unfold with Enter, without any script."""
    page.goto(server + "/whats-on/baby-rhyme-time-central/")
    last = page.get_by_text("Tuesday 20 July 2027, 10:30am to 11am")
    assert not last.is_visible()
    page.locator("summary", has_text="All later dates").focus()
    page.keyboard.press("Enter")
    assert last.is_visible()


def test_menu_leads_to_the_page_with_enter(page: Page, server: str) -> None:
    """Enter on a link of the menu opens its page."""
    page.goto(server + "/")
    for _ in range(5):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(server + "/opening-times/")
    assert page.locator("h1").inner_text() == "Opening times"


def test_focus_is_seen_in_forced_colours(context: BrowserContext, server: str) -> None:
    """Where the reader's system sets all colours, the focus still has an outline."""
    page = context.new_page()
    page.emulate_media(forced_colors="active")
    page.goto(server + "/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    style = page.evaluate(
        "(() => {const s = getComputedStyle(document.activeElement);"
        "return [s.outlineStyle, parseFloat(s.outlineWidth)]})()"
    )
    assert style[0] == "solid"
    assert style[1] >= 2
