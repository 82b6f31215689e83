"""“Open now” in a real browser whose clock is set: the right words at the reader's moment, and none on an old page."""

import gzip
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from librarysite.model import ZONE
from tests.browser.test_accessibility import axe
from tests.conftest import change, copy_site
from tests.support.builtsites import BuiltSites
from tests.support.serving import serving

pytestmark = pytest.mark.browser

PIPE = """closures:
  - id: coronavirus
    branches:
      - lewsey
    from: 2026-11-24 15:00
    until: further notice
    review: 2027-01-15
    reason: Coronavirus
    published: 2026-11-23
"""
STATUS_PAGES = ["/", "/libraries/", "/libraries/central/", "/opening-times/"]
DATED_PAGES = [*STATUS_PAGES, "/whats-on/", "/whats-on/baby-rhyme-time-central/"]
AUCKLAND = "Pacific/Auckland"
Sites = Callable[[str], str]


@pytest.fixture(scope="module")
def site(built_sites: BuiltSites, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    """Return the address of the site as built at a moment; Leagrave shuts for lunch on Tuesdays, Lewsey for long."""
    folder = copy_site(tmp_path_factory.mktemp("open_now") / "copy")
    change(
        folder / "data" / "branches.yaml",
        "tuesday: 09:00 to 18:00",
        "tuesday: 09:00 to 13:00, 14:00 to 18:00",
    )
    change(folder / "data" / "status.yaml", "closures:", PIPE.rstrip())
    addresses: dict[str, str] = {}
    with ExitStack() as servers:

        def built_at(moment: str) -> str:
            if moment not in addresses:
                addresses[moment] = servers.enter_context(serving(built_sites.of(folder, moment)))
            return addresses[moment]

        yield built_at


def local(text: str) -> datetime:
    """Return a moment of London's wall time."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@contextmanager
def visit(browser: Browser, at: datetime, zone: str = AUCKLAND) -> Iterator[Page]:
    """Give a page on a device whose clock stands at a moment, in a time zone."""
    context = browser.new_context(timezone_id=zone, locale="en-GB", viewport={"width": 1280, "height": 900})
    context.clock.set_fixed_time(at)
    yield context.new_page()
    context.close()


@contextmanager
def long_visit(browser: Browser, at: datetime) -> Iterator[Page]:
    """Give a page on a device whose clock a test moves on (the clocks of other visits stand still)."""
    context = Browser.new_context(browser, timezone_id=AUCKLAND)
    context.clock.install(time=at)
    yield context.new_page()
    context.close()


def said(page: Page) -> list[str]:
    """Return what can be seen of the statuses."""
    return [place.inner_text() for place in page.locator(".open-now").all() if place.is_visible()]


# Built at (local); the library; the reader's moment (local); what is said.
TUESDAY = "2026-11-24T06:00"
MOMENTS = {
    "before opening": (TUESDAY, "leagrave", "2026-11-24T08:59:59", "Closed now, opens at 9am"),
    "at opening": (TUESDAY, "leagrave", "2026-11-24T09:00", "Open now, closes at 1pm"),
    "lunch gap": (TUESDAY, "leagrave", "2026-11-24T13:30", "Closed now, opens at 2pm"),
    "minutes before closing": (TUESDAY, "leagrave", "2026-11-24T17:57", "Open now, closes at 6pm"),
    "at closing": (TUESDAY, "leagrave", "2026-11-24T18:00", "Closed now, opens tomorrow at 9am"),
    "36 hours are not quite over": (TUESDAY, "leagrave", "2026-11-25T17:59", "Open now, closes at 6pm"),
    "until further notice": (
        TUESDAY,
        "lewsey",
        "2026-11-24T16:00",
        "Closed until further notice: Coronavirus",
    ),
    "bank holiday": (
        "2026-08-30T12:00",
        "central",
        "2026-08-31T10:00",
        "Closed now: Summer bank holiday. Opens tomorrow at 9am",
    ),
    "Christmas": (
        "2026-12-24T09:00",
        "central",
        "2026-12-24T14:00",
        "Closed now: Christmas. Opens on Tuesday 29 December at 9am",
    ),
    "clocks went forward, before opening": (
        "2026-03-28T20:00",
        "central",
        "2026-03-29T10:59",
        "Closed now, opens at 11am",
    ),
    "clocks went forward, at opening": (
        "2026-03-28T20:00",
        "central",
        "2026-03-29T11:00",
        "Open now, closes at 5pm",
    ),
    "clocks went back, before opening": (
        "2026-10-24T20:00",
        "central",
        "2026-10-25T10:59",
        "Closed now, opens at 11am",
    ),
    "clocks went back, at opening": (
        "2026-10-24T20:00",
        "central",
        "2026-10-25T11:00",
        "Open now, closes at 5pm",
    ),
}


@pytest.mark.parametrize("zone", ["Europe/London", AUCKLAND])
@pytest.mark.parametrize("name", MOMENTS)
def test_status_of_the_moment(browser: Browser, site: Sites, name: str, zone: str) -> None:
    """At the reader's moment the library's page says what is so in Luton, whatever the device's time zone."""
    built, library, at, expected = MOMENTS[name]
    with visit(browser, local(at), zone) as page:
        page.goto(f"{site(built)}/libraries/{library}/")
        assert said(page) == [expected]
        assert page.locator("h1 + .open-now").count() == 1
        assert page.locator(".open-now--open").count() == (1 if expected.startswith("Open") else 0)
        assert not page.locator(".stale").is_visible()


def test_test_cases_are_on_both_sides_of_the_clock_changes() -> None:
    """The moments of the clock changes are an hour of UTC apart, so the test above can tell them apart."""
    opening = [local(MOMENTS[f"clocks went {way}, at opening"][2]) for way in ("forward", "back")]
    assert [at.astimezone(UTC).hour for at in opening] == [10, 11]


@pytest.mark.parametrize("address", ["/", "/libraries/", "/opening-times/"])
def test_lists_say_it_of_every_library(browser: Browser, site: Sites, address: str) -> None:
    """Home, the list of libraries and the opening times say it of each of the five libraries."""
    with visit(browser, local("2026-11-24T13:30")) as page:
        page.goto(site(TUESDAY) + address)
        assert said(page) == [
            "Open now, closes at 7pm",
            "Closed now, opens at 2pm",
            "Open now, closes at 3pm",
            "Closed now, opens at 2pm",
            "Open now, closes at 7pm",
        ]


def test_status_changes_while_the_page_stays_open(browser: Browser, site: Sites) -> None:
    """Half a minute after a door opens or closes, or after 36 hours, an open page says so without a reload."""
    with long_visit(browser, local("2026-11-24T08:59:50")) as page:
        page.goto(f"{site(TUESDAY)}/libraries/leagrave/")
        assert said(page) == ["Closed now, opens at 9am"]
        page.clock.fast_forward(40_000)
        assert said(page) == ["Open now, closes at 1pm"]
        page.clock.fast_forward("04:00:00")
        assert said(page) == ["Closed now, opens at 2pm"]
        page.clock.fast_forward("29:00:00")
        assert said(page) == []
        assert page.locator(".stale").is_visible()


def test_status_is_right_when_somebody_comes_back_to_the_page(browser: Browser, site: Sites) -> None:
    """A page that was hidden says what is so at once when it is seen again, before any timer has run."""
    with visit(browser, local("2026-11-24T08:59")) as page:
        page.goto(f"{site(TUESDAY)}/libraries/leagrave/")
        page.clock.set_fixed_time(local("2026-11-24T09:01"))
        assert said(page) == ["Closed now, opens at 9am"]
        page.evaluate("document.dispatchEvent(new Event('visibilitychange', {bubbles: true}))")
        assert said(page) == ["Open now, closes at 1pm"]


@pytest.mark.parametrize("at", ["2026-11-25T18:00", "2026-12-15T10:00"], ids=["36 hours", "three weeks"])
@pytest.mark.parametrize("address", DATED_PAGES)
def test_old_page_says_how_old_it_is(browser: Browser, site: Sites, address: str, at: str) -> None:
    """From 36 hours after its build a page says when it was made, claims no “now” or “today”, and keeps its hours."""
    with visit(browser, local(at)) as page:
        page.goto(site(TUESDAY) + address)
        assert said(page) == []
        assert page.locator(".stale").inner_text() == (
            "This page was made at 6am on Tuesday 24 November 2026 and may be out of date. "
            "The dates and times below are right as of then."
        )
        text = page.locator("main").inner_text()
        assert re.findall(r"(?i)\b(?:open|closed) now\b|\btoday\b|\btomorrow\b", text) == []
        if address in STATUS_PAGES:
            assert "Tuesday 24 November" in text
            assert "9am to 7pm" in text


@pytest.mark.parametrize("address", DATED_PAGES)
def test_wrong_clock_leaves_the_dated_hours_alone(browser: Browser, site: Sites, address: str) -> None:
    """On a device whose clock is before the build, the page is the one of a browser without JavaScript."""
    plain = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    without = plain.new_page()
    without.goto(site(TUESDAY) + address)
    for at in ("1970-01-01T00:00", "2026-11-24T05:59:59"):
        with visit(browser, local(at)) as page:
            page.goto(site(TUESDAY) + address)
            assert said(page) == []
            page.evaluate("document.querySelectorAll('.event-filter').forEach(e => e.remove())")
            assert page.locator("body").inner_text() == without.locator("body").inner_text()
    assert not without.locator(".stale").is_visible()
    assert "24 November" in without.locator("main").inner_text()
    plain.close()


def test_notice_goes_when_it_is_over(browser: Browser, site: Sites) -> None:
    """A notice to 4 December is there until midnight and then gone; one without end stays."""
    seen = []
    for at in ("2026-12-04T23:59:59", "2026-12-05T00:00"):
        with visit(browser, local(at)) as page:
            page.goto(site("2026-12-04T18:00"))
            titles = page.locator(".notice__title").all()
            seen.append([title.inner_text().partition(":")[0] for title in titles if title.is_visible()])
    assert seen == [["Disruption", "Information"], ["Information"]]


@pytest.mark.parametrize("address", ["/", "/libraries/central/", "/news/"])
def test_closure_banner_goes_when_it_is_over(browser: Browser, site: Sites, address: str) -> None:
    """The banner of the Christmas closure is there until the end of 28 December and then gone."""
    for at, there in (("2026-12-28T23:59:59", True), ("2026-12-29T00:00", False)):
        with visit(browser, local(at)) as page:
            page.goto(site("2026-12-28T18:00") + address)
            assert page.locator(".closure-banner").is_visible() is there


def test_event_goes_when_it_is_over_and_its_day_with_the_last_one(browser: Browser, site: Sites) -> None:
    """Baby rhyme time leaves the list at 11am, and its day's heading goes with the day's last date."""
    rhyme = "Baby rhyme time"
    for at, event, day in (
        ("2026-11-24T10:59", True, True),
        ("2026-11-24T11:00", False, True),
        ("2026-11-25T00:00", False, False),
    ):
        with visit(browser, local(at)) as page:
            page.goto(site(TUESDAY) + "/whats-on/")
            tuesday = page.locator("#day-2026-11-24")
            card = page.locator("section", has=tuesday).locator(".event-card", has_text=rhyme)
            assert (card.is_visible(), tuesday.is_visible()) == (event, day)


def test_what_has_the_focus_stays_until_one_goes_on(browser: Browser, site: Sites) -> None:
    """A link that somebody has reached by keyboard does not vanish under them; it goes when they have gone on."""
    with long_visit(browser, local("2026-11-24T10:59")) as page:
        page.goto(site(TUESDAY) + "/whats-on/")
        link = page.locator("#day-2026-11-24 + ul a", has_text="Baby rhyme time")
        link.focus()
        page.clock.fast_forward("02:00")
        assert link.is_visible()
        page.locator("footer a").first.focus()
        page.clock.fast_forward("01:00")
        assert not link.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("at", ["2026-11-24T13:30", "2026-12-15T10:00"], ids=["status", "stale"])
@pytest.mark.parametrize("address", DATED_PAGES)
def test_axe_finds_nothing_in_what_the_script_shows(
    browser: Browser, site: Sites, address: str, at: str, scheme: str
) -> None:
    """With the statuses shown, open and closed, or the age of the page, no rule of WCAG is broken."""
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    context.clock.set_fixed_time(local(at))
    page = context.new_page()
    page.goto(site(TUESDAY) + address)
    shown = page.locator(".open-now:visible, .stale:visible").count()
    assert shown or (address not in STATUS_PAGES and at.startswith("2026-11"))
    assert axe(page)["violations"] == []
    context.close()


def test_status_is_no_live_region(browser: Browser, site: Sites) -> None:
    """Nothing that changes by itself interrupts somebody who listens to the page."""
    with visit(browser, local("2026-11-24T13:30")) as page:
        page.goto(site(TUESDAY))
        assert page.locator("[aria-live], [role=status], [role=alert], [role=timer]").count() == 0


def test_status_is_not_printed(browser: Browser, site: Sites) -> None:
    """On paper, which does not change, the dated hours stand alone."""
    with visit(browser, local("2026-11-24T13:30")) as page:
        page.goto(site(TUESDAY) + "/opening-times/")
        assert len(said(page)) == 5
        page.emulate_media(media="print")
        assert said(page) == []


def test_script_is_small(built: Path) -> None:
    """The one script of the site has less than 3 KB compressed and knows no time zone."""
    script = (built / "assets" / "site.js").read_text()
    assert len(gzip.compress(script.encode(), mtime=0)) < 3072
    assert re.findall(r"London|getHours|getTimezoneOffset|Intl|fetch|Storage|cookie|innerHTML", script) == []
