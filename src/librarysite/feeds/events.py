"""The calendars of events: one for all, one for each branch, one for each event.

A series is one VEVENT with RRULE and EXDATE. Every date that is cancelled, moved, extra or changed, and every date
of an irregular pattern, is a VEVENT of its own, and its original date is an EXDATE of the series.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from librarysite.calendarfile import Entry, Location, calendar, stamp
from librarysite.model import FOLLOWS_THE_BRANCH, ZONE, Event, Library, Pattern
from librarysite.occurrences import Occurrence, occurrences
from librarysite.patterns import repeat_days
from librarysite.wording import ACCESS_NAMES, booking_words, event_words, state_words

KEPT_AFTER_THE_END = timedelta(days=30)
ICAL_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def event_calendars(library: Library, moment: datetime) -> dict[str, bytes]:
    """Return the calendars of events by address, as they are at a moment (aware)."""
    service = library.service
    entries = {
        event.id: [(entry.branches, entry.to_bytes()) for entry in event_entries(library, event, moment)]
        for event in library.events
    }
    everything = [entry for own in entries.values() for entry in own]
    calendars = {"feeds/events.ics": (f"{service.name}: events", "whats-on/", everything)}
    for branch in library.in_service_on(moment.astimezone(ZONE).date()):
        own = [entry for entry in everything if branch.id in entry[0]]
        address = f"feeds/events/at/{branch.id}.ics"
        calendars[address] = (f"{branch.name}: events", f"libraries/{branch.id}/", own)
    for event in library.events:
        page = f"whats-on/{event.id}/"
        calendars[f"{page}event.ics"] = (event.title, page, entries[event.id])
    return {
        address: calendar(
            name,
            f"What’s on. {name}.",
            service.website + address,
            service.website + page,
            [entry for _, entry in own],
        )
        for address, (name, page, own) in calendars.items()
    }


def horizon(moment: datetime) -> date:
    """Return the day before which dates are written: the end of the second year after the build's."""
    return date(moment.astimezone(ZONE).year + 3, 1, 1)


def event_entries(library: Library, event: Event, moment: datetime) -> Iterator[Entry]:
    """Give the VEVENTs of one event: its series first, then its single dates."""
    found = occurrences(library, event, date.min + timedelta(days=1), horizon(moment))
    series = [p for p in event.when if p.every and p.at != FOLLOWS_THE_BRANCH]
    sessions = {pattern.id for pattern in series}
    for pattern in series:
        regular = [o for o in found if _regular(o, sessions) and o.slot.session == pattern.id]
        if regular and regular[-1].end > moment - KEPT_AFTER_THE_END:
            yield _series(library, pattern, regular, moment)
    for occurrence in found:
        if not _regular(occurrence, sessions) and _kept(occurrence, moment):
            yield _single(library, occurrence, moment)


def _regular(occurrence: Occurrence, sessions: set[str | None]) -> bool:
    """Tell whether a date is as one of some series says, so that the rule covers it."""
    planned = occurrence.slot.session in sessions and not occurrence.slot.written_out
    return planned and occurrence.state == "on" and not _differs(occurrence)


def _differs(occurrence: Occurrence) -> bool:
    """Tell whether a change says something new of a date; that it goes ahead is nothing new."""
    change = occurrence.change
    return change is not None and any(
        (change.moved_to, change.branch, change.room, change.title, change.note)
    )


def _kept(occurrence: Occurrence, moment: datetime) -> bool:
    """Keep a cancelled date until its day has passed, any other for 30 days."""
    if occurrence.state == "cancelled":
        return occurrence.start.date() >= moment.astimezone(ZONE).date() or occurrence.end > moment
    return occurrence.end > moment - KEPT_AFTER_THE_END


def uid(library: Library, event: Event, *parts: str | None) -> str:
    """Return a UID that never changes: the event, its session, its original date, joined by dots."""
    return f"{'.'.join(filter(None, [event.id, *parts]))}@{library.service.calendar_domain}"


def _series(library: Library, pattern: Pattern, regular: list[Occurrence], moment: datetime) -> Entry:
    """Return the VEVENT of a series: DTSTART is its first date that happens, UNTIL its last, in UTC."""
    first, last = regular[0], regular[-1]
    happening = {o.slot.date for o in regular}
    assert pattern.every is not None  # a series repeats
    days = repeat_days(pattern.every, first.slot.date, first.slot.date, last.slot.date)
    gaps = [day for day in days if day not in happening]
    all_day = first.all_day
    return _entry(
        library,
        first,
        uid(library, first.event, pattern.id),
        moment,
        rule=_rule(pattern) | {"UNTIL": last.start.date() if all_day else last.start.astimezone(UTC)},
        gaps=tuple(
            day if all_day else first.start.replace(year=day.year, month=day.month, day=day.day)
            for day in gaps
        ),
    )


def _rule(pattern: Pattern) -> dict[str, object]:
    """Return a repeat as RFC 5545 section 3.3.10 writes it."""
    every = pattern.every
    assert every is not None
    if every.nth:
        return {
            "FREQ": "MONTHLY",
            "BYDAY": [f"{n}{ICAL_DAYS[day]}" for day in every.weekdays for n in every.nth],
        }
    days = [ICAL_DAYS[day] for day in every.weekdays]
    if len(days) == 7 and every.weeks == 1:
        return {"FREQ": "DAILY"}
    interval = {"INTERVAL": every.weeks} if every.weeks > 1 else {}
    return {"FREQ": "WEEKLY", **interval, "BYDAY": days}


def _single(library: Library, occurrence: Occurrence, moment: datetime) -> Entry:
    slot = occurrence.slot
    name = uid(
        library, occurrence.event, slot.session, f"{slot.date:%Y%m%d}", "extra" if slot.extra else None
    )
    return _entry(library, occurrence, name, moment)


def _entry(
    library: Library,
    occurrence: Occurrence,
    name: str,
    moment: datetime,
    rule: dict[str, object] | None = None,
    gaps: tuple[date, ...] = (),
) -> Entry:
    event = occurrence.event
    page = f"{library.service.website}whats-on/{event.id}/"
    return Entry(
        uid=name,
        stamp=stamp(library, event.published, event.updated),
        start=occurrence.start.date() if occurrence.all_day else occurrence.start,
        end=occurrence.end.date() if occurrence.all_day else occurrence.end,
        summary=occurrence.title,
        description=_description(library, occurrence, page, rule=bool(rule)),
        url=page,
        location=_location(occurrence),
        categories=_categories(library, event),
        cancelled=occurrence.state == "cancelled",
        sequence=2 if occurrence.state == "cancelled" else int(_differs(occurrence)),
        branches=frozenset(filter(None, [event.branch, occurrence.branch.id if occurrence.branch else None])),
        rule=rule or {},
        gaps=gaps,
    )


def _description(library: Library, occurrence: Occurrence, page: str, *, rule: bool) -> str:
    """Return plain text that ends with the page's address. It depends on the entry alone, never on the day."""
    event = occurrence.event
    announced = stamp(library, event.published, event.updated)
    lines = [
        state_words(occurrence, occurrence.start.date()),
        event.summary,
        event_words(event, announced) if rule else None,
        f"Cost: {event.cost}" if event.cost else None,
        booking_words(event.booking, announced) if event.booking else None,
        f"Book: {event.booking.link}" if event.booking and event.booking.link else None,
        f"Access: {', '.join(ACCESS_NAMES[item] for item in event.access)}" if event.access else None,
        f"Join: {event.online.link}" if event.online and event.online.link else None,
        "This is a sample event of a demonstration." if event.sample else None,
        page,
    ]
    return "\n".join(filter(None, lines))


def _location(occurrence: Occurrence) -> Location | None:
    event, branch = occurrence.event, occurrence.branch
    if branch:
        name = ", ".join(filter(None, [occurrence.room, branch.name]))
        return Location(name, str(branch.address) if branch.address else None, branch.position)
    if event.place:
        return Location(event.place.name, event.place.address, event.place.position)
    return Location("Online") if event.online else None


def _categories(library: Library, event: Event) -> tuple[str, ...]:
    service = library.service
    wanted = {event.type, *event.for_}
    groups = (*service.types, *service.audiences)
    return tuple(group.name for group in groups if group.id in wanted and not group.retired)
