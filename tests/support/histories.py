"""Editing histories: the states of a small site, one after the other, that subscribers look at (cases/clients)."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import yaml

from librarysite.feeds.closures import closure_calendars, closure_entries
from librarysite.feeds.events import event_calendars
from librarysite.model import ZONE, Library
from librarysite.moment import Now
from librarysite.problems import errors
from librarysite.schedule.agenda import Agenda
from librarysite.schedule.occurrences import occurrences
from librarysite.site import read_site
from tests.support.calendars import Listed, span_words, with_ical_js, words
from tests.support.serving import serving_files

FILE = Path(__file__).parents[1] / "cases" / "clients" / "histories.yaml"
EVENTS, CLOSURES = "feeds/events.ics", "feeds/closures.ics"
LISTS = ("branches", "events", "closures", "changed_hours")  # what data files have as a list, by its ids
FILES = {"service": "service", "branches": "branches", "events": "events"}  # all else is in status.yaml
ALL_TIME = datetime(2026, 8, 1, tzinfo=ZONE), datetime(2029, 6, 1, tzinfo=ZONE)
AHEAD = timedelta(days=400)  # closures and bank holidays are known 13 months ahead


class State(NamedTuple):
    """A site at a moment: the calendars that are followed, and the dates to come that are in those of all libraries."""

    library: Library
    now: Now
    calendars: dict[str, bytes]
    expected: dict[str, list[str]]


class History(NamedTuple):
    """The states of a site and, where somebody has worked them out, the dates to come of one entry in the end."""

    states: list[State]
    sequence_falls: bool
    shows: str
    dates: list[str]


WRITTEN: dict[str, Any] = yaml.load(FILE.read_text(encoding="utf-8"), yaml.BaseLoader)


def _saying(key: str) -> list[str]:
    """Return the histories of which something is said."""
    return [name for name, parts in WRITTEN["histories"].items() if any(key in part for part in parts)]


NAMES = list(WRITTEN["histories"])
WITH_DATES = _saying("dates")


@cache
def history(name: str) -> History:
    """Return a history; each of its states has been read and checked as editors' files are."""
    parts, site = WRITTEN["histories"][name], WRITTEN["base"]
    said: dict[str, Any] = {key: value for part in parts if "now" not in part for key, value in part.items()}
    states = []
    for part in parts:
        if "now" in part:
            site = laid_over(site, {key: value for key, value in part.items() if key != "now"})
            now = Now(datetime.fromisoformat(part["now"]).replace(tzinfo=ZONE))
            states.append(
                _state(_library(name, site, now.today), now, said.get("follow", [EVENTS, CLOSURES]))
            )
    return History(states, "sequence_falls" in said, said.get("shows", ""), said.get("dates", []))


def laid_over(old: Any, new: Any) -> Any:
    """Lay what is written over what stood there, key by key; a key with nothing after it takes that key out."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return new
    merged = old | {key: laid_over(old.get(key), value) for key, value in new.items()}
    return {key: value for key, value in merged.items() if value != ""}


def _library(name: str, site: dict[str, Any], today: date) -> Library:
    """Return the Library of what editors have written, which a check would let pass."""
    with TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        data.mkdir()
        files: dict[str, dict[str, Any]] = {"service": site["service"]}
        for key in LISTS:
            entries = [{"id": id_} | entry for id_, entry in site[key].items()]
            files.setdefault(FILES.get(key, "status"), {})[key] = entries
        for file, content in files.items():  # JSON is YAML too
            (data / f"{file}.yaml").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        reading = read_site(Path(folder), today)
    assert errors(reading.problems) == [], f"{name}: {[*map(str, errors(reading.problems))]}"
    assert reading.library is not None
    return reading.library


def _state(library: Library, now: Now, followed: list[str]) -> State:
    calendars = event_calendars(Agenda(library, now)) | closure_calendars(library, now.today)
    expected = _expected(library, now.today)
    return State(
        library,
        now,
        {address: calendars[address] for address in followed},
        {address: dates for address, dates in expected.items() if address in followed},
    )


def _expected(library: Library, today: date) -> dict[str, list[str]]:
    """Return the dates to come of the calendars of all events and all closures, as the program has worked them out."""
    events = [o for event in library.events for o in occurrences(library, event, today, today + AHEAD)]
    closures = closure_entries(library, library.in_service_on(today), today)
    return {
        EVENTS: sorted(_line(o.start, o.end, o.title, o.all_day, o.state == "cancelled") for o in events),
        CLOSURES: sorted(
            _line(entry.start, entry.end, entry.summary, False, entry.cancelled)
            for entry in closures
            if _ahead(entry.start, today)
        ),
    }


def _line(start: date, end: date, title: str, all_day: bool, cancelled: bool) -> str:
    days = (_day(start), _day(end)) if all_day else (start, end)
    return f"{span_words(*days)} {'cancelled CANCELLED: ' if cancelled else ''}{title}"


def lines(listed: Iterable[Listed]) -> list[str]:
    """Return the dates that a calendar program lists, with their titles, in order."""
    return sorted(f"{words(item)} {item.title}" for item in listed)


def to_come(listed: Iterable[Listed], today: date) -> list[Listed]:
    """Leave out the dates that begin before today or later than anything is foretold."""
    return [item for item in listed if _ahead(item.start, today)]


def _ahead(start: date, today: date) -> bool:
    return today <= _day(start) < today + AHEAD


def of_entry(listed: Iterable[Listed], entry: str, today: date) -> list[Listed]:
    """Return the dates of an event, a closure or changed hours that are not over."""
    own = re.compile(rf"(?:closure\.|hours\.)?{re.escape(entry)}[.@]")
    return [item for item in listed if own.match(item.uid) and _day(item.end) >= today]


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


# --- A subscriber who looks at every state -----------------------------------------------------------------------

Look = Callable[
    [Sequence[str]], list[list[Listed]]
]  # fetches some calendars by address; gives the dates of each
Follower = Callable[[Path, Sequence[str], datetime, datetime], AbstractContextManager[Look]]
Seen = dict[tuple[str, int, str], list[Listed]]  # by the history, the number of the state and the calendar


def replayed(
    follower: Follower,
    folder: Path,
    names: Sequence[str] = NAMES,
    served_as: Callable[[bytes], bytes] = bytes,
) -> Seen:
    """Let a subscriber follow the sites of some histories through all their states; return what it lists at each."""
    steps = range(max(len(history(name).states) for name in names))
    at_step = [{key: served_as(ics) for key, ics in _calendars(names, step).items()} for step in steps]
    served = {address: ics for (_, address), ics in at_step[0].items()}
    seen: Seen = {}
    with (
        serving_files(served) as server,
        follower(folder, [f"{server}/{a}" for a in served], *ALL_TIME) as look,
    ):
        for step, calendars in enumerate(at_step):
            served.update({address: ics for (_, address), ics in calendars.items()})
            listed = look([f"{server}/{address}" for _, address in calendars])
            for (name, address), dates in zip(calendars, listed, strict=True):
                seen[name, step, address.partition("/")[2]] = dates
    return seen


def _calendars(names: Sequence[str], step: int) -> dict[tuple[str, str], bytes]:
    """Return what is to be fetched at a step, by the history and the address, in which each history has a number."""
    return {
        (name, f"{number}/{address}"): ics
        for number, name in enumerate(names)
        for state in history(name).states[step : step + 1]
        for address, ics in state.calendars.items()
    }


def as_written(seen: Iterable[tuple[str, int, str]]) -> Seen:
    """Return what somebody sees who has never looked at these calendars before."""
    keys = list(seen)
    files = [history(name).states[step].calendars[address] for name, step, address in keys]
    return dict(zip(keys, with_ical_js(files, *ALL_TIME), strict=True))
