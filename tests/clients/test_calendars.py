from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from ical.exceptions import CalendarParseError

from librarysite.feeds.closures import closure_entries
from librarysite.model import ZONE, Library
from librarysite.moment import Now
from librarysite.problems import errors
from librarysite.schedule.occurrences import Occurrence, occurrences
from librarysite.site import make_site, read_site
from tests.support.calendars import Listed, span_words, with_ical, words
from tests.support.clients import CLIENTS, Client
from tests.support.serving import serving
from tests.support.torture import DATES, FORMS, FORMS_EXPECTED, loaded_from, site

ALL_TIME = datetime(2026, 9, 1, tzinfo=ZONE), datetime(2029, 1, 1, tzinfo=ZONE)
MONTHS_24 = date(2026, 11, 23), date(2028, 11, 23)

Lists = dict[str, list[str]]


class Served(NamedTuple):
    """Sites that a server hands out: its address, and the Library of each site by its folder's name."""

    server: str
    libraries: dict[str, Library]
    calendars: list[str]


@pytest.fixture(scope="module")
def served(
    built: Path, sample: Library, now: Now, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """Hand out the built sample site and the sites of the torture sets, and find every calendar that they have."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "sample").symlink_to(built, target_is_directory=True)
    torture = {"torture": site(tmp_path_factory.mktemp("torture")), "forms": loaded_from(FORMS)}
    for name, library in torture.items():
        write_calendars(library, now, folder / name)
    calendars = [
        f"{name}/{path.relative_to(folder / name)}"
        for name in ("sample", *torture)
        for path in sorted((folder / name).rglob("*.ics"))
    ]
    with serving(folder) as server:
        yield Served(server, {"sample": sample} | torture, calendars)


def write_calendars(library: Library, now: Now, folder: Path) -> None:
    """Write the calendars of a site into a folder."""
    for address, content in make_site(library, now, None).files.items():
        if address.endswith(".ics"):
            (folder / address).parent.mkdir(parents=True, exist_ok=True)
            (folder / address).write_bytes(content)


@pytest.fixture(scope="module")
def list_with(served: Served) -> Callable[[str], dict[str, list[Listed]]]:
    """Return a function that lists the dates of every calendar, by its address, with a client; each reads once."""

    @cache
    def listing(client: str) -> dict[str, list[Listed]]:
        addresses = [f"{served.server}/{address}" for address in served.calendars]
        return dict(zip(served.calendars, CLIENTS[client](addresses, *ALL_TIME), strict=True))

    return listing


@pytest.fixture(params=CLIENTS)
def listed(
    request: pytest.FixtureRequest, list_with: Callable[[str], dict[str, list[Listed]]]
) -> dict[str, list[Listed]]:
    """Return what each of the clients lists, by the address of the calendar."""
    return list_with(request.param)


def line(start: date, end: date, title: str, *, cancelled: bool) -> str:
    """Return a date as apps must show it: its title says that it is cancelled, whatever they make of its state."""
    time = span_words(start, end)
    return f"{time} cancelled | CANCELLED: {title}" if cancelled else f"{time} | {title}"


def lines(listed: list[Listed]) -> list[str]:
    """Return the dates of a calendar that begin in the 24 months, in order."""
    return sorted(f"{words(item)} | {item.title}" for item in listed if in_the_24_months(item.start))


def in_the_24_months(start: date) -> bool:
    """Tell whether something begins in the 24 months, on a day or at a moment."""
    return MONTHS_24[0] <= (start.date() if isinstance(start, datetime) else start) < MONTHS_24[1]


def assert_same(expected: Lists, found: Lists) -> None:
    """Say, calendar by calendar, what is missing from a list and what is there too much, or twice."""
    told = []
    for address in expected:
        want, got = Counter(expected[address]), Counter(found[address])
        told += [f"{address} lacks {line}" for line in sorted((want - got).elements())]
        told += [f"{address} should not have {line}" for line in sorted((got - want).elements())]
    assert not told, "\n".join(told[:50])


# --- Every calendar against the program's own answers -------------------------------------------------------


def of_calendar(library: Library, address: str) -> Callable[[Occurrence], bool]:
    """Return what the dates in a calendar of events have in common, by the calendar's address."""
    match address.removesuffix(".ics").split("/"):
        case ["feeds", "events"]:
            return lambda o: True
        case ["feeds", "events", "at", branch]:
            return lambda o: o.concerns(branch)
        case ["feeds", "events", "for", audience]:
            return lambda o: audience in o.event.for_
        case ["feeds", "events", "type", kind]:
            return lambda o: o.event.type == kind
        case ["whats-on", event, "event"]:
            return lambda o: o.event.id == event
        case ["whats-on", _, _]:
            return lambda o: o.address_of_file == address
    raise AssertionError(f"say here what is in {address}")


def dates_of(library: Library) -> list[tuple[Occurrence, str]]:
    """Return the dates of all events in the 24 months, each with its line."""
    return [(o, _line_of(o)) for event in library.events for o in occurrences(library, event, *MONTHS_24)]


def _line_of(o: Occurrence) -> str:
    start, end = (o.start.date(), o.end.date()) if o.all_day else (o.start, o.end)
    return line(start, end, o.title, cancelled=o.state == "cancelled")


@pytest.fixture(scope="module")
def events_expected(served: Served) -> Lists:
    """Return the dates that the program gives for each calendar of events."""
    expected = {}
    for name, library in served.libraries.items():
        dates = dates_of(library)
        own = [a for a in served.calendars if a.startswith(f"{name}/") and "/feeds/closures" not in a]
        assert len(own) > len(library.events)
        for address in own:
            holds = of_calendar(library, address.removeprefix(f"{name}/"))
            expected[address] = [line for o, line in dates if holds(o)]
    return expected


@pytest.fixture(scope="module")
def closures_expected(served: Served, now: Now) -> Lists:
    """Return the entries that the program gives for each calendar of closures."""
    expected = {}
    for name, library in served.libraries.items():
        branches = {"": library.in_service_on(MONTHS_24[0])}
        branches |= {f"/at/{branch.id}": (branch,) for branch in library.ever_in_service}
        for end, own in branches.items():
            entries = closure_entries(library, own, now.today)
            expected[f"{name}/feeds/closures{end}.ics"] = [
                line(entry.start, entry.end, entry.summary, cancelled=entry.cancelled)
                for entry in entries
                if in_the_24_months(entry.start)
            ]
    return expected


def test_every_calendar_is_compared(served: Served, events_expected: Lists, closures_expected: Lists) -> None:
    """Every calendar of the sites is one of events or one of closures, and is compared below."""
    assert sorted(served.calendars) == sorted([*events_expected, *closures_expected])


def test_clients_list_what_the_program_says_of_events(
    events_expected: Lists, listed: dict[str, list[Listed]]
) -> None:
    """In every calendar of events a client lists the start, end, title and state of each date of 24 months."""
    assert_same(events_expected, {a: lines(listed[a]) for a in events_expected})


def test_clients_list_what_the_program_says_of_closures(
    closures_expected: Lists, listed: dict[str, list[Listed]]
) -> None:
    """In every calendar of closures a client lists the start, end and title of each entry."""
    assert_same(closures_expected, {a: lines(listed[a]) for a in closures_expected})


# --- The torture sets against what was written by hand ------------------------------------------------------


def test_forms_have_no_mistake(now: Now) -> None:
    """An editor could have saved the entries in which every form meets every change: no check refuses them."""
    assert errors(read_site(FORMS, now.today).problems) == []


def test_every_event_has_its_dates(served: Served) -> None:
    """Each event of the torture sets has dates written by hand, and none is left over."""
    for name, by_hand in (("torture", DATES), ("forms", FORMS_EXPECTED["events"])):
        assert list(by_hand) == [event.id for event in served.libraries[name].events]


def test_clients_list_exactly_the_dates_written_by_hand(listed: dict[str, list[Listed]]) -> None:
    """A client lists exactly the dates that a person worked out from the editors' files, in whatever month."""
    by_hand = {f"torture/whats-on/{event}/event.ics": dates for event, dates in DATES.items()}
    by_hand |= {
        f"forms/whats-on/{event}/event.ics": dates for event, dates in FORMS_EXPECTED["events"].items()
    }
    assert_same(by_hand, {address: [*map(words, listed[address])] for address in by_hand})


@pytest.mark.parametrize("branch", FORMS_EXPECTED["closures"])
def test_clients_list_exactly_the_closures_written_by_hand(
    listed: dict[str, list[Listed]], branch: str
) -> None:
    """A client lists exactly the closures, changed hours and bank holidays that a person worked out."""
    assert lines(listed[f"forms/feeds/closures/at/{branch}.ics"]) == FORMS_EXPECTED["closures"][branch]


@pytest.mark.parametrize("text", FORMS_EXPECTED["texts"], ids=lambda text: text["date"])
def test_text_arrives_as_it_was_written(listed: dict[str, list[Listed]], text: dict[str, str]) -> None:
    """Long text, other scripts, right-to-left, emoji, commas and semicolons arrive unchanged in every field."""
    own = listed[f"forms/whats-on/{text['event']}/event.ics"]
    [item] = [item for item in own if words(item) == text["date"]]
    assert (item.title, item.location) == (text["title"], text["location"].rstrip())
    assert item.description.split("\n")[: len(text["says"])] == text["says"]


# --- A client that reads something else is noticed ----------------------------------------------------------

# What is wrong in the calendar, the text to put something else for, and what.
SPOILT = {
    "a gap that is not left out": (b"20261208T103000,", b""),
    "a gap too many": (b"20261208T103000,", b"20261208T103000,20270202T103000,"),
    "a week too many": (b"UNTIL=20270406T093000Z", b"UNTIL=20270413T093000Z"),
    "another weekday": (b"BYDAY=TU", b"BYDAY=TU,TH"),
    "a longer date": (
        b"DTEND;TZID=Europe/London:20261217T143000",
        b"DTEND;TZID=Europe/London:20261217T153000",
    ),
    "a date in another zone": (b"DTSTART;TZID=Europe/London:20261219T110000", b"DTSTART:20261219T100000Z"),
    "a cancelled date that is on": (b"STATUS:CANCELLED", b"STATUS:CONFIRMED"),
    "another title": (b"SUMMARY:CANCELLED: Weekly", b"SUMMARY:Weekly"),
}


# What no calendar may have, and a strict parser refuses.
REFUSED = {
    "a month too many": (b"20261219T110000", b"20261319T110000"),
    "an event without an end": (b"END:VEVENT\r\nEND:VCALENDAR", b"END:VCALENDAR"),
    "an unknown repeat": (b"FREQ=WEEKLY", b"FREQ=TUESDAYS"),
    "an unknown weekday": (b"BYDAY=TU", b"BYDAY=DI"),
    "a day as the end of a moment": (
        b"DTEND;TZID=Europe/London:20261217T143000",
        b"DTEND;VALUE=DATE:20261217",
    ),
    "a day as the end of a series of moments": (b"UNTIL=20270406T093000Z", b"UNTIL=20270406"),
    "an unknown state": (b"STATUS:CANCELLED", b"STATUS:MOVED"),
}


@pytest.fixture(scope="module")
def weekly(now: Now, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a good calendar of a series with dates cancelled, moved, extra and left out."""
    library = site(tmp_path_factory.mktemp("torture"))
    return make_site(library, now, None).files["whats-on/weekly/event.ics"]


def spoil(good: bytes, old: bytes, new: bytes) -> bytes:
    """Put something else for a text in a calendar."""
    assert old in good
    return good.replace(old, new)


@pytest.mark.parametrize("client", CLIENTS.values(), ids=CLIENTS.keys())
def test_every_fault_in_a_calendar_shows_in_the_list(weekly: bytes, client: Client, tmp_path: Path) -> None:
    """Whatever is wrong in a calendar, a client's list of it differs from the right one."""
    contents = [weekly, *(spoil(weekly, *fault) for fault in SPOILT.values())]
    for n, content in enumerate(contents):
        (tmp_path / f"{n}.ics").write_bytes(content)
    with serving(tmp_path) as server:
        found = client([f"{server}/{n}.ics" for n in range(len(contents))], *ALL_TIME)
    good, *others = map(lines, found)
    assert [fault for fault, listed in zip(SPOILT, others, strict=True) if listed == good] == []


def test_warning_of_khal_is_a_failure(weekly: bytes, tmp_path: Path) -> None:
    """What khal only warns about, such as a gap in a series on a day that it does not have, fails a test."""
    (tmp_path / "0.ics").write_bytes(spoil(weekly, b"20261208T103000,", b"20261209T103000,"))
    with serving(tmp_path) as server, pytest.raises(AssertionError, match="excluded instance"):
        CLIENTS["vdirsyncer and khal"]([f"{server}/0.ics"], *ALL_TIME)


@pytest.mark.parametrize("fault", REFUSED.values(), ids=REFUSED.keys())
def test_strict_parser_refuses(weekly: bytes, fault: tuple[bytes, bytes]) -> None:
    """The strict parser refuses a calendar in which a value is wrong, where others guess."""
    assert with_ical([weekly], *ALL_TIME)
    with pytest.raises((CalendarParseError, ValueError)):
        with_ical([spoil(weekly, *fault)], *ALL_TIME)
