"""What depends on the day changes with it while a page is read: in a real browser whose clock is set."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.browser.test_open_now import local, long_visit, visit
from tests.conftest import copy_site
from tests.support.builtsites import BuiltSites
from tests.support.serving import serving

pytestmark = pytest.mark.browser

TRAINING = """
  - id: stopsley-friday
    branches:
      - stopsley
    on: 2026-11-27
    reason: Staff training
"""
# Lewsey: Thursday 9am to 5pm, Friday closed, Saturday 9:30am to 5pm, Sunday closed.
THURSDAY, FRIDAY, SATURDAY = "2026-11-26T20:00", "2026-11-27T10:00", "2026-11-28T07:59"


@pytest.fixture(scope="module")
def site(built_sites: BuiltSites, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the site as made on Thursday at 8pm, right until Saturday at 8am; Stopsley is closed on Friday."""
    folder = copy_site(tmp_path_factory.mktemp("midnight") / "copy")
    status = folder / "data" / "status.yaml"
    status.write_text(status.read_text().replace("\nclosures:\n", f"\nclosures:{TRAINING}", 1))
    with serving(built_sites.of(folder, THURSDAY)) as address:
        yield address


def seen(places: Locator) -> list[str]:
    """Return what can be seen of some places, with single spaces."""
    return [" ".join(place.inner_text().split()) for place in places.all() if place.is_visible()]


def lewsey(page: Page) -> list[str]:
    """Return what can be seen of Lewsey in a list of libraries, but for its name and address."""
    return seen(page.locator("li.branch", has_text="Lewsey Library").locator("p:not(.open-now)"))


MOMENTS = {
    THURSDAY: ("Thursday 26 November", "9am to 5pm", "Friday 27 November", "Closed"),
    "2026-11-26T23:59:59": ("Thursday 26 November", "9am to 5pm", "Friday 27 November", "Closed"),
    "2026-11-27T00:00": ("Friday 27 November", "Closed", "Saturday 28 November", "9:30am to 5pm"),
    FRIDAY: ("Friday 27 November", "Closed", "Saturday 28 November", "9:30am to 5pm"),
    "2026-11-28T00:00": ("Saturday 28 November", "9:30am to 5pm", "Sunday 29 November", "Closed"),
    SATURDAY: ("Saturday 28 November", "9:30am to 5pm", "Sunday 29 November", "Closed"),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_home_is_about_the_readers_day(browser: Browser, site: str, moment: str) -> None:
    """Heading, hours and the day after are those of the reader's day; red is “Closed” of that day alone."""
    day, hours, next_day, next_hours = MOMENTS[moment]
    with visit(browser, local(moment)) as page:
        page.goto(f"{site}/")
        assert seen(page.locator("#opening")) == [f"Opening times on {day} 2026"]
        assert lewsey(page) == [hours, f"{next_day}: {next_hours}"]
        red = page.locator("li.branch", has_text="Lewsey Library").locator(".day-hours--closed")
        assert seen(red) == (["Closed"] if hours == "Closed" else [])


@pytest.mark.parametrize("moment", MOMENTS)
def test_pages_of_libraries_are_about_the_readers_day(browser: Browser, site: str, moment: str) -> None:
    """The list, the library's page and Opening times begin with the reader's day, seven days long."""
    day, hours, *_ = MOMENTS[moment]
    with visit(browser, local(moment)) as page:
        page.goto(f"{site}/libraries/")
        assert lewsey(page)[0] == f"{day}: {hours}"
        page.goto(f"{site}/libraries/lewsey/")
        assert seen(page.locator("#hours ~ p.lead")) == [f"{day}: {hours}"]
        rows = seen(page.locator("table.week tbody tr"))
        assert (rows[0], len(rows)) == (f"{day} {hours}", 7)
        page.goto(f"{site}/opening-times/")
        assert seen(page.locator("p.lead")) == [f"The seven days from {day} 2026."]
        rows = seen(page.locator("table.week", has_text="Lewsey Library").locator("tbody tr"))
        assert (rows[0], len(rows)) == (f"{day} {hours}", 7)


@pytest.mark.parametrize("address", ["/", "/libraries/"])
def test_who_is_closed_changes_with_the_day(browser: Browser, site: str, address: str) -> None:
    """Stopsley is named as closed on Friday, from midnight until midnight."""
    friday = [
        "Closed on Friday 27 November 2026 Stopsley Library closed on Friday 27 November (Staff training). "
        "Open again from 9:30am on Saturday 28 November"
    ]
    for moment in MOMENTS:
        with visit(browser, local(moment)) as page:
            page.goto(site + address)
            expected = friday if moment.startswith("2026-11-27") else []
            assert seen(page.locator(".closed-now")) == expected, moment


@pytest.mark.parametrize("address", ["/", "/libraries/", "/libraries/lewsey/", "/opening-times/"])
def test_an_open_page_changes_at_midnight(browser: Browser, site: str, address: str) -> None:
    """A page that stays open over midnight is about the new day half a minute later."""
    with long_visit(browser, local("2026-11-26T23:59")) as page:
        page.goto(site + address)
        assert "Thursday 26 November" in page.locator("main").inner_text()
        page.clock.fast_forward("02:00")
        words = page.locator("main").inner_text().split("This page was made")[0]
        before_events = words.split("What’s on")[0]
        assert "Thursday 26 November" not in before_events
        assert "Friday 27 November" in before_events


@pytest.mark.parametrize("moment", [THURSDAY, FRIDAY, SATURDAY])
def test_without_a_script_the_dated_facts_of_its_day_stand(browser: Browser, site: str, moment: str) -> None:
    """Whoever reads the page without a script sees one day's hours, with their date."""
    context = browser.new_context(java_script_enabled=False)
    context.clock.set_fixed_time(local(moment))
    page = context.new_page()
    page.goto(f"{site}/")
    assert seen(page.locator("#opening")) == ["Opening times on Thursday 26 November 2026"]
    assert lewsey(page) == ["9am to 5pm", "Friday 27 November: Closed"]
    page.goto(f"{site}/libraries/lewsey/")
    assert len(seen(page.locator("table.week tbody tr"))) == 7
    context.close()


@pytest.mark.parametrize(
    ("made", "read", "day", "hours"),
    [
        ("2026-03-28T20:00", "2026-03-28T23:59:59", "Saturday 28 March", "9:30am to 5pm"),
        ("2026-03-28T20:00", "2026-03-29T00:00", "Sunday 29 March", "11am to 5pm"),
        ("2026-03-28T20:00", "2026-03-30T00:00", "Monday 30 March", "11am to 7pm"),
        ("2026-10-24T20:00", "2026-10-25T23:59:59", "Sunday 25 October", "11am to 5pm"),
        ("2026-10-24T20:00", "2026-10-26T00:00", "Monday 26 October", "11am to 7pm"),
    ],
)
def test_days_on_which_clocks_change(
    browser: Browser, built_sites: BuiltSites, root: str, made: str, read: str, day: str, hours: str
) -> None:
    """Midnight is midnight where days have 23 or 25 hours, wherever the reader's device thinks it is."""
    with serving(built_sites.of(root, made)) as address, visit(browser, local(read)) as page:
        page.goto(f"{address}/libraries/central/")
        assert seen(page.locator("#hours ~ p.lead")) == [f"{day}: {hours}"]


def test_an_old_page_keeps_its_last_day(browser: Browser, site: str) -> None:
    """A page that is too old says so; it goes on with the hours of its last day, which are dated."""
    with visit(browser, local("2026-12-03T10:00")) as page:
        page.goto(f"{site}/")
        assert seen(page.locator(".stale"))
        assert seen(page.locator("#opening")) == ["Opening times on Saturday 28 November 2026"]
        assert lewsey(page) == ["9:30am to 5pm", "Sunday 29 November: Closed"]
