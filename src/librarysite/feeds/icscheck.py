"""Reads calendars again after they were written, and finds the faults that no calendar library catches.

It knows nothing of how they are written: the two agree only because both follow RFC 5545 and what was measured on real
calendar apps (docs/decisions/0003). Whatever it finds is a fault of the program, never of an editor.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256

from dateutil.rrule import rrulestr

from librarysite import paths
from librarysite.feeds.icslines import Component, Line, events_of, octet_faults, raw_events, read, tree
from librarysite.model import ZONE

ZONE_LINES = """\
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19700329T010000
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:BST
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:GMT
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE""".splitlines()

FORBIDDEN = ("METHOD", "ORGANIZER", "RDATE", "RECURRENCE-ID", "LAST-MODIFIED")
ONCE_IN_A_CALENDAR = ("VERSION", "PRODID")
# What a calendar to subscribe to has, and a file with one date to keep has not.
ONCE_IN_A_SUBSCRIPTION = (
    "NAME", "X-WR-CALNAME", "SOURCE", "URL", "COLOR", "REFRESH-INTERVAL", "X-PUBLISHED-TTL",
)  # fmt: skip
ONCE_IN_AN_EVENT = (
    "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "STATUS", "SEQUENCE", "TRANSP", "URL",
)  # fmt: skip
TEXTS = ("SUMMARY", "DESCRIPTION", "LOCATION", "NAME", "X-WR-CALNAME", "X-WR-CALDESC")
FIRST_SEQUENCE = 3  # 0 to 2 were written before revisions were counted
FAULTS_SHOWN = 20


class BrokenCalendarError(Exception):
    """A calendar that this program has made and that apps would read wrongly."""


def refuse_broken(files: Mapping[str, bytes]) -> None:
    """Raise BrokenCalendarError, with every fault of every calendar among some files, if there is one."""
    calendars = {address: content for address, content in files.items() if paths.is_calendar(address)}
    found = [f"  {address}: {fault}" for address, ics in calendars.items() for fault in faults(ics)]
    if found:
        raise BrokenCalendarError(
            "The program has made calendars that apps would read wrongly. This is a fault of the program, not of your "
            "entries: please report it, with the lines below. Nothing has been published; the site still shows the "
            "last good version.\n" + "\n".join(found[:FAULTS_SHOWN])
        )


def faults(ics: bytes) -> list[str]:
    """Return every rule that a calendar breaks, in words; none for a good one."""
    found = list(octet_faults(ics))
    try:
        calendar = read(ics)
    except ValueError as error:
        return [*found, str(error)]
    found.extend(_of_calendar(calendar))
    found.extend(_fingerprints(ics))
    found.extend(_beginnings(calendar))
    defined = {zone.value("TZID") for zone in calendar.inner if zone.name == "VTIMEZONE"}
    for event in events_of(calendar):
        name = event.value("UID") or "no UID"
        found.extend(f"{name}: {fault}" for fault in _of_known_event(tuple(event.raw), frozenset(defined)))
    return found


@lru_cache(maxsize=1 << 16)
def _of_known_event(raw: tuple[str, ...], zones: frozenset[str]) -> tuple[str, ...]:
    """Return the faults of a VEVENT: the same one stands in several calendars and is looked at once."""
    return tuple(_of_event(tree(raw).inner[0], zones))


def _fingerprints(ics: bytes) -> Iterator[str]:
    """DTSTAMP's time of day follows from all the rest of its VEVENT, so that nothing changes without it."""
    for event in raw_events(ics):
        rest = re.sub(rb"^(?:DTSTAMP|SEQUENCE):.*\r\n", b"", event, flags=re.MULTILINE)
        fingerprint = timedelta(seconds=int(sha256(rest).hexdigest(), 16) % 86_400)
        stamp = re.search(rb"^DTSTAMP:\d{8}T(\d\d)(\d\d)(\d\d)Z\r$", event, re.MULTILINE)
        hours, minutes, seconds = map(int, stamp.groups()) if stamp else (0, 0, 0)
        if timedelta(hours=hours, minutes=minutes, seconds=seconds) != fingerprint:
            yield f"DTSTAMP does not follow from the rest: {event[:60]!r}"


def _beginnings(calendar: Component) -> Iterator[str]:
    """DTSTAMP's day less SEQUENCE is three days before the site began, for every VEVENT."""
    days = {
        datetime.strptime(event.value("DTSTAMP")[:8], "%Y%m%d").date()  # noqa: DTZ007 - a day
        - timedelta(days=int(event.value("SEQUENCE")))
        for event in events_of(calendar)
        if re.fullmatch(r"\d{8}T\d{6}Z", event.value("DTSTAMP"))
        and re.fullmatch(r"\d{1,6}", event.value("SEQUENCE"))
    }
    if len(days) > 1:
        yield "DTSTAMP and SEQUENCE of its entries are not counted from one day"


def _of_calendar(calendar: Component) -> Iterator[str]:
    subscription = any(calendar.all(name) for name in ONCE_IN_A_SUBSCRIPTION)
    for name in ONCE_IN_A_CALENDAR + (ONCE_IN_A_SUBSCRIPTION if subscription else ()):
        if len(calendar.all(name)) != 1:
            yield f"the calendar has {len(calendar.all(name))} {name}, not one"
    if calendar.all("UID"):
        yield "the calendar has a UID"
    if calendar.value("VERSION") != "2.0":
        yield "VERSION is not 2.0"
    if any(line.params.get("VALUE") != "DURATION" for line in calendar.all("REFRESH-INTERVAL")):
        yield "REFRESH-INTERVAL without VALUE=DURATION"
    if calendar.text("NAME") != calendar.text("X-WR-CALNAME"):
        yield "NAME and X-WR-CALNAME differ"
    yield from _texts(calendar)
    yield from _forbidden(calendar)
    yield from _zones(calendar)
    yield from _inside(calendar)


def _zones(calendar: Component) -> Iterator[str]:
    zones = [component for component in calendar.inner if component.name == "VTIMEZONE"]
    if len(zones) != 1:
        yield f"{len(zones)} VTIMEZONE, not one"
    for zone in zones:
        if zone.raw != ZONE_LINES:
            yield "the VTIMEZONE is not the constant one"


def _inside(calendar: Component) -> Iterator[str]:
    for name in {component.name for component in calendar.inner} - {"VTIMEZONE", "VEVENT"}:
        yield f"a {name}"
    for uid, times in Counter(event.value("UID") for event in events_of(calendar)).items():
        if times > 1:
            yield f"the UID {uid} is there {times} times"


def _forbidden(component: Component) -> Iterator[str]:
    for name in FORBIDDEN:
        if component.all(name):
            yield f"a {name}"


def _texts(component: Component) -> Iterator[str]:
    for line in component.lines:
        if line.name in TEXTS and not re.fullmatch(r"(?:[^\\;,]|\\[\\;,nN])*", line.value, re.DOTALL):
            yield f"{line.name} is not escaped"


def _of_event(event: Component, zones: frozenset[str]) -> Iterator[str]:
    for name in ONCE_IN_AN_EVENT:
        if len(event.all(name)) != 1:
            yield f"{len(event.all(name))} {name}, not one"
    yield from _forbidden(event)
    yield from _texts(event)
    for inner in event.inner:
        yield f"a {inner.name}"
    for line in event.lines:
        if "TZID" in line.params and line.params["TZID"] not in zones:
            yield f"the TZID {line.params['TZID']} is not defined"
    if not re.fullmatch(r"\d{8}T\d{6}Z", event.value("DTSTAMP")):
        yield "DTSTAMP is not in UTC"
    yield from _state(event)
    yield from _place(event)
    if not event.text("DESCRIPTION").endswith(event.value("URL")):
        yield "DESCRIPTION does not end with the page's address"
    yield from _times(event)


def _state(event: Component) -> Iterator[str]:
    cancelled = event.value("STATUS") == "CANCELLED"
    if event.value("STATUS") not in ("CONFIRMED", "CANCELLED"):
        yield "STATUS is not known"
    if cancelled and not event.value("SUMMARY").startswith("CANCELLED: "):
        yield "SUMMARY and STATUS do not agree on whether it is cancelled"
    if (
        not re.fullmatch(r"[1-9]\d*", event.value("SEQUENCE"))
        or int(event.value("SEQUENCE")) < FIRST_SEQUENCE
    ):
        yield "SEQUENCE is not one that follows those of the past"
    if event.value("TRANSP") != "TRANSPARENT":
        yield "it keeps people busy"


def _place(event: Component) -> Iterator[str]:
    for apple in event.all("X-APPLE-STRUCTURED-LOCATION"):
        parts = [apple.params.get("X-TITLE"), apple.params.get("X-ADDRESS")]
        if "\n".join(filter(None, parts)) != event.text("LOCATION"):
            yield "LOCATION is not X-APPLE-STRUCTURED-LOCATION's title and address"


def _times(event: Component) -> Iterator[str]:
    if not (event.all("DTSTART") and event.all("DTEND")):
        return
    start_line, end_line = event.all("DTSTART")[0], event.all("DTEND")[0]
    try:
        start, end = _time(start_line), _time(end_line)
    except ValueError as error:
        yield str(error)
        return
    if _kind(start_line) != _kind(end_line):
        yield "DTEND is not of DTSTART's type"
    elif end <= start:
        yield "DTEND is not after DTSTART"
    yield from _both_sides_of_a_clock_change(start_line, start, end)
    gaps = _gaps(event)
    if any(_kind(gap) != _kind(start_line) for gap in gaps):
        yield "EXDATE is not of DTSTART's type"
        return
    yield from _rule(event, start_line, start, [_time(gap) for gap in gaps])
    yield from _never_shown_by_clocks([start_line, end_line, *gaps])


def _both_sides_of_a_clock_change(line: Line, start: datetime, end: datetime) -> Iterator[str]:
    """A time in which the clocks change is in UTC, and no other."""
    if len(line.value) == 8:
        return
    in_utc = line.value.endswith("Z")
    local = [(t.replace(tzinfo=UTC) if in_utc else t.replace(tzinfo=ZONE)) for t in (start, end)]
    if in_utc != (len({moment.astimezone(ZONE).utcoffset() for moment in local}) > 1):
        yield "only a time in which the clocks change is in UTC"


def _gaps(event: Component) -> list[Line]:
    """Return each date that is left out as a line of its own."""
    lines = event.all("EXDATE")
    return [Line("EXDATE", line.params, part) for line in lines for part in line.value.split(",")]


def _never_shown_by_clocks(lines: list[Line]) -> Iterator[str]:
    for line in lines:
        if "TZID" in line.params and _in_spring_gap(_time(line)):
            yield f"{line.name} is a wall time that does not exist"


def _rule(event: Component, start_line: Line, start: datetime, gaps: list[datetime]) -> Iterator[str]:
    if not event.all("RRULE"):
        if gaps:
            yield "EXDATE without RRULE"
        return
    rule = event.value("RRULE")
    if "COUNT=" in rule:
        yield "RRULE with COUNT"
        return
    until = re.search(r"UNTIL=([^;]+)", rule)
    if not until:
        yield "RRULE without UNTIL"
        return
    all_day = start_line.params.get("VALUE") == "DATE"
    if not re.fullmatch(r"\d{8}" if all_day else r"\d{8}T\d{6}Z", until[1]):
        yield "UNTIL is not of the right type"
        return
    last = _time(Line("UNTIL", {}, until[1].removesuffix("Z")))
    last = last if all_day else last.replace(tzinfo=UTC).astimezone(ZONE).replace(tzinfo=None)
    wall_rule = re.sub(r"UNTIL=[^;]+", f"UNTIL={last:%Y%m%dT%H%M%S}", rule)
    yield from _dates(list(rrulestr(wall_rule, dtstart=start)), start, last, gaps)


def _dates(dates: list[datetime], start: datetime, last: datetime, gaps: list[datetime]) -> Iterator[str]:
    if not dates or dates[0] != start:
        yield "DTSTART is not the rule's first date"
    if dates and dates[-1] != last:
        yield "UNTIL is not the rule's last date"
    if not set(gaps) <= set(dates):
        yield "an EXDATE matches no date of the rule"
    if len(set(gaps)) < len(gaps):
        yield "an EXDATE is there twice"
    if start in gaps:
        yield "DTSTART is an EXDATE"
    if last in gaps:
        yield "UNTIL is an EXDATE"


def _kind(line: Line) -> tuple[str | None, str | None, int]:
    return line.params.get("VALUE"), line.params.get("TZID"), len(line.value)


def _time(line: Line) -> datetime:
    form = "%Y%m%d" if len(line.value) == 8 else "%Y%m%dT%H%M%S"
    if (len(line.value) == 8) != (line.params.get("VALUE") == "DATE") and line.name != "UNTIL":
        raise ValueError(f"{line.name} is a day without VALUE=DATE, or a moment with it")
    return datetime.strptime(line.value.removesuffix("Z"), form)  # noqa: DTZ007 - wall time


def _in_spring_gap(wall: datetime) -> bool:
    return wall.replace(tzinfo=ZONE).astimezone(UTC).astimezone(ZONE).replace(tzinfo=None) != wall
