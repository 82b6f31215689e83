"""When does an event take place? One primitive, ``occurrences``, joins patterns, changes and closures."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from librarysite import paths
from librarysite.model import FOLLOWS_THE_BRANCH, Branch, Change, ChangedHours, Event, Library
from librarysite.notation import DAY, Span
from librarysite.schedule.hours import (
    Interval,
    closures_between,
    hours_on,
    hours_without_closures,
    moment_of,
    usual_hours,
)
from librarysite.schedule.patterns import pattern_dates

OccurrenceState = Literal["on", "cancelled", "moved", "extra"]


@dataclass(frozen=True)
class Slot:
    """A planned date, before anything happened to it. ``span`` None is all day."""

    date: date
    span: Span | Literal["opening hours"] | None
    session: str | None = None
    extra: bool = False
    written_out: bool = False

    @property
    def name(self) -> str:
        """What tells it from the other dates of its event for ever: session, original day, whether it is extra."""
        return ".".join(filter(None, [self.session, f"{self.date:%Y%m%d}", "extra" if self.extra else None]))


@dataclass(frozen=True)
class Occurrence:
    """One date of an event as it will be. ``start`` and ``end`` are local moments with offset."""

    event: Event
    slot: Slot
    start: datetime
    end: datetime
    all_day: bool
    state: OccurrenceState
    reason: str | None = None
    branch: Branch | None = None
    change: Change | None = None
    planned_start: datetime | None = None

    def concerns(self, branch_id: str) -> bool:
        """Tell whether it is at a branch, or would have been before it was moved to another."""
        return branch_id in (self.event.branch, self.branch.id if self.branch else None)

    @property
    def address_of_file(self) -> str:
        """The address of the calendar file with this date alone."""
        return paths.date_calendar(self.event.id, self.slot.name)

    @property
    def title(self) -> str:
        """The title, which a change may have given this date alone."""
        return (self.change and self.change.title) or self.event.title

    @property
    def room(self) -> str | None:
        """The room, which a change may have given this date alone. Another branch has other rooms."""
        if self.change and (self.change.room or self.change.branch):
            return self.change.room
        return self.event.room


def occurrences(library: Library, event: Event, start: date, end: date) -> list[Occurrence]:
    """Return the dates of an event that start on a day from ``start`` until the day before ``end``, in order.

    Cancelled dates are among them, so that people are told. Planned gaps, bank holidays and what lies
    beyond the review day of an open-ended closure are not.
    """
    found = (_occurrence(library, event, slot) for slot in _slots(library, event, start, end))
    inside = [o for o in found if o and start <= o.start.date() < end]
    return sorted(inside, key=lambda o: (o.start, o.end, o.slot.session or "", o.slot.date))


def _slots(library: Library, event: Event, start: date, end: date) -> Iterator[Slot]:
    """Give the planned dates of a window, and those outside it that may have been moved into it."""
    moved = {change.date for change in event.changes if change.moved_to}
    yield from planned(library, event, start, end)
    for day in moved:
        if not start <= day < end:
            yield from planned(library, event, day, day + timedelta(days=1))


def planned(library: Library, event: Event, start: date, end: date) -> Iterator[Slot]:
    """Give every planned date of an event from ``start`` until before ``end``: patterns and extra dates."""
    for pattern in event.when:
        for dated in pattern_dates(library, pattern, start, end):
            yield Slot(dated.date, dated.span or pattern.at, pattern.id, written_out=bool(pattern.on))
    for dated in event.also_on:
        if start <= dated.date < end:
            yield Slot(dated.date, dated.span or event.when[0].at, extra=True, written_out=True)


def change_of(library: Library, event: Event, slot: Slot) -> Change | None:
    """Return what was announced about a planned date; a change of its session wins over one of its day."""
    found = [change for change in event.changes if is_about(library, event, change, slot)]
    return max(found, key=lambda change: change.session is not None, default=None)


def is_about(library: Library, event: Event, change: Change, slot: Slot) -> bool:
    """Tell whether a change is of a planned date.

    Without a session it is of all sessions of the day, and of an extra date only on a day that has no other.
    """
    if change.date != slot.date:
        return False
    if change.session or not slot.extra:
        return change.session in (None, slot.session)
    after = slot.date + timedelta(days=1)
    return not any(
        dated for pattern in event.when for dated in pattern_dates(library, pattern, slot.date, after)
    )


@dataclass(frozen=True)
class _Plan:
    """A planned date together with all that decides whether it takes place."""

    library: Library
    event: Event
    slot: Slot
    change: Change | None
    branch: Branch | None
    date: date
    span: Span | None
    follows: bool

    @property
    def moments(self) -> tuple[datetime, datetime]:
        return _moments(self.date, self.span)

    @property
    def moved(self) -> bool:
        return bool(self.change and (self.change.moved_to or self.change.branch))

    @property
    def goes_ahead(self) -> bool:
        return self.event.goes_ahead or bool(self.change and self.change.goes_ahead)

    @property
    def written_out(self) -> bool:
        """Tell whether an editor wrote this very date, so that a bank holiday cannot be an oversight."""
        return self.slot.written_out or bool(self.change and self.change.moved_to)


def _occurrence(library: Library, event: Event, slot: Slot) -> Occurrence | None:
    plan = _plan(library, event, slot)
    state, reason = _verdict(plan) if plan else (None, None)
    if plan is None or state is None:
        return None
    start, end = plan.moments
    planned_start = _planned_start(library, event, slot) if plan.moved else start
    return Occurrence(
        event, slot, start, end, plan.span is None, state, reason, plan.branch, plan.change, planned_start
    )


def _planned_start(library: Library, event: Event, slot: Slot) -> datetime | None:
    """Return when a date was to begin before it moved; None if it followed a branch never open then."""
    span = slot.span
    if span == FOLLOWS_THE_BRANCH:
        assert event.branch is not None  # the model sees to it
        if (span := _opening_span(library, library.branch(event.branch), slot.date)) is None:
            return None
    return _moments(slot.date, span)[0]


def _plan(library: Library, event: Event, slot: Slot) -> _Plan | None:
    """Work out where and when a date would take place; None if it follows a branch never open then."""
    change = change_of(library, event, slot)
    branch_id = (change and change.branch) or event.branch
    branch = library.branch(branch_id) if branch_id else None
    moved_to = change.moved_to if change else None
    day = moved_to.date if moved_to else slot.date
    span = (moved_to and moved_to.span) or slot.span
    if span != FOLLOWS_THE_BRANCH:
        return _Plan(library, event, slot, change, branch, day, span, follows=False)
    opening = _opening_span(library, branch, day) if branch else None
    return _Plan(library, event, slot, change, branch, day, opening, follows=True) if opening else None


def _opening_span(library: Library, branch: Branch, day: date) -> Span | None:
    """Return the day's opening from first to last; where the branch is shut, what it would have been."""
    intervals = (
        hours_on(library, branch, day).intervals
        or hours_without_closures(library, branch, day).intervals
        or usual_hours(branch, day).intervals
    )
    return Span(intervals[0].opens, intervals[-1].closes) if intervals else None


def _moments(day: date, span: Span | None) -> tuple[datetime, datetime]:
    span = span or Span(0, DAY)
    return moment_of(day, span.start), moment_of(day, span.end)


Verdict = tuple[OccurrenceState | None, str | None]
NOT_LISTED: Verdict = (None, None)


def _verdict(plan: _Plan) -> Verdict:
    """Judge a date at the time at which it would take place, and say why it is cancelled."""
    change = plan.change
    if change and change.cancelled:
        return "cancelled", change.cancelled
    if plan.branch and not plan.goes_ahead:
        verdict = _by_closure(plan, plan.branch) or _by_hours(plan, plan.branch)
        if verdict:
            return verdict
    note = change.note if change else None
    if plan.moved:
        return "moved", note
    return ("extra" if plan.slot.extra else "on"), note


def _by_closure(plan: _Plan, branch: Branch) -> Verdict | None:
    """Cancel what a closure overlaps, even partly; list nothing beyond an open-ended closure's review day."""
    if branch.closed_for_good_on(plan.date):
        return NOT_LISTED
    if plan.follows and hours_on(plan.library, branch, plan.date).intervals:
        return None  # the date follows what is left of the day
    start, end = (moment.replace(tzinfo=None) for moment in plan.moments)
    touching = closures_between(plan.library, branch, start, end)
    for closure in touching:
        if closure.review is None or plan.date <= closure.review:
            return "cancelled", closure.reason
    return NOT_LISTED if touching else None


def _by_hours(plan: _Plan, branch: Branch) -> Verdict | None:
    """Drop what falls on a bank holiday; cancel what does not fit into changed hours."""
    hours = hours_without_closures(plan.library, branch, plan.date)
    if hours.kind in ("holiday", "undecided"):
        return None if plan.event.outside_hours and plan.written_out else NOT_LISTED
    changed = isinstance(hours.cause, ChangedHours) and hours.cause.hours is not None
    if changed and not plan.event.outside_hours and not _fits(plan, hours.intervals):
        return "cancelled", hours.reason
    return None


def _fits(plan: _Plan, intervals: tuple[Interval, ...]) -> bool:
    if plan.span is None or plan.follows:
        return bool(intervals)
    start, end = plan.span
    return any(door.opens <= start and end <= door.closes for door in doors_open(intervals))


def doors_open(intervals: tuple[Interval, ...]) -> list[Interval]:
    """Return a day's intervals with staffed and self-service times that touch joined into one."""
    joined: list[Interval] = []
    for interval in intervals:
        if joined and joined[-1].closes == interval.opens:
            joined[-1] = Interval(joined[-1].opens, interval.closes)
        else:
            joined.append(interval)
    return joined
