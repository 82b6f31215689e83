"""What an edit changes for readers, said before it is published: worked out by hand for two small libraries."""

import copy
import re
from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from librarysite.compare.impact import Edition, impact, impact_words, read_edition
from librarysite.model import ZONE
from librarysite.moment import Now, moment_from
from librarysite.reading.load import load
from tests.conftest import copy_site
from tests.support.goldencases import SERVICE, enter

Entries = dict[str, Any]
NOW = Now(datetime(2026, 11, 23, 9, tzinfo=ZONE))  # a Monday
WEEK = dict.fromkeys(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday"], "09:00 to 17:00")
SITE: Entries = {
    "service": SERVICE,
    "branches": [
        {"id": "north", "name": "North Library", "hours": [{"from": "2024-01-02", **WEEK, "sunday": "closed"}]},
        {"id": "south", "name": "South Library", "hours": [{"from": "2024-01-02", **WEEK, "sunday": "closed"}]},
    ],
    "closures": [
        {"id": "boiler", "branches": ["south"], "on": "2026-12-02", "reason": "A new boiler"},
        {"id": "paint", "branches": ["north"], "on": "2026-11-02", "reason": "Painting"},
    ],
    "notices": [
        {"id": "lift", "level": "disruption", "branches": ["north"], "from": "2026-11-20", "to": "2026-11-27",
         "title": "The lift is out of order"}
    ],
    "events": [
        {
            "id": "rhymes",
            "title": "Rhymes",
            "branch": "north",
            "when": {"every": "Tuesday", "at": "10:00 to 11:00", "from": "2026-09-01", "until": "2026-12-22"},
            "changes": [{"date": "2026-12-22", "cancelled": "Illness"}],
        },
        {"id": "talk", "title": "Talk", "branch": "south",
         "when": {"on": ["2026-12-02", "2026-12-03"], "at": "14:00 to 15:00"}},
        {"id": "chess", "title": "Chess", "branch": "south",
         "when": {"every": "Friday", "at": "14:00 to 16:00", "from": "2026-09-04"}},
    ],
}  # fmt: skip
WORDS = {
    "about.md": "---\ntitle: About\n---\n\nWe lend books.\n",
    "news/chairs.md": "---\ntitle: New chairs\npublished: 2026-11-02\n---\n\nSit down.\n",
}


def edition(folder: Path, site: Entries, words: dict[str, str], now: Now = NOW) -> Edition:
    """Return the site as editors have entered it."""
    for name, text in words.items():
        (folder / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content" / name).write_text(text, encoding="utf-8")
    status = {key: site[key] for key in ("closures", "changed_hours", "notices") if key in site}
    files = {
        "service.yaml": site["service"],
        "branches.yaml": {"branches": site["branches"]},
        "status.yaml": status,
    }
    loaded = enter(folder, files | {"events.yaml": {"events": site["events"]}})
    assert not loaded.problems
    assert loaded.library is not None
    return read_edition(folder, loaded.library, now)


def said(folder: Path, edit: Callable[[Entries, dict[str, str]], object], now: Now = NOW) -> list[str]:
    """Return what is said of an edit of the entries and the words, line by line."""
    site, words = copy.deepcopy(SITE), dict(WORDS)
    edit(site, words)
    before = edition(folder / "before", SITE, WORDS, now)
    return impact_words(impact(before, edition(folder / "after", site, words, now))).split("\n")


def details(lines: list[str]) -> list[str]:
    """Return what is said below the sentence, without the addresses of pages and files."""
    return [line.strip() for line in lines[1:] if not re.search(r"^  [\w ]+: /", line)]


def event(site: Entries, event_id: str) -> Entries:
    """Return one of a site's events."""
    found: Entries = next(e for e in site["events"] if e["id"] == event_id)
    return found


def closes(site: Entries, **closure: object) -> None:
    """Add a closure for a flood."""
    site["closures"].append({"id": "flood", "reason": "Flood", **closure})


def week(site: Entries, **days: str) -> None:
    """Give North another week from Monday 4 January 2027 on."""
    site["branches"][0]["hours"].append({"from": "2027-01-04", **WEEK, "sunday": "closed", **days})


def move(site: Entries, moved_to: str) -> None:
    """Move the Rhymes of Tuesday 8 December."""
    event(site, "rhymes")["changes"].append({"date": "2026-12-08", "moved_to": moved_to})


def to_come(words: dict[str, str]) -> None:
    """Write news that is to be seen on Tuesday 1 December."""
    words["news/new.md"] = "---\ntitle: A new lift\npublished: 2026-12-01\n---\n\nUp.\n"


CASES: dict[str, tuple[Callable[[Entries, dict[str, str]], object], str, list[str]]] = {
    "a library closed for a day": (
        lambda s, w: closes(s, branches=["north"], on="2026-12-08"),
        "and the opening hours of 1 library, adds 1 page and 1 closure, cancels 1 date and announces 1 closure to",
        [
            "Hours: North Library, Tuesday 8 December 2026: closed, instead of 9am to 5pm",
            "Cancelled: Rhymes at North Library, Tuesday 8 December 2026, 10am to 11am (Flood)",
            "Closure: North Library closed on Tuesday 8 December 2026 (Flood)",
            "Announced: North Library: closed on Tuesday 8 December (Flood)",
        ],
    ),
    # From Monday on: both Talks (the one on 2 December is cancelled by the boiler before), two Rhymes, one Chess.
    "all libraries closed for a week to come": (
        lambda s, w: closes(s, branches="all", **{"from": "2026-11-30", "to": "2026-12-06"}),
        "cancels 3 dates, will show a banner on all pages and announces 1 closure to followers of the news feeds.",
        [
            # The boiler closes South on Wednesday anyway: there, nothing changes on that day, and it stays closed.
            "Hours: All libraries, Monday 30 November to Saturday 5 December 2026: closed, instead of 9am to 5pm",
            "Cancelled: Rhymes at North Library, Tuesday 1 December 2026, 10am to 11am (Flood)",
            "Cancelled: Talk at South Library, Thursday 3 December 2026, 2pm to 3pm (Flood)",
            "Cancelled: Chess at South Library, Friday 4 December 2026, 2pm to 4pm (Flood)",
            "Closure: All libraries closed from Monday 30 November to Sunday 6 December 2026 (Flood)",
            "Banner on all pages: Monday 30 November to Sunday 6 December 2026",
            "Announced: All libraries: closed from Monday 30 November to Sunday 6 December (Flood)",
        ],
    ),
    "all libraries closed today": (
        lambda s, w: closes(s, branches="all", on="2026-11-23"),
        "changes all ",
        [
            "Hours: All libraries, Monday 23 November 2026: closed, instead of 9am to 5pm",
            "Closure: All libraries closed on Monday 23 November 2026 (Flood)",
            "Banner on all pages: Monday 23 November 2026",
            "Announced: All libraries: closed on Monday 23 November (Flood)",
        ],
    ),
    # To the review day (Friday 4 December) dates are cancelled; later ones are not listed until somebody decides.
    # Chess has no end. In the 13 months of 396 days from 23 November 2026 to 23 December 2027 there are Fridays from
    # 11 December 2026 to 17 December 2027, 54 in all, less 25 December 2026, 1 January and Good Friday 2027.
    "a library closed until further notice": (
        lambda s, w: closes(
            s, branches=["south"], **{"from": "2026-12-03"}, until="further notice", review="2026-12-04"
        ),
        "cancels 2 dates, no longer lists more than 51 dates and announces 1 closure to",
        [
            "Hours: South Library, from Thursday 3 December 2026 on: closed, instead of 9am to 5pm",
            "Cancelled: Talk at South Library, Thursday 3 December 2026, 2pm to 3pm (Flood)",
            "Cancelled: Chess at South Library, Friday 4 December 2026, 2pm to 4pm (Flood)",
            "No longer listed: Chess at South Library, more than 51 dates, from Friday 11 December 2026 on",
            "Closure: South Library closed from Thursday 3 December 2026 until further notice (Flood)",
            "Announced: South Library: closed from Thursday 3 December until further notice (Flood)",
        ],
    ),
    "a closure called off": (
        lambda s, w: s["closures"][0].update(cancelled="The parts are late"),
        "brings back 1 date and calls off 1 closure.",
        [
            "Hours: South Library, Wednesday 2 December 2026: 9am to 5pm, instead of closed",
            "Goes ahead again: Talk at South Library, Wednesday 2 December 2026, 2pm to 3pm",
            "Closure called off: South Library closed on Wednesday 2 December 2026 (A new boiler)",
        ],
    ),
    "a closure on another day": (
        lambda s, w: s["closures"][0].update(on="2026-12-03"),
        "and 1 closure, cancels 1 date and brings back 1 date.",
        [
            "Hours: South Library, Wednesday 2 December 2026: 9am to 5pm, instead of closed",
            "Hours: South Library, Thursday 3 December 2026: closed, instead of 9am to 5pm",
            "Cancelled: Talk at South Library, Thursday 3 December 2026, 2pm to 3pm (A new boiler)",
            "Goes ahead again: Talk at South Library, Wednesday 2 December 2026, 2pm to 3pm",
            "Closure changed: South Library closed on Wednesday 2 December 2026 (A new boiler): "
            "now South Library closed on Thursday 3 December 2026 (A new boiler)",
        ],
    ),
    "a closure deleted": (
        lambda s, w: s["closures"].pop(0),
        "takes away 1 page and 1 closure and brings back 1 date.",
        [
            "Hours: South Library, Wednesday 2 December 2026: 9am to 5pm, instead of closed",
            "Goes ahead again: Talk at South Library, Wednesday 2 December 2026, 2pm to 3pm",
            "Closure taken away: South Library closed on Wednesday 2 December 2026 (A new boiler)",
        ],
    ),
    "a closure that is over": (lambda s, w: s["closures"][1].update(on="2026-11-03"), "This edit changes ", []),
    "one date cancelled": (
        lambda s, w: event(s, "rhymes")["changes"].append({"date": "2026-12-08", "cancelled": "Staff training"}),
        "and cancels 1 date.",
        ["Cancelled: Rhymes at North Library, Tuesday 8 December 2026, 10am to 11am (Staff training)"],
    ),
    "a cancelled date on again": (
        lambda s, w: event(s, "rhymes").pop("changes"),
        "and brings back 1 date.",
        ["Goes ahead again: Rhymes at North Library, Tuesday 22 December 2026, 10am to 11am"],
    ),
    "a date moved to another day": (
        lambda s, w: move(s, "2026-12-09 14:00 to 14:30"),
        "and moves 1 date.",
        [
            "Moved: Rhymes at North Library, Tuesday 8 December 2026, 10am to 11am: "
            "now Wednesday 9 December 2026, 2pm to 2:30pm"
        ],
    ),
    "a date moved to another time": (
        lambda s, w: move(s, "2026-12-08 14:00 to 15:00"),
        "and moves 1 date.",
        ["Moved: Rhymes at North Library, Tuesday 8 December 2026, 10am to 11am: now 2pm to 3pm"],
    ),
    "a date moved to another library": (
        lambda s, w: event(s, "rhymes")["changes"].append({"date": "2026-12-08", "branch": "south"}),
        "and moves 1 date.",
        ["Moved: Rhymes at North Library, Tuesday 8 December 2026, 10am to 11am: now South Library"],
    ),
    # Tuesdays from 24 November to 15 December; the one on 22 December is cancelled and stays so.
    "a whole series at another time": (
        lambda s, w: event(s, "rhymes")["when"].update(at="10:30 to 11:30"),
        "and moves 4 dates.",
        [
            "Moved: Rhymes at North Library, 4 dates, Tuesday 24 November to Tuesday 15 December 2026: "
            "now 10:30am to 11:30am"
        ],
    ),
    "an extra date": (
        lambda s, w: event(s, "rhymes").update(also_on=["2026-12-05 10:00 to 11:00"]),
        "and adds 1 date.",
        ["Added: Rhymes at North Library, Saturday 5 December 2026, 10am to 11am"],
    ),
    "a series that ends sooner": (
        lambda s, w: event(s, "rhymes")["when"].update(until="2026-12-15"),
        "and no longer lists 1 date.",
        ["No longer listed: Rhymes at North Library, Tuesday 22 December 2026, 10am to 11am"],
    ),
    # Two more of them: 27 November and 4 December.
    "a series that had no end": (
        lambda s, w: event(s, "chess")["when"].update(until="2026-11-20"),
        "no longer lists more than 53 dates",
        ["No longer listed: Chess at South Library, more than 53 dates, from Friday 27 November 2026 on"],
    ),
    # Wednesdays from 2 December 2026 to 6 January 2027, of which the first is a day of the closure.
    "a new event": (
        lambda s, w: s["events"].append(
            {"id": "craft", "title": "Craft", "branch": "south", "published": "2026-11-23",
             "when": {"every": "Wednesday", "at": "10:00 to 11:00", "from": "2026-12-02", "until": "2027-01-06"}}
        ),
        "1 event with 5 dates until Wednesday 6 January 2027 and announces 1 event to followers of the news feeds.",
        [
            "New event: Craft at South Library. Every Wednesday, 10am to 11am, from 2 December 2026 "
            "until 6 January 2027: 5 dates, and 1 cancelled",
            "Announced: Craft, South Library",
        ],
    ),
    # To 23 December 2027 the last Fridays are those of January to November, less Good Friday, 26 March.
    "a new event without an end, not announced": (
        lambda s, w: s["events"].append(
            {
                "id": "craft",
                "title": "Craft",
                "branch": "north",
                "when": {"every": "last Friday", "at": "10:00 to 11:00", "from": "2026-12-01"},
            }
        ),
        "adds 1 page, 1 calendar and 1 event with more than 10 dates.",
        [
            "New event: Craft at North Library. Last Friday of the month, 10am to 11am, from 1 December 2026: "
            "more than 10 dates"
        ],
    ),
    "an event taken away": (
        lambda s, w: s["events"].pop(1),
        "takes away 1 page, 1 calendar and 1 event with 1 date on Thursday 3 December 2026.",
        [
            "Event taken away: Talk at South Library. Wednesday 2 December 2026 and Thursday 3 December 2026, "
            "2pm to 3pm: 1 date, and 1 cancelled"
        ],
    ),
    "an event that has another title": (
        lambda s, w: event(s, "talk").update(title="A talk"),
        "and renames 1 event.",
        ["Renamed: Talk, now A talk"],
    ),
    "other hours on one day": (
        lambda s, w: s.update(
            changed_hours=[{"branches": "all", "on": "2026-12-31", "hours": "09:00 to 13:00", "reason": "A party"}]
        ),
        "and the opening hours of 2 libraries and announces 1 changed opening time to followers of the news feeds.",
        [
            "Hours: All libraries, Thursday 31 December 2026: 9am to 1pm, instead of 9am to 5pm",
            "Announced: All libraries: open 9am to 1pm on Thursday 31 December (A party)",
        ],
    ),
    "a new normal week": (
        lambda s, w: week(s, tuesday="09:00 to 19:00", thursday="09:00 to 19:00", saturday="closed"),
        "and the opening hours of 1 library and announces 1 new normal week",
        [
            "Hours: North Library, Tuesdays and Thursdays, from Tuesday 5 January 2027 on: 9am to 7pm, "
            "instead of 9am to 5pm",
            "Hours: North Library, Saturdays, from Saturday 9 January 2027 on: closed, instead of 9am to 5pm",
            "Announced: North Library: new opening hours from Monday 4 January",
        ],
    ),
    "a new notice": (
        lambda s, w: s["notices"].append(
            {"id": "wifi", "level": "information", "branches": ["south"], "on": "2026-12-01", "title": "No wifi"}
        ),
        "adds 1 notice and announces 1 notice to followers of the news feeds.",
        ["Notice: “No wifi”, South Library, on Tuesday 1 December 2026", "Announced: No wifi"],
    ),
    "a notice taken off": (
        lambda s, w: s["notices"].pop(),
        "and takes away 1 notice.",
        [
            "Notice taken away: “The lift is out of order”, North Library, "
            "from Friday 20 November to Friday 27 November 2026"
        ],
    ),
    "a library renamed": (
        lambda s, w: s["branches"][0].update(name="North Street Library"),
        "and renames 1 library.",
        ["Renamed: North Library, now North Street Library"],
    ),
    "the phone number that stands on every page": (
        lambda s, w: s["service"].update(help={"phone": "01582 547419"}),
        "This edit changes all ",
        [],
    ),
    "the words of a page": (lambda s, w: w.update({"about.md": WORDS["about.md"] + "And music.\n"}),
                            "This edit changes 1 page.", []),
    "news to come": (
        lambda s, w: to_come(w),
        "keeps 1 news page for a later day.",
        ["News to come: A new lift, on Tuesday 1 December 2026"],
    ),
    "news of today": (
        lambda s, w: w.update({"news/new.md": "---\ntitle: A new lift\npublished: 2026-11-23\n---\n"}),
        "adds 1 page and announces 1 news page to followers of the news feeds.",
        ["Announced: A new lift"],
    ),
    "a picture": (lambda s, w: w.update({"lift.png": "x"}), "This edit changes 1 other file.", []),
    "what a computer keeps for itself": (
        lambda s, w: w.update({"news/.DS_Store": "Views"}),
        "This edit changes nothing that readers see.",
        [],
    ),
    "nothing": (lambda s, w: None, "This edit changes nothing that readers see.", []),
    "when somebody should read a page again": (
        lambda s, w: w.update({"about.md": WORDS["about.md"].replace("About", "About\nreview_by: 2027-01-04")}),
        "This edit changes nothing that readers see.",
        [],
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("edit", "phrase", "lines"), CASES.values(), ids=CASES)
def test_impact_of_one_edit(
    tmp_path: Path, edit: Callable[[Entries, dict[str, str]], object], phrase: str, lines: list[str]
) -> None:
    """An edit is told in one sentence and, line by line, what happens on which day; nothing else is."""
    told = said(tmp_path, edit)
    assert phrase in told[0]
    assert details(told) == lines


def test_impact_as_it_is_read(tmp_path: Path) -> None:
    """One sentence, below it what happens, and last the addresses of what changes."""
    told = said(
        tmp_path,
        lambda s, w: event(s, "rhymes")["changes"].append({"date": "2026-12-08", "cancelled": "Training"}),
    )
    assert told == [
        "This edit changes 4 pages, 3 calendars and 3 other files and cancels 1 date.",
        "  Cancelled: Rhymes at North Library, Tuesday 8 December 2026, 10am to 11am (Training)",
        "  Pages: /whats-on/month/2026-12/, /whats-on/at/north/, /whats-on/day/tuesday/, /whats-on/rhymes/",
        "  Calendars: /feeds/events.ics, /feeds/events/at/north.ics, /whats-on/rhymes/event.ics",
    ]


def test_ten_are_told_and_the_rest_counted(tmp_path: Path) -> None:
    """Of twelve dates with a reason each, ten have their line; the sentence counts all twelve."""
    days = [f"2026-12-{day:02}" for day in range(7, 19)]
    base = copy.deepcopy(SITE)
    event(base, "talk")["when"]["on"] = days
    edited = copy.deepcopy(base)
    event(edited, "talk")["changes"] = [{"date": day, "cancelled": f"Reason {day}"} for day in days]
    before, after = edition(tmp_path / "before", base, WORDS), edition(tmp_path / "after", edited, WORDS)
    told = impact_words(impact(before, after)).split("\n")
    cancelled = [line for line in told if line.startswith("  Cancelled: ")]
    assert "cancels 12 dates" in told[0]
    assert (
        cancelled[0]
        == "  Cancelled: Talk at South Library, Monday 7 December 2026, 2pm to 3pm (Reason 2026-12-07)"
    )
    assert len(cancelled) == 11
    assert cancelled[10] == "  Cancelled: and 2 more lines"
    files = next(line for line in told if line.startswith("  Pages: "))
    assert files.count("/,") <= 9


CLOCKS = [
    ("2026-10-24T23:30", "2026-10-25", "Sunday 25 October 2026"),
    ("2026-10-25T00:30+01:00", "2026-10-25", "Sunday 25 October 2026"),
    ("2026-10-25T01:30+00:00", "2026-10-25", "Sunday 25 October 2026"),
    ("2028-03-25T23:30", "2028-03-26", "Sunday 26 March 2028"),
    ("2028-03-26T00:30+00:00", "2028-03-26", "Sunday 26 March 2028"),
    ("2028-03-26T02:30+01:00", "2028-03-26", "Sunday 26 March 2028"),
]


@pytest.mark.parametrize(("told", "day", "words"), CLOCKS)
def test_day_on_which_clocks_change(tmp_path: Path, told: str, day: str, words: str) -> None:
    """The Sunday on which clocks change is one day like another, told alike on either side of the change."""
    base = copy.deepcopy(SITE)
    base["branches"][0]["hours"][0]["sunday"] = "10:00 to 16:00"
    base["events"] = [
        {"id": "tea", "title": "Tea", "branch": "north",
         "when": {"every": "Sunday", "at": "14:00 to 15:00", "from": "2026-09-06", "until": "2028-06-25"}}
    ]  # fmt: skip
    edited = copy.deepcopy(base)
    closes(edited, branches=["north"], on=day)
    was, will = (
        edition(tmp_path / name, site, WORDS, moment_from({"LIBRARYSITE_NOW": told}, NOW.moment))
        for name, site in (("before", base), ("after", edited))
    )
    assert details(impact_words(impact(was, will)).split("\n"))[:3] == [
        f"Hours: North Library, {words}: closed, instead of 10am to 4pm",
        f"Cancelled: Tea at North Library, {words}, 2pm to 3pm (Flood)",
        f"Closure: North Library closed on {words} (Flood)",
    ]


def written(folder: Path, entries: bytes, page: bytes) -> Edition:
    """Return the sample site with another file of events, and another page about the service."""
    copy_site(folder)
    (folder / "data" / "events.yaml").write_bytes(entries)
    (folder / "content" / "about.md").write_bytes(page)
    loaded = load(folder)
    assert not loaded.problems
    assert loaded.library is not None
    return read_edition(folder, loaded.library, NOW)


@pytest.mark.slow
def test_file_that_a_form_has_written_anew_is_no_change(tmp_path: Path, root: Path) -> None:
    """Without comments, with other quotes, with Windows' line ends and a byte order mark, files say the same."""
    entries = (root / "data" / "events.yaml").read_bytes()
    page = (root / "content" / "about.md").read_bytes()
    plain = yaml.load(entries, yaml.BaseLoader)
    by_form = yaml.dump(plain, allow_unicode=True, sort_keys=True, default_style='"').encode()
    assert len(by_form.splitlines()) != len(entries.splitlines())
    before = written(tmp_path / "before", entries, page)
    after = written(tmp_path / "after", by_form, b"\xef\xbb\xbf" + page.replace(b"\n", b"\r\n") + b"\r\n\r\n")
    assert impact_words(impact(before, after)) == "This edit changes nothing that readers see."


@pytest.mark.slow
def test_comment_is_no_change(tmp_path: Path, root: Path) -> None:
    """A remark in a file of entries is for editors alone."""
    entries = (root / "data" / "events.yaml").read_bytes()
    page = (root / "content" / "about.md").read_bytes()
    before = written(tmp_path / "before", entries, page)
    after = written(tmp_path / "after", b"# Autumn is done.\n" + entries, page)
    assert impact(before, after) == []


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> list[Edition]:
    """Return the site after each of the edits above."""
    found = []
    for edit, _, _ in CASES.values():
        site, words = copy.deepcopy(SITE), dict(WORDS)
        edit(site, words)
        found.append(edition(tmp_path_factory.mktemp("edition") / "site", site, words))
    return found


@pytest.mark.slow
def test_same_entries_have_no_impact(editions: list[Edition]) -> None:
    """Compared with itself, no edition changes anything."""
    assert [impact(one, one) for one in editions] == [[] for _ in editions]


def different(before: Edition, after: Edition) -> int:
    """Return how many pages and files are not the same, or are there once only, not knowing of their kinds."""
    service = ("help", "name")
    around = [[getattr(e.site.library.service, name) for name in service] for e in (before, after)]
    was, will = (
        {
            **{f"page {address}": (page, around[n]) for address, page in e.site.pages.items()},
            **e.site.files,
        }
        for n, e in enumerate((before, after))
    )
    words = {p for p in {*before.content, *after.content} if before.content.get(p) != after.content.get(p)}
    pages = {f"page {p.removesuffix('.md')}/" for p in words if p.endswith(".md")}
    shown = pages & {*was} & {*will}
    pictures = {path for path in words if not path.endswith(".md")}
    return len({a for a in {*was, *will} if was.get(a) != will.get(a)} | shown | pictures)


@pytest.mark.slow
def test_every_file_that_differs_is_counted(editions: list[Edition]) -> None:
    """From any edit to any other one, the numbers in the sentence are those of all pages and files that differ."""
    for before, after in [*pairwise(editions), *pairwise(reversed(editions))]:
        sentence = impact_words(impact(before, after)).split("\n")[0]
        numbers = re.findall(r"([\d,]+) (?:page|calendar|news feed|other file)s?\b", sentence)
        assert sum(int(number.replace(",", "")) for number in numbers) == different(before, after), sentence
