"""When is a branch open? One primitive, ``hours_on``; whether it is open now and what changes next derive from it.

Days are local dates, clock times minutes since local midnight, moments aware datetimes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from librarysite.holidays import holiday_on
from librarysite.model import ZONE, Branch, ChangedHours, Closure, Library, Week
from librarysite.notation import DAY, Span

LOOKED_AHEAD = 400  # days in which the next change is looked for

DayKind = Literal["closed_for_good", "closure", "changed_hours", "holiday", "undecided", "week", "not_known"]


@dataclass(frozen=True, order=True)
class Interval:
    """A time in which the doors are open, in minutes since local midnight; with or without staff."""

    opens: int
    closes: int
    kind: Literal["staffed", "self_service"] = "staffed"


@dataclass(frozen=True)
class DayHours:
    """One day's answer: the intervals in order and disjoint, which rule decided, and why in words."""

    date: date
    intervals: tuple[Interval, ...]
    kind: DayKind
    reason: str | None = None
    cause: Closure | ChangedHours | Week | None = None


@dataclass(frozen=True)
class State:
    """Open or closed at a moment, and the next moment at which that changes (None: not in sight)."""

    open: bool
    interval: Interval | None
    until: datetime | None
    day: DayHours


def hours_on(library: Library, branch: Branch, day: date) -> DayHours:
    """Return when a branch is open on a day.

    The most specific rule decides: closed for good > closure > changed hours > bank holiday > the dated week.
    """
    hours = hours_without_closures(library, branch, day)
    if hours.kind == "closed_for_good":
        return hours
    for closure in closures_on(library, branch, day):
        hours = _less_closure(hours, closure)
    return hours


def hours_without_closures(library: Library, branch: Branch, day: date) -> DayHours:
    """Return when a branch would be open on a day if no closure were in force."""
    if branch.closed and branch.closed_for_good_on(day):
        return DayHours(day, (), "closed_for_good", branch.closed.reason or "Closed for good")
    week = branch.week_on(day)
    usual = _usual(week, day) if week else ()
    for changed in reversed(library.changed_hours):
        if changed.applies_to(branch.id) and _whole_day_in(changed, day):
            return DayHours(day, _changed(changed, usual), "changed_hours", changed.reason, changed)
    if name := holiday_on(day, library.service.holidays.region):
        rule = branch.holidays or library.service.holidays
        return DayHours(day, (), "holiday" if rule.unless_told == "closed" else "undecided", name)
    if week is None:
        return DayHours(day, (), "not_known")
    return DayHours(day, usual, "week", cause=week)


def closures_on(library: Library, branch: Branch, day: date) -> list[Closure]:
    """Return the closures that touch a branch on a day, even partly, in the order of their beginning."""
    start, end = _wall(day), _wall(day, DAY)
    found = [c for c in library.closures if c.applies_to(branch.id) and c.touches(start, end)]
    return sorted(found, key=lambda c: c.starts)


def _wall(day: date, minutes: int = 0) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minutes)


def _whole_day_in(changed: ChangedHours, day: date) -> bool:
    return changed.touches(_wall(day), _wall(day, DAY))


def _usual(week: Week, day: date) -> tuple[Interval, ...]:
    return _joined(week.on(day.weekday()), week.self_service.on(day.weekday()))


def _changed(changed: ChangedHours, usual: tuple[Interval, ...]) -> tuple[Interval, ...]:
    if changed.hours is None:
        return usual
    if changed.self_service is None:
        self_service = tuple(Span(i.opens, i.closes) for i in usual if i.kind == "self_service")
    else:
        self_service = changed.self_service
    return _joined(changed.hours, self_service)


def _joined(staffed: tuple[Span, ...], self_service: tuple[Span, ...]) -> tuple[Interval, ...]:
    """Put staffed and self-service times into one row; where both hold, staffed wins."""
    alone = [Interval(span.start, span.end, "self_service") for span in self_service]
    for span in staffed:
        alone = [part for interval in alone for part in _outside(interval, span.start, span.end)]
    return tuple(sorted([*(Interval(span.start, span.end) for span in staffed), *alone]))


def _outside(interval: Interval, start: int, end: int) -> Iterator[Interval]:
    """Give what is left of an interval outside of start to end."""
    if end <= interval.opens or interval.closes <= start:
        yield interval
        return
    if interval.opens < start:
        yield replace(interval, closes=start)
    if end < interval.closes:
        yield replace(interval, opens=end)


def _less_closure(hours: DayHours, closure: Closure) -> DayHours:
    start = _minutes_into(hours.date, closure.starts)
    end = DAY if closure.ends is None else _minutes_into(hours.date, closure.ends)
    left: list[Interval] = []
    for interval in hours.intervals:
        kept = closure.self_service and interval.kind == "self_service"
        left.extend([interval] if kept else _outside(interval, start, end))
    whole_day = start == 0 and end == DAY
    if tuple(left) == hours.intervals and not (whole_day and not left):
        return hours  # the library is shut at that time anyway: the closure changes nothing today
    if hours.kind == "closure" and not hours.intervals:
        return hours  # closed already; the closure that began first is the reason
    return DayHours(hours.date, tuple(left), "closure", closure.reason, closure)


def _minutes_into(day: date, moment: datetime) -> int:
    """Return a wall time as minutes into a day, not before its beginning nor after its end."""
    return max(0, min(DAY, int((moment - _wall(day)).total_seconds() // 60)))


def moment_of(day: date, minutes: int) -> datetime:
    """Return the moment of a clock time: local wall time with its offset, whatever the clocks did that night."""
    return _wall(day, minutes).replace(tzinfo=ZONE)


def state_at(library: Library, branch: Branch, moment: datetime) -> State:
    """Return whether a branch is open at a moment (aware), and until when that holds.

    An interval holds from its opening up to, but not including, its closing.
    """
    local = moment.astimezone(ZONE)
    day = hours_on(library, branch, local.date())
    clock = local.hour * 60 + local.minute
    now = next((i for i in day.intervals if i.opens <= clock < i.closes), None)
    return State(now is not None, now, next_change(library, branch, local), day)


def next_change(library: Library, branch: Branch, moment: datetime) -> datetime | None:
    """Return the next moment at which a branch opens or closes, or None if none is in sight.

    Where staffed hours pass into self-service hours the doors stay open, and that is no change.
    """
    local = moment.astimezone(ZONE)
    for ahead in range(LOOKED_AHEAD):
        day = local.date() + timedelta(days=ahead)
        for minutes in _door_times(hours_on(library, branch, day).intervals):
            if (at := moment_of(day, minutes)) > local:
                return at
    return None


def _door_times(intervals: tuple[Interval, ...]) -> list[int]:
    """Return the minutes at which the doors open or close."""
    opens, closes = {i.opens for i in intervals}, {i.closes for i in intervals}
    return sorted(opens ^ closes)
