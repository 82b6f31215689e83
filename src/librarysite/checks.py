"""Finds what cannot be true, although every value can be read. Each rule is a generator with one sentence.

A rule yields findings: a path into the Library (``("events", 3, "changes", 0, "date")``), what is wrong and what
to write. What only becomes wrong because time passes is in ``due`` and never stops a build.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from librarysite.holidays import ANNOUNCED_UNTIL, holidays_in
from librarysite.hours import DayHours, hours_on, hours_without_closures
from librarysite.model import ALL, FOLLOWS_THE_BRANCH, ZONE, Event, Library
from librarysite.notation import DAY, WEEKDAYS, Span, clock, days_between
from librarysite.occurrences import Occurrence, Slot, doors_open, occurrences, planned
from librarysite.problems import Mistake

Where = tuple[str | int, ...]

FURTHEST = timedelta(days=2 * 366)  # how far into an open-ended series the rules look
ROOM_LOOKED_AHEAD = timedelta(days=400)


@dataclass(frozen=True)
class Finding:
    """One contradiction: where it stands, what it is and what to write; a warning does not stop a build."""

    where: Where
    mistake: Mistake
    warning: bool = False


def _error(where: Where, message: str, remedy: str = "") -> Finding:
    return Finding(where, Mistake(message, remedy))


def _warning(where: Where, message: str, remedy: str = "") -> Finding:
    return Finding(where, Mistake(message, remedy), warning=True)


def findings(library: Library) -> Iterator[Finding]:
    """Give every contradiction that any rule finds."""
    for rule in RULES:
        yield from rule(library)


def _window(event: Event) -> tuple[date, date]:
    """Return the days among which all dates of an event lie, open-ended series cut after two years."""
    days = [dated.date for dated in event.also_on]
    for pattern in event.when:
        days.extend(dated.date for dated in pattern.on)
        if pattern.from_:
            days.extend([pattern.from_, pattern.until or pattern.from_ + FURTHEST])
    return min(days), max(days) + timedelta(days=1)


def series_never_happens(library: Library) -> Iterator[Finding]:
    """A pattern gives at least one date."""
    for number, event in enumerate(library.events):
        for index, pattern in enumerate(event.when):
            if not any(slot.session == pattern.id and not slot.extra for slot in planned(library, event, *_window(event))):
                yield _error(
                    ("events", number, "when", index),
                    f"“{event.title}” never takes place: no date fits",
                    "check from, until, except and term_time",
                )


def change_outside_the_series(library: Library) -> Iterator[Finding]:
    """A change is about a date that the event has."""
    for number, event in enumerate(library.events):
        sessions = {pattern.id for pattern in event.when}
        for index, change in enumerate(event.changes):
            where: Where = ("events", number, "changes", index)
            if change.session and change.session not in sessions:
                known = ", ".join(sorted(filter(None, sessions)))
                yield _error((*where, "session"), f"There is no session “{change.session}”", f"sessions are: {known}")
                continue
            slots = _slots_of(library, event, change.date, change.session)
            if not slots:
                yield _error(
                    (*where, "date"),
                    f"“{event.title}” does not take place on {_weekday_date(change.date)}",
                    _nearest_dates(library, event, change.date),
                )
            elif len(slots) > 1 and not change.session:
                yield _error(
                    (*where, "date"), "There are two sessions on this day", "add “session:” with the one that is meant"
                )


def _slots_of(library: Library, event: Event, day: date, session: str | None) -> list[Slot]:
    slots = planned(library, event, day, day + timedelta(days=1))
    return [slot for slot in slots if session in (None, slot.session)]


def _nearest_dates(library: Library, event: Event, day: date) -> str:
    around = planned(library, event, day - timedelta(days=70), day + timedelta(days=70))
    close = sorted({slot.date for slot in around}, key=lambda d: (abs((d - day).days), d))[:2]
    return f"the nearest dates are {' and '.join(map(str, sorted(close)))}" if close else "write one of its dates"


def _weekday_date(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()].capitalize()} {day.isoformat()}"


def date_changed_twice(library: Library) -> Iterator[Finding]:
    """One date has one change."""
    for number, event in enumerate(library.events):
        seen: set[tuple[date, str | None]] = set()
        for index, change in enumerate(event.changes):
            if (change.date, change.session) in seen:
                yield _error(
                    ("events", number, "changes", index, "date"),
                    f"The date {change.date} is changed twice",
                    "join the two changes into one",
                )
            seen.add((change.date, change.session))


def clock_time_that_does_not_exist(library: Library) -> Iterator[Finding]:
    """No event starts or ends in the hour that the clocks leave out in spring."""
    for number, event in enumerate(library.events):
        if not any(_early(slot) for slot in planned(library, event, *_window(event))):
            continue
        for occurrence in occurrences(library, event, *_window(event)):
            if _in_gap(occurrence.start) or _in_gap(occurrence.end):
                yield _error(
                    ("events", number, "when"),
                    f"On {occurrence.start.date()} the clocks go forward and there is no such time",
                    "choose a time before 01:00 or from 02:00",
                )


def _early(slot: Slot) -> bool:
    return isinstance(slot.span, Span) and any(60 <= minutes % DAY < 120 for minutes in slot.span)


def _in_gap(moment: datetime) -> bool:
    """Tell whether a wall time comes back as another after a journey through UTC."""
    return moment.astimezone(UTC).astimezone(ZONE).replace(tzinfo=None) != moment.replace(tzinfo=None)


def event_at_closed_branch(library: Library) -> Iterator[Finding]:
    """No event takes place at a branch that is closed for good."""
    closed = {branch.id: branch.name for branch in library.branches if branch.closed}
    for number, event in enumerate(library.events):
        if event.branch in closed:
            yield _error(("events", number, "branch"), f"{closed[event.branch]} is closed for good", "choose another")


def unknown_room(library: Library) -> Iterator[Finding]:
    """A room is one of the branch's rooms, where those are listed."""
    for number, event in enumerate(library.events):
        rooms = library.branch(event.branch).rooms if event.branch else ()
        if event.room and rooms and event.room not in rooms:
            yield _warning(
                ("events", number, "room"),
                f"“{event.room}” is not among the rooms of this library",
                f"rooms are: {', '.join(rooms)}",
            )


def date_outside_hours(library: Library) -> Iterator[Finding]:
    """An event at a branch lies within the opening hours, or says ``outside_hours: yes``."""
    for number, event in enumerate(library.events):
        if not event.branch or event.outside_hours or event.goes_ahead:
            continue
        for where, slot in _dates_to_check(library, event):
            branch = library.branch(event.branch)
            hours = hours_without_closures(library, branch, slot.date)
            if _outside(slot, hours):
                message = f"On {_weekday_date(slot.date)} {branch.name} is {_hours_in_words(hours)}"
                remedy = "choose a time within the opening hours, or add “outside_hours: yes”"
                once = slot.written_out
                yield (_error if once else _warning)(("events", number, *where), message, remedy)


def _dates_to_check(library: Library, event: Event) -> Iterator[tuple[Where, Slot]]:
    """Give each date that an editor wrote, and one ordinary date of each series and weekday."""
    seen: set[tuple[str | None, int]] = set()
    for slot in planned(library, event, *_window(event)):
        if slot.written_out:
            yield (("also_on",) if slot.extra else ("when",)), slot
        elif (slot.session, slot.date.weekday()) not in seen:
            assert event.branch is not None
            if hours_without_closures(library, library.branch(event.branch), slot.date).kind == "week":
                seen.add((slot.session, slot.date.weekday()))
                yield ("when",), slot
    for index, change in enumerate(event.changes):
        if change.moved_to and not change.branch and not change.goes_ahead:
            for slot in _slots_of(library, event, change.date, change.session)[:1]:
                moved = Slot(change.moved_to.date, change.moved_to.span or slot.span, written_out=True)
                yield ("changes", index, "moved_to"), moved


def _outside(slot: Slot, hours: DayHours) -> bool:
    if hours.kind in ("not_known", "undecided") or (hours.kind == "changed_hours" and not slot.written_out):
        return False
    if slot.span is None or slot.span == FOLLOWS_THE_BRANCH:
        return slot.written_out and not hours.intervals
    doors = doors_open(hours.intervals)
    return not any(door.opens <= slot.span[0] and slot.span[1] <= door.closes for door in doors)


def _hours_in_words(hours: DayHours) -> str:
    if not hours.intervals:
        return "closed" + (f" ({hours.reason})" if hours.reason else "")
    return "open " + ", ".join(f"{clock(i.opens)} to {clock(i.closes)}" for i in doors_open(hours.intervals))


def two_events_in_one_room(library: Library) -> Iterator[Finding]:
    """Two events are not in one room at one time, unless one says ``shares_room: yes``."""
    booked: dict[tuple[str, str], list[tuple[Occurrence, int]]] = {}
    for number, event in enumerate(library.events):
        if event.branch and event.room and not event.shares_room:
            first, last = _window(event)
            for o in occurrences(library, event, first, min(last, first + ROOM_LOOKED_AHEAD)):
                if o.state != "cancelled" and o.branch and o.room and not o.all_day:
                    booked.setdefault((o.branch.id, o.room), []).append((o, number))
    told: Counter[tuple[str, str]] = Counter()
    for (_, room), uses in booked.items():
        for (one, _), (other, number) in pairwise(sorted(uses, key=lambda use: (use[0].start, use[1]))):
            pair = (one.event.id, other.event.id)
            if other.start < one.end and not told[pair]:
                told[pair] += 1
                yield _error(
                    ("events", number, "room"),
                    f"{room} is taken on {_weekday_date(other.start.date())} by “{one.event.title}”",
                    "choose another room or time, or add “shares_room: yes”",
                )


def hours_changed_twice(library: Library) -> Iterator[Finding]:
    """One day of one branch has one entry of changed hours."""
    seen: dict[tuple[str, date], int] = {}
    for number, changed in enumerate(library.changed_hours):
        assert changed.ends is not None  # the model sees to it
        days = days_between(changed.starts.date(), changed.ends.date() - timedelta(days=1))
        clash = next(
            ((b.name, day) for b in library.in_service if changed.applies_to(b.id) for day in days if (b.id, day) in seen),
            None,
        )
        if clash:
            yield _error(
                ("changed_hours", number),
                f"{clash[0]} has changed hours on {clash[1]} in another entry too",
                "keep one of them",
            )
        seen.update({(b.id, day): number for b in library.in_service if changed.applies_to(b.id) for day in days})


def opens_on_a_closed_weekday(library: Library) -> Iterator[Finding]:
    """Changed hours over several days rarely mean to open a library on its closing day."""
    for number, changed in enumerate(library.changed_hours):
        if not changed.hours or changed.on or changed.ends is None:
            continue
        days = days_between(changed.starts.date(), changed.ends.date() - timedelta(days=1))
        for branch in library.in_service:
            week_on = {day: branch.week_on(day) for day in days if changed.applies_to(branch.id)}
            shut = next((d for d, week in week_on.items() if week and not week.on(d.weekday())), None)
            if shut:
                yield _warning(
                    ("changed_hours", number, "hours"),
                    f"This opens {branch.name} on {_weekday_date(shut)}, when it is usually closed",
                    "if that is not meant, write one entry for the days before and one for those after",
                )
                break


def status_for_closed_branch(library: Library) -> Iterator[Finding]:
    """A closure or changed hours are not for a branch that is closed for good."""
    closed = {branch.id: branch.name for branch in library.branches if branch.closed}
    for name in ("closures", "changed_hours", "notices"):
        for number, entry in enumerate(getattr(library, name)):
            for index, branch in enumerate(() if entry.branches == ALL else entry.branches):
                if branch in closed:
                    message = f"{closed[branch]} is closed for good already"
                    yield _error((name, number, "branches", index), message, "leave it out")


RULES: tuple[Callable[[Library], Iterator[Finding]], ...] = (
    series_never_happens,
    change_outside_the_series,
    date_changed_twice,
    clock_time_that_does_not_exist,
    event_at_closed_branch,
    unknown_room,
    date_outside_hours,
    two_events_in_one_room,
    hours_changed_twice,
    opens_on_a_closed_weekday,
    status_for_closed_branch,
)


def due(library: Library, today: date) -> Iterator[Finding]:
    """Give what has become wrong only because time has passed; it never stops a build."""
    for name in ("closures", "notices"):
        for number, entry in enumerate(getattr(library, name)):
            if entry.review and entry.review < today and (entry.ends is None or entry.ends.date() > today):
                message = f"The review day {entry.review} has passed"
                yield _warning((name, number, "review"), message, "look again: write a new day, or an end")
    for number, offer in enumerate(library.offers):
        if offer.until and offer.until < today:
            yield _warning(("offers", number, "until"), f"“{offer.title}” has ended", "renew it or delete it")
    for number, article in enumerate(library.articles):
        if article.review_by and article.review_by < today:
            yield _warning(("articles", number, "review_by"), "This page was to be reviewed", "read it again")
    yield from _due_hours(library, today)


def _due_hours(library: Library, today: date) -> Iterator[Finding]:
    for number, branch in enumerate(library.branches):
        if branch.closed or not branch.hours:
            continue
        week = branch.week_on(today)
        if week and week.checked and (today - week.checked).days > 366:
            message = f"The hours of {branch.name} were last checked on {week.checked}"
            yield _warning(("branches", number, "hours"), message, "make sure, and write a new “checked:”")
        for day in _holidays_ahead(library, today):
            if hours_on(library, branch, day).kind == "undecided":
                message = f"{branch.name} has not decided about {day}"
                yield _warning(("branches", number, "id"), message, "add changed_hours or a closure")


def _holidays_ahead(library: Library, today: date) -> list[date]:
    years = (today.year, today.year + 1)
    days = [d for year in years for d in holidays_in(year, library.service.holidays.region)]
    return [day for day in days if today <= day < today + timedelta(weeks=8) and day.year <= ANNOUNCED_UNTIL]
