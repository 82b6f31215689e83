"""The calendars of events: all, those of a branch, an audience, a type, one event, and one date to download.

A series is one VEVENT with RRULE and EXDATE. Every date that is cancelled, moved, extra or changed or in which the
clocks change, and every date of an irregular pattern, is a VEVENT of its own, and its original date is an EXDATE of
the series (schedule.series).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, partial

from librarysite import paths
from librarysite.feeds.ics import Location, VEvent, calendar, colours_of, download
from librarysite.model import Event, Library
from librarysite.notation import DAY, ICAL_DAYS, Every
from librarysite.schedule.agenda import Agenda
from librarysite.schedule.hours import moment_of
from librarysite.schedule.occurrences import Occurrence
from librarysite.schedule.revisions import Revision, revision_of_event
from librarysite.schedule.selections import Selection, selections
from librarysite.schedule.series import Run, divided
from librarysite.wording.facts import ACCESS_NAMES, booking_words, state_words
from librarysite.wording.patterns import event_words

NO_DAY = date.min  # words for it say every year, and when everything begins: a calendar is read on any day
KEPT_AFTER_THE_END = timedelta(days=30)


@dataclass(frozen=True)
class Candidate:
    """A VEVENT that calendars have until some moment, made when it is asked for."""

    dates: list[Occurrence]
    make: Callable[[], VEvent]

    @property
    def event(self) -> Event:
        """The event."""
        return self.dates[0].event

    @cached_property
    def branches(self) -> frozenset[str]:
        """The branches whose calendars have it."""
        return _branches(self.dates[0])

    @cached_property
    def ics(self) -> bytes:
        """The VEVENT written out: it goes as it is into every calendar that has it."""
        return self.make().to_bytes()

    @property
    def leaves(self) -> datetime:
        """The moment at which it leaves: for a cancelled date when its day has passed, for any other 30 days later."""
        last = self.dates[-1]
        if last.state != "cancelled":
            return last.end + KEPT_AFTER_THE_END
        return max(last.end, moment_of(last.start.date(), DAY))


def event_calendars(agenda: Agenda) -> dict[str, bytes]:
    """Return the calendars of events by address, as they are at the agenda's moment."""
    library = agenda.library
    found = {event.id: _candidates(agenda, event) for event in library.events}
    everything = [one for own in found.values() for one in own]
    kept = list(_kept(everything, agenda))
    calendars = {}
    for selection in selections(library):
        own = _selected(kept, everything, selection)
        calendars[selection.calendar] = _calendar(
            library, selection.calendar, selection.calendar_name, selection.page, own
        )
    for event in library.events:
        page, address = paths.event_page(event.id), paths.event_calendar(event.id)
        own = list(_kept(found[event.id], agenda)) or _last(found[event.id])
        calendars[address] = _calendar(library, address, event.title, page, own)
        calendars |= _downloads(agenda, event)
    return calendars


def _downloads(agenda: Agenda, event: Event) -> dict[str, bytes]:
    """Return the files with one date each, for who wants that date alone."""
    revision = revision_of_event(agenda.library, event, agenda.now.today)
    singles = {o.address_of_file: _single(agenda.library, o, revision) for o in agenda.to_add(event)}
    return {address: download(entry.to_bytes()) for address, entry in singles.items()}


def _selected(kept: list[Candidate], everything: list[Candidate], selection: Selection) -> list[Candidate]:
    """Return what the calendar of a selection has."""
    own = [one for one in kept if selection.holds(one.event, one.branches)]
    return own or _last(one for one in everything if selection.holds(one.event, one.branches))


def _calendar(library: Library, address: str, name: str, page: str, found: Iterable[Candidate]) -> bytes:
    website = library.service.website
    return calendar(
        name, f"What’s on. {name}.", website + address, website + page, (one.ics for one in found)
    )


def event_entries(agenda: Agenda, event: Event) -> Iterator[VEvent]:
    """Give the VEVENTs of one event that calendars have now: its series first, then its single dates."""
    return (one.make() for one in _kept(_candidates(agenda, event), agenda))


def dates_in_entries(agenda: Agenda, event: Event) -> dict[str, list[Occurrence]]:
    """Return the dates of each VEVENT of an event that calendars have now, by its UID."""
    return {one.make().uid: one.dates for one in _kept(_candidates(agenda, event), agenda)}


def _candidates(agenda: Agenda, event: Event) -> list[Candidate]:
    """Return whatever calendars have or once had of an event: its series first, then its single dates."""
    library = agenda.library
    revision = revision_of_event(library, event, agenda.now.today)
    runs, single = divided(event, agenda.of(event))
    return [
        *(Candidate(run.dates, partial(_series, library, run, revision)) for run in runs),
        *(Candidate([o], partial(_single, library, o, revision)) for o in single),
    ]


def _kept(found: Iterable[Candidate], agenda: Agenda) -> Iterator[Candidate]:
    return (one for one in found if one.leaves > agenda.now.moment)


def _last(found: Iterable[Candidate]) -> list[Candidate]:
    """Return the one that was the last to leave: programs keep the last entry of a calendar that has become empty."""
    last = max(found, key=lambda one: one.leaves, default=None)
    return [last] if last else []


def uid(library: Library, event: Event, name: str | None) -> str:
    """Return a UID that never changes: the event with its session or with the name of a date, joined by a dot."""
    return f"{'.'.join(filter(None, [event.id, name]))}@{library.service.calendar_domain}"


def _series(library: Library, run: Run, revision: Revision) -> VEvent:
    """Return the VEVENT of a series: DTSTART is its first date that happens, UNTIL its last, in UTC."""
    first, last, all_day = run.dates[0], run.dates[-1], run.dates[0].all_day
    return _entry(
        library,
        first,
        uid(library, first.event, run.name),
        revision,
        rule=_rule(run.repeat) | {"UNTIL": last.start.date() if all_day else last.start.astimezone(UTC)},
        gaps=tuple(
            day if all_day else first.start.replace(year=day.year, month=day.month, day=day.day)
            for day in run.gaps
        ),
    )


def _rule(every: Every) -> dict[str, object]:
    """Return a repeat as RFC 5545 section 3.3.10 writes it. Clients agree about these forms, not about a ``Rule``."""
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


def _single(library: Library, occurrence: Occurrence, revision: Revision) -> VEvent:
    return _entry(library, occurrence, uid(library, occurrence.event, occurrence.slot.name), revision)


def _entry(
    library: Library,
    occurrence: Occurrence,
    name: str,
    revision: Revision,
    rule: dict[str, object] | None = None,
    gaps: tuple[date, ...] = (),
) -> VEvent:
    event = occurrence.event
    page = library.service.website + paths.event_page(event.id)
    return VEvent(
        uid=name,
        revision=revision,
        start=occurrence.start.date() if occurrence.all_day else occurrence.start,
        end=occurrence.end.date() if occurrence.all_day else occurrence.end,
        summary=occurrence.title,
        description=_description(library, occurrence, page, rule=bool(rule)),
        url=page,
        location=_location(occurrence),
        categories=library.categories(event),
        cancelled=occurrence.state == "cancelled",
        branches=_branches(occurrence),
        rule=rule or {},
        gaps=gaps,
        colour=colours_of(tuple(kind.id for kind in library.service.types)).get(event.type or ""),
        conference=event.online.link if event.online else None,
    )


def _branches(occurrence: Occurrence) -> frozenset[str]:
    """Return the branches whose calendars have a date: its own, and its event's if it was moved."""
    own = occurrence.branch.id if occurrence.branch else None
    return frozenset(filter(None, [occurrence.event.branch, own]))


def _description(library: Library, occurrence: Occurrence, page: str, *, rule: bool) -> str:
    """Return plain text that ends with the page's address. It depends on the entry alone, never on the day."""
    event = occurrence.event
    lines = [
        state_words(occurrence, occurrence.start.date()),
        event.summary,
        event_words(event, NO_DAY) if rule else None,
        f"Cost: {event.cost}" if event.cost else None,
        *_how_to_book(event, library.service.help.phone),
        f"Access: {', '.join(ACCESS_NAMES[item] for item in event.access)}" if event.access else None,
        *_how_to_join_online(event),
        "This is a sample event of a demonstration." if event.sample else None,
        page,
    ]
    return "\n".join(filter(None, lines))


def _how_to_book(event: Event, ask: str | None) -> Iterator[str]:
    """Give the lines about booking; ``ask`` is the phone number where the entry has none."""
    if event.booking:
        yield booking_words(event.booking, NO_DAY, ask)
        if event.booking.link:
            yield f"Book: {event.booking.link}"


def _how_to_join_online(event: Event) -> Iterator[str]:
    if event.online and event.branch:
        yield "Also online"
    if event.online and event.online.link:
        yield f"Join: {event.online.link}"


def _location(occurrence: Occurrence) -> Location | None:
    event, branch = occurrence.event, occurrence.branch
    if branch:
        name = ", ".join(filter(None, [occurrence.room, branch.name]))
        return Location(name, str(branch.address) if branch.address else None, branch.position)
    if event.place:
        return Location(event.place.name, event.place.address, event.place.position)
    return Location("Online") if event.online else None
