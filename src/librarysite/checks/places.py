"""Rules about where events take place: closed libraries, opening hours and rooms."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from librarysite.checks.dates import moved_dates, place_of_day, place_of_time, window
from librarysite.checks.finding import Finding, Where, error, warning, weekday_date
from librarysite.model import FOLLOWS_THE_BRANCH, Event, Library, Week
from librarysite.notation import DAY, Span, clock
from librarysite.problems import nearest
from librarysite.schedule.hours import DayHours, hours_without_closures
from librarysite.schedule.occurrences import Occurrence, Slot, change_of, doors_open, occurrences, planned

ROOM_LOOKED_AHEAD = timedelta(days=400)
ROOM_LOOKED_BACK = timedelta(days=6 * 366)
DAY_LATER = timedelta(days=1)

Use = tuple[Occurrence, int]


def event_at_closed_branch(library: Library) -> Iterator[Finding]:
    """No event takes place at a branch that is closed for good by then."""
    for number, event in enumerate(library.events):
        if event.branch and _closed_from_the_start(library, event):
            name = library.branch(event.branch).name
            yield error(("events", number, "branch"), f"{name} is closed for good", "choose another library")
        for index, change in enumerate(event.changes):
            day = change.moved_to.date if change.moved_to else change.date
            if change.branch and library.branch(change.branch).closed_for_good_on(day):
                name = library.branch(change.branch).name
                where: Where = ("events", number, "changes", index, "branch")
                yield error(where, f"{name} is closed for good", "choose another library")


def _closed_from_the_start(library: Library, event: Event) -> bool:
    return bool(event.branch) and library.branch(event.branch or "").closed_for_good_on(window(event)[0])


def dates_after_the_branch_closes(library: Library) -> Iterator[Finding]:
    """No date of an event is left at its branch once that has closed for good."""
    for number, event in enumerate(library.events):
        if not event.branch or event.goes_ahead or _closed_from_the_start(library, event):
            continue
        branch = library.branch(event.branch)
        if branch.closed and (slot := _first_date_left(library, event, branch.closed.from_.first)):
            message = f"{branch.name} is closed for good on {weekday_date(slot.date)}"
            remedy = f"write “until: {branch.closed.from_.first - timedelta(days=1)}”"
            if slot.extra:
                remedy = "take this date out, or hold it elsewhere with a change that has “branch:”"
            remedy += "; if the building is used all the same, add “goes_ahead: yes”"
            yield error(("events", number, *place_of_day(event, slot)), message, remedy)


def _first_date_left(library: Library, event: Event, closing: date) -> Slot | None:
    """Return the first planned date from a closing day on that no change cancels, moves or places elsewhere."""
    for slot in planned(library, event, closing, max(closing, window(event)[1])):
        change = change_of(library, event, slot)
        elsewhere = change and (change.cancelled or change.moved_to or change.branch or change.goes_ahead)
        if not elsewhere:
            return slot
    return None


def unknown_room(library: Library) -> Iterator[Finding]:
    """A room is one of the branch's rooms, where those are listed; a new one is added to the list."""
    for number, event in enumerate(library.events):
        for where, branch, room in _rooms_named(event):
            rooms = library.branch(branch).rooms if branch else ()
            if room and rooms and room not in rooms:
                message = f"“{room}” is not among the rooms of this library"
                remedy = (
                    f"{nearest(room, rooms, 'rooms')}; a new one goes into “rooms:” in data/branches.yaml"
                )
                yield warning(("events", number, *where), message, remedy)


def _rooms_named(event: Event) -> Iterator[tuple[Where, str | None, str | None]]:
    yield ("room",), event.branch, event.room
    for index, change in enumerate(event.changes):
        yield ("changes", index, "room"), change.branch or event.branch, change.room


def date_outside_hours(library: Library) -> Iterator[Finding]:
    """An event at a branch lies within the opening hours, or says ``outside_hours: yes``."""
    for number, event in enumerate(library.events):
        if (
            not event.branch
            or event.outside_hours
            or event.goes_ahead
            or _closed_from_the_start(library, event)
        ):
            continue
        branch = library.branch(event.branch)
        for moved_to, slot in _dates_to_check(library, event):
            hours = hours_without_closures(library, branch, slot.date)
            if _outside(slot, hours):
                where = moved_to or (place_of_time if hours.intervals else place_of_day)(event, slot)
                message = f"On {weekday_date(slot.date)} {branch.name} is {_hours_in_words(hours)}"
                remedy = f"{_half_a_day_later(slot, hours)}, or add “outside_hours: yes”"
                if slot.span is None and not slot.written_out:
                    remedy = "leave the day out with “except:”, or write “at: opening hours”"
                yield (error if slot.written_out else warning)(("events", number, *where), message, remedy)


def _dates_to_check(library: Library, event: Event) -> Iterator[tuple[Where | None, Slot]]:
    """Give each date that an editor wrote, and one ordinary date of each series, weekday and dated week."""
    assert event.branch is not None
    branch = library.branch(event.branch)
    seen: set[tuple[str | None, int, Week | None]] = set()
    for slot in planned(library, event, *window(event)):
        if slot.written_out:
            yield None, slot
            continue
        kind = (slot.session, slot.date.weekday(), branch.week_on(slot.date))
        if kind not in seen and hours_without_closures(library, branch, slot.date).kind == "week":
            seen.add(kind)
            yield None, slot
    for where, slot, change in moved_dates(library, event):
        if not change.branch and not change.goes_ahead:
            yield where, slot


def _outside(slot: Slot, hours: DayHours) -> bool:
    if hours.kind in ("not_known", "undecided") or (hours.kind == "changed_hours" and not slot.written_out):
        return False
    if slot.span == FOLLOWS_THE_BRANCH:
        return slot.written_out and not hours.intervals
    if slot.span is None:
        return not hours.intervals
    doors = doors_open(hours.intervals)
    return not any(door.opens <= slot.span[0] and slot.span[1] <= door.closes for door in doors)


def _half_a_day_later(slot: Slot, hours: DayHours) -> str:
    """Return what to write for a time outside the hours: half a day later, if that is within them."""
    if isinstance(slot.span, Span):
        later = Span(slot.span.start + DAY // 2, slot.span.end + DAY // 2)
        if not _outside(replace(slot, span=later), hours):
            return f"did you mean {clock(later.start)} to {clock(later.end)}? Choose a time within the opening hours"
    return "choose a time within the opening hours"


def _hours_in_words(hours: DayHours) -> str:
    if not hours.intervals:
        return "closed" + (f" ({hours.reason})" if hours.reason else "")
    return "open " + ", ".join(f"{clock(i.opens)} to {clock(i.closes)}" for i in doors_open(hours.intervals))


def moved_onto_a_closure(library: Library) -> Iterator[Finding]:
    """A date does not move to a time at which its library is closed, or its change says ``goes_ahead: yes``."""
    for number, event in enumerate(library.events):
        for index, change in enumerate(event.changes):
            day = change.moved_to.date if change.moved_to else None
            found = occurrences(library, event, day, day + DAY_LATER) if day and not change.cancelled else []
            if any(o.change is change and o.state == "cancelled" for o in found):
                reason = next(o.reason for o in found if o.change is change)
                message = f"The library is closed then ({reason}): this date shows as cancelled"
                where: Where = ("events", number, "changes", index, "moved_to")
                yield warning(
                    where,
                    message,
                    "choose another time, or add “goes_ahead: yes” to this change if it takes place all the same",
                )


def two_events_in_one_room(library: Library) -> Iterator[Finding]:
    """Two events are not in one room at one time, unless one says ``shares_room: yes``."""
    told: set[tuple[str, str]] = set()
    for (_, room), uses in _uses_of_rooms(library).items():
        for (one, _), (other, number) in _clashes(uses):
            pair = (one.event.id, other.event.id)
            if pair not in told:
                told.add(pair)
                yield error(
                    ("events", number, *_place_of_room(other)),
                    f"{room} is taken on {weekday_date(other.start.date())} by “{one.event.title}”",
                    "choose another room or time, or add “shares_room: yes”",
                )


def _place_of_room(use: Occurrence) -> Where:
    """Return where in an event the room of a date is written: at the event, or at the change of that date."""
    changed = use.change and use.change.room and use.change
    return ("changes", use.event.changes.index(changed), "room") if changed else ("room",)


def _uses_of_rooms(library: Library) -> dict[tuple[str, str], list[Use]]:
    """Return all uses of each room until 400 days after the last of the events has begun."""
    uses: dict[tuple[str, str], list[Use]] = {}
    using = [(n, e, *_days_in_rooms(e)) for n, e in enumerate(library.events) if _uses_a_room(e)]
    horizon = max((first for _, _, first, _ in using), default=date.min) + ROOM_LOOKED_AHEAD
    for number, event, first, last in using:
        earliest = max(first, horizon - ROOM_LOOKED_BACK)
        for o in occurrences(library, event, earliest, min(last, horizon)):
            if o.state != "cancelled" and o.branch and o.room and not o.all_day:
                uses.setdefault((o.branch.id, o.room), []).append((o, number))
    return uses


def _uses_a_room(event: Event) -> bool:
    return not event.shares_room and bool(event.room or any(change.room for change in event.changes))


def _days_in_rooms(event: Event) -> tuple[date, date]:
    """Return the days among which an event takes place, moved dates included; a series may have no end."""
    first, last = window(event)
    moved = [change.moved_to.date for change in event.changes if change.moved_to]
    endless = any(pattern.endless for pattern in event.when)
    return min([first, *moved]), date.max if endless else max([last, *(day + DAY_LATER for day in moved)])


def _clashes(uses: list[Use]) -> Iterator[tuple[Use, Use]]:
    """Give each use that begins before an earlier one has ended, with that of the earlier ones that ends last."""
    longest: Use | None = None
    for use in sorted(uses, key=lambda use: (use[0].start, use[1])):
        if longest and use[0].start < longest[0].end:
            yield longest, use
        if longest is None or use[0].end > longest[0].end:
            longest = use
