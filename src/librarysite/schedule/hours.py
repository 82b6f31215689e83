"""When is a branch open? One primitive, ``hours_on``; “open now” and the next change derive from it.

Days are local dates, clock times minutes since local midnight, moments aware datetimes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from librarysite.model import AS_USUAL, ZONE, Branch, ChangedHours, Closure, Hours, Library, Week
from librarysite.notation import DAY, PartDate, Span
from librarysite.schedule.holidays import holiday_on

THIRTEEN_MONTHS = 396  # in days
LOOKED_AHEAD = 400  # days in which the next change is looked for

DayKind = Literal[
    "closed_for_good", "not_yet_open", "closure", "changed_hours", "holiday", "undecided", "week", "not_known"
]


@dataclass(frozen=True, order=True)
class Interval:
    """A time in which the doors are open, in minutes since local midnight; with or without staff."""

    opens: int
    closes: int
    kind: Literal["staffed", "self_service"] = "staffed"


@dataclass(frozen=True)
class DayHours:
    """One day's answer: the intervals in order and disjoint, which rule decided, and why in words.

    ``self_service`` has the times without staff before staffed ones are cut out of them: where a closure
    sends the staff home, the doors stay open.
    """

    date: date
    intervals: tuple[Interval, ...]
    kind: DayKind
    reason: str | None = None
    cause: Closure | ChangedHours | Week | PartDate | None = None
    self_service: tuple[Span, ...] = ()


@dataclass(frozen=True)
class State:
    """Open or closed at a moment, and the next moment at which that changes (None: not in sight)."""

    open: bool
    interval: Interval | None
    until: datetime | None
    day: DayHours


def hours_on(library: Library, branch: Branch, day: date) -> DayHours:
    """Return when a branch is open on a day.

    The most specific rule decides: closed for good or not yet open > closure > changed hours > bank holiday > the
    dated week.
    """
    hours = hours_without_closures(library, branch, day)
    if hours.kind in ("closed_for_good", "not_yet_open"):
        return hours
    for closure in closures_on(library, branch, day):
        hours = _less_closure(hours, closure)
    return hours


def hours_without_closures(library: Library, branch: Branch, day: date) -> DayHours:
    """Return when a branch would be open on a day if no closure were in force.

    Changed hours of one day hold on a bank holiday; those of several days only with what they say of bank holidays.
    Where it is closed as usual, “as usual” decides nothing but that it is closed, and its reason is that of others.
    """
    if branch.closed and branch.closed_for_good_on(day):
        return DayHours(day, (), "closed_for_good", branch.closed.reason or "Closed for good")
    if library.not_yet_open_on(branch, day):
        return DayHours(day, (), "not_yet_open", cause=library.opening_of(branch))
    holiday, usual = holiday_on(library, branch, day), usual_hours(branch, day)
    if changed := changed_on(library, branch, day):
        if not holiday:
            return hours_of(changed, usual)
        told = _on_a_holiday(changed, usual, holiday) if changed.over_days else hours_of(changed, usual)
        return DayHours(day, (), "holiday", holiday) if told.kind == "week" else told
    return DayHours(day, (), _unless_told(library, branch), holiday) if holiday else usual


def _unless_told(library: Library, branch: Branch) -> Literal["holiday", "undecided"]:
    """Return what a holiday is of which no entry speaks."""
    rule = (branch.holidays and branch.holidays.unless_told) or library.service.holidays.unless_told
    return "holiday" if rule == "closed" else "undecided"


def usual_hours(branch: Branch, day: date) -> DayHours:
    """Return what the dated week alone says of a day; before the first week that is not known."""
    week = branch.week_on(day)
    if week is None:
        return DayHours(day, (), "not_known")
    self_service = week.self_service.on(day.weekday())
    return DayHours(day, intervals_in(week, day.weekday()), "week", cause=week, self_service=self_service)


def intervals_in(week: Week, weekday: int) -> tuple[Interval, ...]:
    """Return when the doors are open on a weekday of a normal week (Monday is 0)."""
    return _joined(week.on(weekday), week.self_service.on(weekday))


def exceptions(library: Library, branch: Branch, first: date, days: int = THIRTEEN_MONTHS) -> list[DayHours]:
    """Return the days from one on that depart from the normal week: closures, changed hours and holidays."""
    coming = (hours_on(library, branch, first + timedelta(days=n)) for n in range(days))
    return [hours for hours in coming if hours.kind in ("closure", "changed_hours", "holiday", "undecided")]


def closures_on(library: Library, branch: Branch, day: date) -> list[Closure]:
    """Return the closures that touch a branch on a day, even partly, in the order of their beginning."""
    return closures_between(library, branch, _wall(day), _wall(day, DAY))


def closures_between(library: Library, branch: Branch, start: datetime, end: datetime) -> list[Closure]:
    """Return the closures that touch a branch between two wall times, in the order of their beginning."""
    found = [c for c in library.closures if c.applies_to(branch.id) and c.touches(start, end)]
    return sorted(found, key=lambda c: c.starts)


def _wall(day: date, minutes: int = 0) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minutes)


def changed_on(library: Library, branch: Branch, day: date) -> ChangedHours | None:
    """Return the changed hours that decide about a day of a branch; those of the day alone before those of several."""
    start, end = _wall(day), _wall(day, DAY)
    found = [c for c in reversed(library.changed_hours) if c.applies_to(branch.id) and c.touches(start, end)]
    if found:
        holiday = holiday_on(library, branch, day) is not None
        found = [changed for changed in found if changed.decides(holiday=holiday)]
    return min(found, key=lambda changed: changed.over_days, default=None)


def hours_of(changed: ChangedHours, usual: DayHours) -> DayHours:
    """Return what changed hours say of a day of which its usual hours are known."""
    return _with_hours(changed, usual, changed.hours, changed.without_staff)


def _on_a_holiday(changed: ChangedHours, usual: DayHours, name: str) -> DayHours:
    """Return what changed hours of several days say of a bank holiday. Only “as usual” opens doors without staff."""
    hours = changed.bank_holidays
    assert hours is not None  # else they do not decide about it
    if hours == ():
        return DayHours(usual.date, (), "holiday", name)
    if hours == AS_USUAL:
        return _with_hours(
            changed, usual, hours, AS_USUAL if changed.self_service is None else changed.self_service
        )
    return _with_hours(changed, usual, hours, ())


def _with_hours(changed: ChangedHours, usual: DayHours, hours: Hours, self_service: Hours) -> DayHours:
    alone = usual.self_service if self_service == AS_USUAL else self_service
    if hours == AS_USUAL:
        if not isinstance(usual.cause, Week):
            return usual  # nobody has entered what is usual
        if not usual.intervals and not alone:
            return usual  # closed as usual
        hours = usual.cause.on(usual.date.weekday())
    return DayHours(usual.date, _joined(hours, alone), "changed_hours", changed.reason, changed, alone)


def _joined(staffed: Iterable[Span], self_service: Iterable[Span]) -> tuple[Interval, ...]:
    """Put staffed and self-service times into one row; where both hold, staffed wins."""
    staffed, alone = tuple(staffed), tuple(self_service)
    for span in staffed:
        alone = _without(alone, span)
    row = [Interval(*span) for span in staffed] + [Interval(*span, "self_service") for span in alone]
    return tuple(sorted(row))


def _without(spans: Iterable[Span], taken: Span) -> tuple[Span, ...]:
    """Return what is left of some times when another is taken out of them."""
    return tuple(part for span in spans for part in _outside(span, taken))


def _outside(span: Span, taken: Span) -> Iterator[Span]:
    if taken.end <= span.start or span.end <= taken.start:
        yield span
        return
    if span.start < taken.start:
        yield Span(span.start, taken.start)
    if taken.end < span.end:
        yield Span(taken.end, span.end)


def _less_closure(hours: DayHours, closure: Closure) -> DayHours:
    end = DAY if closure.ends is None else _minutes_into(hours.date, closure.ends)
    closed = Span(_minutes_into(hours.date, closure.starts), end)
    staffed = _without((Span(i.opens, i.closes) for i in hours.intervals if i.kind == "staffed"), closed)
    self_service = hours.self_service if closure.self_service else _without(hours.self_service, closed)
    left = _joined(staffed, self_service)
    if left == hours.intervals and (left or closed != Span(0, DAY)):
        return hours  # the library is shut at that time anyway: the closure changes nothing today
    if hours.kind == "closure" and not hours.intervals:
        return hours  # closed already; the closure that began first is the reason
    return DayHours(hours.date, left, "closure", closure.reason, closure, self_service)


def _minutes_into(day: date, moment: datetime) -> int:
    """Return a wall time as minutes into a day, not before its beginning nor after its end."""
    return max(0, min(DAY, int((moment - _wall(day)).total_seconds() // 60)))


def moment_of(day: date, minutes: int) -> datetime:
    """Return the moment of a clock time: local wall time with its offset, whatever clocks did that night."""
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

    Where staffed hours pass into self-service hours the doors stay open, and that is no change; nor is
    midnight if the doors are open before and after it.
    """
    local = moment.astimezone(ZONE)
    midnight: set[int] = set()
    for ahead in range(LOOKED_AHEAD):
        day = local.date() + timedelta(days=ahead)
        times = midnight ^ _door_times(hours_on(library, branch, day).intervals)
        midnight = {0} if DAY in times else set()  # whether it is a change, the next day says
        for minutes in sorted(times - {DAY}):
            if (at := moment_of(day, minutes)) > local:
                return at
    return None


def _door_times(intervals: tuple[Interval, ...]) -> set[int]:
    """Return the minutes at which the doors open or close."""
    opens, closes = {i.opens for i in intervals}, {i.closes for i in intervals}
    return opens ^ closes


def doors_open(intervals: tuple[Interval, ...]) -> list[Interval]:
    """Return a day's intervals with staffed and self-service times that touch joined into one."""
    joined: list[Interval] = []
    for interval in intervals:
        if joined and joined[-1].closes == interval.opens:
            joined[-1] = Interval(joined[-1].opens, interval.closes)
        else:
            joined.append(interval)
    return joined
