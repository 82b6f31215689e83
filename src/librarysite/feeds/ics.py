"""Writes iCalendar files (RFC 5545) in the form that every tried calendar app reads alike.

Each VEVENT is made into bytes once and joined into as many calendars as need it. There is no METHOD, no VALARM,
no RECURRENCE-ID and no RDATE. Nothing here asks the clock: what moves as time passes (an endless series' UNTIL, a
review day) is handed in (docs/decisions/0008).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from hashlib import sha256

import icalendar

from librarysite.schedule.revisions import Revision

PRODUCT = "-//librarysite//Library website//EN"
REFRESHED_EVERY = "PT4H"
SECONDS_OF_A_DAY = 86_400

# Dark enough for white words on them. “teal” is the calendars' own.
COLOURS = (
    "brown", "crimson", "darkgreen", "darkmagenta", "darkolivegreen", "darkslateblue", "darkslategray", "firebrick",
    "indigo", "maroon", "mediumvioletred", "midnightblue", "navy", "purple", "royalblue", "saddlebrown", "seagreen",
    "sienna", "steelblue",
)  # fmt: skip

# Constant, with yearly rules: zones made from tables of dates put some clients an hour out all winter.
LONDON = b"""BEGIN:VTIMEZONE\r
TZID:Europe/London\r
BEGIN:DAYLIGHT\r
DTSTART:19700329T010000\r
TZOFFSETFROM:+0000\r
TZOFFSETTO:+0100\r
TZNAME:BST\r
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r
END:DAYLIGHT\r
BEGIN:STANDARD\r
DTSTART:19701025T020000\r
TZOFFSETFROM:+0100\r
TZOFFSETTO:+0000\r
TZNAME:GMT\r
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r
END:STANDARD\r
END:VTIMEZONE\r
"""


class Words(icalendar.vText):
    """A text as RFC 5545 section 3.3.11 escapes it; icalendar alone takes the two signs “\\N” for a line end."""

    def to_ical(self) -> bytes:
        """Return the text with backslashes, semicolons, commas and line ends escaped."""
        escaped = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        return escaped.replace("\r\n", "\n").replace("\n", "\\n").encode()


@dataclass(frozen=True)
class Location:
    """Where: the name, the postal address if known and the position in degrees (WGS 84) if known."""

    name: str
    address: str | None = None
    position: tuple[float, float] | None = None

    def __str__(self) -> str:
        """Return the name and the address as Apple's calendar joins them."""
        return "\n".join(filter(None, [self.name, self.address]))


@dataclass(frozen=True)
class VEvent:
    """One VEVENT. ``branches`` are those whose calendars have it.

    ``start`` and ``end`` are both days or both local moments with a zone; ``end`` is exclusive.
    """

    uid: str
    revision: Revision
    start: date
    end: date
    summary: str
    description: str
    url: str
    location: Location | None = None
    categories: tuple[str, ...] = ()
    cancelled: bool = False
    branches: frozenset[str] = frozenset()
    rule: dict[str, object] = field(default_factory=dict)
    gaps: tuple[date, ...] = ()
    colour: str | None = None
    conference: str | None = None

    def to_bytes(self) -> bytes:
        """Return the VEVENT, folded at 75 octets with CRLF line ends (RFC 5545 section 3.1)."""
        return _stamped(self._content(), self.revision)

    def _content(self) -> bytes:
        event = icalendar.Event()
        event.add("uid", self.uid)
        start, end = _apart(self.start, self.end)
        event.add("dtstart", start)
        event.add("dtend", end)
        if self.rule:
            event.add("rrule", self.rule)
        if self.gaps:
            event.add("exdate", list(self.gaps))
        summary = f"CANCELLED: {self.summary}" if self.cancelled else self.summary
        event.add("summary", Words(summary), encode=False)
        event.add("description", Words(self.description), encode=False)
        event.add("url", self.url)
        event.add("status", "CANCELLED" if self.cancelled else "CONFIRMED")
        event.add("transp", "TRANSPARENT")  # a public calendar keeps nobody busy
        if self.categories:
            categories = icalendar.vCategory([])
            categories.cats = [Words(category) for category in self.categories]
            event.add("categories", categories, encode=False)
        if self.colour:
            event.add("color", self.colour)
        if self.conference:
            parameters = icalendar.Parameters({"VALUE": "URI", "LABEL": "Join online"})
            event.add("conference", icalendar.vUri(self.conference, params=parameters), encode=False)
        if self.location:
            _add_location(event, self.location)
        written: bytes = event.to_ical()
        return written


@lru_cache(maxsize=16)
def colours_of(kinds: tuple[str, ...]) -> dict[str, str]:
    """Return a colour for each kind of event (RFC 7986 section 5.9, CSS3 names), no two alike as far as there are some.

    It follows from the kind's id; where two would have one, the later in the list has the next that is free.
    """
    found: dict[str, str] = {}
    for kind in kinds:
        first = int.from_bytes(sha256(kind.encode()).digest(), "big") % len(COLOURS)
        in_order = COLOURS[first:] + COLOURS[:first]
        found[kind] = next((colour for colour in in_order if colour not in found.values()), COLOURS[first])
    return found


def _add_location(event: icalendar.Event, location: Location) -> None:
    event.add("location", Words(str(location)), encode=False)
    if location.position is None:
        return
    latitude, longitude = location.position
    event.add("geo", location.position)
    parameters = {"VALUE": "URI", "X-TITLE": location.name}
    if location.address:
        parameters["X-ADDRESS"] = location.address
    geo = icalendar.vUri(f"geo:{latitude},{longitude}", params=icalendar.Parameters(parameters))
    event.add("X-APPLE-STRUCTURED-LOCATION", geo, encode=False)


def _apart(start: date, end: date) -> tuple[date, date]:
    """Return moments between which the clocks change in UTC: with a zone some programs end such a date an hour off."""
    if isinstance(start, datetime) and isinstance(end, datetime) and start.utcoffset() != end.utcoffset():
        return start.astimezone(UTC), end.astimezone(UTC)
    return start, end


def _stamped(content: bytes, revision: Revision) -> bytes:
    """Add DTSTAMP and SEQUENCE to a VEVENT.

    DTSTAMP is the day of its revision, and its time of day a fingerprint of all the rest: some programs take a
    changed entry only if one of the two has changed as well (docs/decisions/0004).
    """
    second = int.from_bytes(sha256(content).digest(), "big") % SECONDS_OF_A_DAY
    stamp = datetime.combine(revision.day, time()) + timedelta(seconds=second)
    head, name, rest = content.partition(b"\r\nUID:")
    told = f"\r\nDTSTAMP:{stamp:%Y%m%dT%H%M%SZ}\r\nSEQUENCE:{revision.number}"
    return b"".join([head, told.encode(), name, rest])


def calendar(name: str, description: str, source: str, page: str, entries: Iterable[bytes]) -> bytes:
    """Join VEVENTs into a calendar. ``source`` and ``page`` are full addresses: of the file and of its page."""
    head = _head()
    # icalendar does not escape the text of properties that it does not know
    for key, text in (
        ("name", name),
        ("x-wr-calname", name),
        ("description", description),
        ("x-wr-caldesc", description),
    ):
        head.add(key, Words(text), encode=False)
    head.add("x-wr-timezone", "Europe/London")
    head.add("url", page)
    head.add("source", icalendar.vUri(source, params=icalendar.Parameters({"VALUE": "URI"})), encode=False)
    head.add("color", "teal")
    refresh = icalendar.vText(REFRESHED_EVERY, params=icalendar.Parameters({"VALUE": "DURATION"}))
    head.add("refresh-interval", refresh, encode=False)
    head.add("x-published-ttl", REFRESHED_EVERY)
    return _whole(head, entries)


def download(entry: bytes) -> bytes:
    """Return a file with one VEVENT for somebody's own calendar: nothing in it speaks of subscribing."""
    return _whole(_head(), [entry])


def _head() -> icalendar.Calendar:
    head = icalendar.Calendar()
    head.add("prodid", PRODUCT)
    head.add("version", "2.0")
    head.add("calscale", "GREGORIAN")
    return head


def _whole(head: icalendar.Calendar, entries: Iterable[bytes]) -> bytes:
    opening, closing, _ = head.to_ical().partition(b"END:VCALENDAR\r\n")
    return b"".join([opening, LONDON, *entries, closing])
