"""What is announced, and from which day on: in feed and calendar, on the library's page and Opening times."""

from datetime import date, datetime
from pathlib import Path

import pytest
from lxml import etree

from librarysite.feeds.closures import closure_calendars
from librarysite.feeds.status import status_feeds
from librarysite.model import ZONE, Library
from librarysite.moment import Now
from librarysite.pages.libraries import library_pages
from librarysite.reading.load import load
from librarysite.schedule.agenda import Agenda
from tests.conftest import copy_site

STATUS = """\
closures:
  - id: stock
    branches:
      - leagrave
    on: 2027-03-03
    reason: Counting the books
    published: 2026-11-27
  - id: roof
    branches: all
    from: 2029-05-14
    to: 2029-05-18
    reason: A new roof
  - id: secret
    branches:
      - leagrave
    on: 2027-03-04
    reason: A surprise
    published: 2027-01-20
changed_hours:
  - branches:
      - leagrave
    on: 2027-06-09
    hours: 12:00 to 19:00
    reason: A fair
    published: 2026-12-01
"""
WEEK = """
      - from: {}
        published: {}
        monday: 10:00 to 19:00
        tuesday: 09:00 to 18:00
        wednesday: 09:00 to 18:00
        thursday: 09:00 to 19:00
        friday: closed
        saturday: 09:30 to 17:00
        sunday: closed
"""
WORDS = "Mondays 10am to 7pm; Fridays closed"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Return the sample service; at Leagrave new hours from 1 March 2027 are published on 27 November 2026."""
    folder = copy_site(tmp_path_factory.mktemp("announcing") / "copy")
    (folder / "data" / "status.yaml").write_text(STATUS)
    branches = folder / "data" / "branches.yaml"
    before, name, after = branches.read_text().partition("  - id: lewsey")
    later = WEEK.format("2027-03-01", "2026-11-27").replace(
        "published", "checked: 2026-11-20\n        published"
    )
    branches.write_text(before.rstrip() + later + "\n" + name + after)
    library = load(folder).library
    assert library is not None
    return library


def at(moment: str) -> Now:
    """Return a moment of London's wall time."""
    return Now(datetime.fromisoformat(moment).replace(tzinfo=ZONE))


def told(library: Library, now: Now) -> dict[str, set[str]]:
    """Return what is announced where, by the names of the entries."""
    feed = etree.fromstring(status_feeds(library, now)["feeds/status/at/leagrave.xml"])
    guids = {guid.partition("@")[0] for guid in feed.xpath("//guid/text()")}
    calendar = closure_calendars(library, now.today)["feeds/closures/at/leagrave.ics"].decode()
    uids = {line[4:].partition("@")[0] for line in calendar.split("\r\n") if line.startswith("UID:")}
    pages = {page.address: page for page in library_pages(Agenda(library, now))}
    on_pages = [
        {
            change["anchor"].replace("-", ".", 1)
            for change in pages[address].view["changes"]
            if change["anchor"]
        }
        for address in ("libraries/leagrave/", "opening-times/")
    ]
    holidays = {uid for uid in uids if uid.startswith("holiday.")}
    return dict(zip(("feed", "calendar", "page", "times"), (guids, uids - holidays, *on_pages), strict=True))


FIRST = {"closure.stock", "week.leagrave.20270301", "closure.roof"}
FAIR = {"hours.leagrave.20270609"}


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-26T23:59", {"closure.roof"}),
        ("2026-11-27T00:00", FIRST),
        ("2026-12-01T09:00", FIRST | FAIR),
        ("2027-01-20T09:00", FIRST | FAIR | {"closure.secret"}),
        ("2027-02-28T23:00", FIRST | FAIR | {"closure.secret"}),
    ],
)
def test_announced_everywhere_from_the_day_it_is_published(
    library: Library, moment: str, expected: set[str]
) -> None:
    """However far ahead it begins, an entry is in all four places on the day of ``published``, without one at once.

    Calendars have closures and changed hours before, since they close those days for everybody.
    """
    found = told(library, at(moment))
    calendar = found.pop("calendar")
    assert found == dict.fromkeys(("feed", "page", "times"), expected)
    assert {name for name in calendar if name.startswith("week.")} == expected & {"week.leagrave.20270301"}
    assert calendar >= expected


def test_a_new_week_stays_in_the_feeds_for_a_month(library: Library) -> None:
    """From 1 March on the table of hours says it; feed and calendar keep it until the 31st."""
    name = "week.leagrave.20270301"
    places = [{place for place, names in told(library, at(day)).items() if name in names} for day in (
        "2027-03-01T00:00", "2027-03-31T23:00", "2027-04-01T00:00"
    )]  # fmt: skip
    assert places == [{"feed", "calendar"}, {"feed", "calendar"}, set()]


def test_what_a_new_week_says(library: Library) -> None:
    """The item has its own day, the calendar the day on which the week begins; both say what is different."""
    now = at("2026-12-10T09:00")
    feed = etree.fromstring(status_feeds(library, now)["feeds/status.xml"])
    (item,) = feed.xpath("//item[starts-with(guid, 'week.')]")
    assert [item.findtext(name) for name in ("title", "description", "pubDate", "link")] == [
        "Leagrave Library: new opening hours from Monday 1 March 2027",
        f"<p>{WORDS}.</p>",
        "Fri, 27 Nov 2026 00:00:00 +0000",
        "https://luton-libraries.example/opening-times/#week-leagrave.20270301",
    ]
    calendar = closure_calendars(library, now.today)["feeds/closures.ics"].decode().replace("\r\n ", "")
    (event,) = [part for part in calendar.split("BEGIN:VEVENT") if "UID:week." in part]
    lines = event.split("\r\n")
    assert "DTSTART;VALUE=DATE:20270301" in lines
    assert "DTEND;VALUE=DATE:20270302" in lines
    assert "SUMMARY:Leagrave Library: new opening hours" in lines
    assert f"{WORDS}.".replace(";", "\\;") in event
    lewsey = closure_calendars(library, now.today)["feeds/closures/at/lewsey.ics"].decode()
    assert "UID:week." not in lewsey


def test_what_is_soon_comes_first(library: Library) -> None:
    """The library's page has what begins within six weeks first, and below it what is later."""
    (page,) = [
        p for p in library_pages(Agenda(library, at("2027-01-19T09:00"))) if p.title == "Leagrave Library"
    ]
    assert [(change["what"], change["later"]) for change in page.view["changes"]] == [
        (f"From Monday 1 March: {WORDS}", False),
        ("Closed on Wednesday 3 March", True),
        ("midday to 7pm on Wednesday 9 June", True),
        ("Closed from Monday 14 May to Friday 18 May 2029", True),
    ]


def test_a_week_that_changes_nothing_is_no_news(tmp_path: Path) -> None:
    """A week whose hours were only looked at again is announced nowhere, nor is the first week of a library."""
    folder = copy_site(tmp_path / "copy")
    branches = folder / "data" / "branches.yaml"
    text = branches.read_text()
    first = text.index("      - from: 2024-06-21", text.index("- id: stopsley"))
    week = text[first : text.index("\n\n", first)]
    again = week.replace("from: 2024-06-21", "from: 2026-12-07\n        published: 2026-11-20")
    branches.write_text(text.replace(week, f"{week}\n{again}"))
    library = load(folder).library
    assert library is not None
    now = at("2026-11-23T09:00")
    assert b"week." not in status_feeds(library, now)["feeds/status.xml"]
    assert b"week." not in closure_calendars(library, now.today)["feeds/closures.ics"]


def test_updated_hours_are_told_again(library: Library) -> None:
    """A new week that is changed once more is news again, under a name with the day of that."""
    branch = library.branch("leagrave")
    weeks = (branch.hours[0], branch.hours[1].model_copy(update={"updated": date(2027, 1, 11)}))
    branches = tuple(
        b.model_copy(update={"hours": weeks}) if b.id == "leagrave" else b for b in library.branches
    )
    changed = Library(library.service, branches)
    feed = etree.fromstring(status_feeds(changed, at("2027-01-11T09:00"))["feeds/status.xml"])
    assert feed.xpath("//item/title/text()") == [
        "Update: Leagrave Library: new opening hours from Monday 1 March"
    ]
