"""Choosing among events with the form: the choice is in the address, is announced, and there is a way back."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

CARDS = "main .event-card:visible"


def said(page: Page) -> str:
    """Return what the form says about the result, which screen readers announce."""
    return page.locator(".event-filter [role=status]").inner_text()


def places(page: Page) -> set[str]:
    """Return the places of all cards that are seen."""
    return {card.get_attribute("data-at") or "" for card in page.locator(CARDS).all()}


def test_choice_leaves_only_what_was_chosen(page: Page, server: str) -> None:
    """Choosing a library leaves its dates alone, hides days without any, and says how many are left."""
    page.goto(server + "/whats-on/")
    every = page.locator(CARDS).count()
    assert said(page) == f"{every} dates in all"
    page.get_by_label("Where").select_option("Lewsey Library")
    left = page.locator(CARDS).count()
    assert 0 < left < every
    assert all("lewsey" in place.split() for place in places(page))
    assert said(page) == f"Lewsey Library: {left} dates of {every}"
    assert page.url.endswith("/whats-on/?at=lewsey")
    for day in page.locator("main section:has(> h2 > time):visible").all():
        assert day.locator(".event-card:visible").count() > 0
    friday = page.locator("#day-2026-11-27")  # Lewsey is closed on Fridays
    expect(friday).to_be_hidden()


def test_two_choices_are_both_meant(page: Page, server: str) -> None:
    """What is for families and at Central is both."""
    page.goto(server + "/whats-on/")
    page.get_by_label("Where").select_option("Luton Central Library")
    page.get_by_label("Who for").select_option("Families")
    for card in page.locator(CARDS).all():
        assert "central" in (card.get_attribute("data-at") or "").split()
        assert "families" in (card.get_attribute("data-for") or "").split()
    assert page.url.endswith("?at=central&for=families")


def test_address_brings_the_choice_back(page: Page, server: str) -> None:
    """An address with a choice can be sent to somebody: the form shows it and the page is as chosen."""
    page.goto(server + "/whats-on/?type=games&day=friday")
    assert page.get_by_label("What", exact=True).input_value() == "games"
    assert page.get_by_label("Day", exact=True).input_value() == "friday"
    shown = page.locator(CARDS).all()
    assert shown
    assert {card.get_attribute("data-day") for card in shown} == {"friday"}
    assert page.locator(".event-filter details").get_attribute("open") is not None


def test_address_with_a_choice_that_is_not_there_shows_everything(page: Page, server: str) -> None:
    """An old or mistyped address is no error, and what is not there leaves the address."""
    page.goto(server + "/whats-on/?at=atlantis&nonsense=1")
    assert page.url.endswith("/whats-on/")
    assert re.fullmatch(r"\d+ dates in all", said(page))


def test_way_back(page: Page, server: str) -> None:
    """The browser's Back takes all that was chosen back in one step, and so does “Show everything”."""
    page.goto(server + "/whats-on/")
    every = said(page)
    button = page.get_by_role("button", name="Show everything")
    expect(button).to_be_hidden()
    page.get_by_label("Cost").select_option("Free")
    page.get_by_label("Who for").select_option("Babies")
    assert page.url.endswith("?for=babies&cost=free")
    page.go_back()
    assert page.url.endswith("/whats-on/")
    assert page.get_by_label("Who for").input_value() == ""
    assert said(page) == every
    page.get_by_label("Cost").select_option("Free")
    button.click()
    assert page.url.endswith("/whats-on/")
    assert said(page) == every


@pytest.mark.parametrize("width", [320, 1280])
def test_keyboard_is_not_left_nowhere(browser: Browser, server: str, width: int) -> None:
    """When “Show everything” goes, the form has the focus, folded or not."""
    context = browser.new_context(viewport={"width": width, "height": 640})
    page = context.new_page()
    page.goto(server + "/whats-on/?for=babies")
    if width == 320:
        page.locator(".event-filter summary").click()
    page.get_by_role("button", name="Show everything").press("Enter")
    expect(page.locator(".event-filter summary")).to_be_focused()
    context.close()


def test_nothing_found_is_said(page: Page, server: str) -> None:
    """When no date is left, the form says what was chosen, that nothing is here, and where to look on."""
    page.goto(server + "/whats-on/?at=marsh-farm&for=babies&day=sunday")
    assert page.locator(CARDS).count() == 0
    assert said(page) == (
        "Marsh Farm Library, Babies, Sundays: nothing on this page. Look under the months below, or show everything."
    )


def test_cancelled_dates_are_counted_apart(page: Page, server: str) -> None:
    """In December rhyme time for babies at Central is on as often as its cards say, and cancelled once."""
    page.goto(server + "/whats-on/month/2026-12/?at=central&for=babies&day=tuesday")
    shown = page.locator(CARDS).all()
    cancelled = [card for card in shown if "event-card--cancelled" in (card.get_attribute("class") or "")]
    assert len(cancelled) == 1
    assert f": {len(shown) - 1} dates of " in said(page)
    assert said(page).endswith(", 1 cancelled")


def test_choice_goes_on_to_the_months(page: Page, server: str) -> None:
    """A month's link keeps the choice, and so does the way back to the next two weeks."""
    page.goto(server + "/whats-on/")
    page.get_by_label("Where").select_option("Stopsley Library")
    page.get_by_role("link", name="January 2027").click()
    assert page.url.endswith("/whats-on/month/2027-01/?at=stopsley")
    assert all("stopsley" in place.split() for place in places(page))
    page.get_by_role("link", name="What’s on in the next two weeks").click()
    assert page.url.endswith("/whats-on/?at=stopsley")


def test_form_works_by_keyboard(page: Page, server: str) -> None:
    """Tab reaches the fields in order, the arrows choose, and nothing jumps to another page."""
    page.goto(server + "/whats-on/")
    page.get_by_label("Where").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Who for")).to_be_focused()
    page.keyboard.press("ArrowDown")
    assert page.url.endswith("?for=babies")
    page.keyboard.press("Enter")
    assert page.url.endswith("?for=babies")


def test_what_is_over_is_neither_shown_nor_counted(browser: Browser, server: str) -> None:
    """Three days later what is past is hidden, with its days, and the count leaves it out."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.clock.set_fixed_time(datetime(2026, 11, 26, 8, tzinfo=UTC))
    page = context.new_page()
    page.goto(server + "/whats-on/")
    starts = [card.locator("time").get_attribute("datetime") or "" for card in page.locator(CARDS).all()]
    assert min(starts) >= "2026-11-26"
    expect(page.locator("#day-2026-11-25")).to_be_hidden()
    assert said(page) == f"{len(starts)} dates in all"
    context.close()


def test_small_screen_shows_the_dates_before_the_form(browser: Browser, server: str) -> None:
    """On a phone the form is folded, so that the first date is on the second screen at the latest."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(server + "/whats-on/")
    expect(page.get_by_label("Where")).to_be_hidden()
    box = page.locator(CARDS).first.bounding_box()
    assert box
    assert box["y"] < 2 * 640
    page.locator(".event-filter summary").click()
    expect(page.get_by_label("Where")).to_be_visible()
    context.close()


def test_without_a_script_the_choices_are_links(browser: Browser, server: str) -> None:
    """Without a script there is no form, every date is there, and the choices lead to pages of their own."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server + "/whats-on/")
    expect(page.locator("form")).to_be_hidden()
    assert page.locator(CARDS).count() > 20
    page.locator(".event-choices summary").click()
    page.get_by_role("link", name="Babies", exact=True).click()
    assert page.url.endswith("/whats-on/for/babies/")
    assert all("babies" in (c.get_attribute("data-for") or "").split() for c in page.locator(CARDS).all())
    page.get_by_role("link", name="Everything that is on").click()
    assert page.url.endswith("/whats-on/")
    context.close()


def test_address_of_a_calendar_is_copied_and_said(browser: Browser, server: str) -> None:
    """“Copy” puts the address into the clipboard and says so; without a script the address is there to be marked."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(server + "/subscribe/")
    page.get_by_role("button", name="Copy the address of Lewsey Library: events").click()
    expect(page.get_by_text("Copied", exact=True)).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == (
        "https://luton-libraries.example/feeds/events/at/lewsey.ics"
    )
    context.close()


def test_each_way_to_add_a_date_says_which_date(page: Page, server: str) -> None:
    """Who hears the links out of their place is told which date each of them adds."""
    page.goto(server + "/whats-on/baby-rhyme-time-central/")
    page.locator(".add-to-calendar summary").first.click()
    link = page.get_by_role("link", name="Google Calendar for Tuesday 24 November, 10:30am to 11am")
    expect(link).to_be_visible()


def at(browser: Browser, day: int, month: int = 12) -> Page:
    """Return a page of a reader who comes at 8am of a day of December 2026, or of another month."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    year = 2026 if month > 10 else 2027
    context.clock.set_fixed_time(datetime(year, month, day, 8, tzinfo=UTC))
    return context.new_page()


def test_old_list_says_that_its_dates_are_over(browser: Browser, server: str) -> None:
    """Four weeks later the two weeks are over: that is said, and months and events that are over are gone."""
    page = at(browser, 20)
    page.goto(server + "/whats-on/")
    expect(page.get_by_text("These dates are over. Look under a later month.")).to_be_visible()
    expect(page.get_by_role("link", name="November 2026")).to_be_hidden()
    expect(page.get_by_role("link", name="December 2026")).to_be_visible()
    names = page.locator(".all-events li:visible").all_inner_texts()
    assert names
    assert [name for name in names if name.startswith("Winter post")] == []  # from 7 to 11 December
    page.context.close()


def test_old_event_page_opens_its_later_dates(browser: Browser, server: str) -> None:
    """When the dates shown first are over, the folded ones open; a gap that is over is gone."""
    page = at(browser, 10, month=1)
    page.goto(server + "/whats-on/baby-rhyme-time-central/")
    expect(page.get_by_text("Tuesday 12 January 2027, 10:30am to 11am")).to_be_visible()
    expect(page.get_by_text("Tuesday 5 January 2027", exact=True)).to_be_hidden()
    expect(page.get_by_text("Not on:")).to_be_hidden()
    page.context.close()


def test_old_page_of_an_event_that_is_over_says_so(browser: Browser, server: str) -> None:
    """An event whose last date has passed since the page was made is said to be over."""
    page = at(browser, 1, month=2)
    page.goto(server + "/whats-on/author-talk-central-2027/")
    expect(page.get_by_text("These dates are over.")).to_be_visible()
    page.context.close()


def test_old_home_page_does_not_end_in_nothing(browser: Browser, server: str) -> None:
    """When all that was on next is over, home says so."""
    page = at(browser, 20)
    page.goto(server + "/")
    expect(page.get_by_text("These dates are over.")).to_be_visible()
    page.context.close()


def test_printed_choice_says_what_was_chosen(page: Page, server: str) -> None:
    """On paper the list says what it was narrowed to; the fields and buttons are left out."""
    page.goto(server + "/whats-on/?for=babies")
    page.emulate_media(media="print")
    expect(page.get_by_text("Babies: ")).to_be_visible()
    expect(page.get_by_label("Who for")).to_be_hidden()
    expect(page.get_by_role("button", name="Show everything")).to_be_hidden()
