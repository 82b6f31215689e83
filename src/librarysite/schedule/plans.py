"""What is planned: the dates of an event before anything decides about them, and what was announced of them since."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Literal

from librarysite.model import FOLLOWS_THE_BRANCH, Branch, Change, Event, Library
from librarysite.notation import DAY, Span
from librarysite.schedule.hours import (
    DayHours,
    Interval,
    doors_open,
    hours_on,
    hours_without_closures,
    moment_of,
    usual_hours,
)
from librarysite.schedule.patterns import Gap, days_of_pattern, pattern_dates

EXTRA = "extra"  # what an extra date is called in its name, and as a session in changes


@dataclass(frozen=True)
class Slot:
    """A date of an event, before anything happened to it; ``span`` None is all day, ``gap`` is what leaves it out.

    ``ended`` is why there are no more, of the first date that would be after the end of its series. ``part`` counts
    from 1 the parts of a day that a closure divides, where the date follows its library's hours.
    """

    date: date
    span: Span | Literal["opening hours"] | None
    session: str | None = None
    extra: bool = False
    written_out: bool = False
    gap: Gap | None = None
    part: int = 1
    ended: str | None = None

    @property
    def name(self) -> str:
        """What tells it from the other dates of its event for ever; parts but the first have their number."""
        return f"{self.name_of_all}.{self.part}" if self.part > 1 else self.name_of_all

    @property
    def name_of_all(self) -> str:
        """The name of the date with all its parts: session, original day, whether it is extra."""
        return ".".join(filter(None, [self.session, f"{self.date:%Y%m%d}", EXTRA if self.extra else None]))


def planned(library: Library, event: Event, start: date, end: date) -> Iterator[Slot]:
    """Give every planned date of an event from ``start`` until before ``end``: patterns and extra dates, no gaps."""
    return (slot for slot in slots(library, event, start, end) if slot.gap is None)


def slots(library: Library, event: Event, start: date, end: date) -> Iterator[Slot]:
    """Give every date of an event from ``start`` until before ``end``, those too that a gap leaves out."""
    for pattern in event.when:
        for dated, gap in days_of_pattern(library, pattern, start, end):
            span = dated.span or pattern.at
            yield Slot(dated.date, span, pattern.id, written_out=bool(pattern.on), gap=gap)
    for dated in event.also_on:
        if start <= dated.date < end:
            yield Slot(dated.date, dated.span or event.times[0], extra=True, written_out=True)


def change_of(library: Library, event: Event, slot: Slot) -> Change | None:
    """Return what was announced about a planned date; a change of its session wins over one of its day."""
    found = [c for c in event.changes if is_about(library, event, c.date, c.session, slot)]
    return max(found, key=lambda change: change.session is not None, default=None)


def slots_of(library: Library, event: Event, day: date, session: str | None) -> list[Slot]:
    """Return the planned dates that a change of a day is about, or of one of its sessions."""
    found = planned(library, event, day, day + timedelta(days=1))
    return [slot for slot in found if is_about(library, event, day, session, slot)]


def is_about(library: Library, event: Event, day: date, session: str | None, slot: Slot) -> bool:
    """Tell whether a change of a day, and of a session if it names one, is of a planned date.

    Without a session it is of all sessions of the day, and of an extra date only on a day that has no other. An extra
    date is the session ``extra``, unless a pattern of the event has that id.
    """
    if day != slot.date:
        return False
    if session == EXTRA and EXTRA not in [pattern.id for pattern in event.when]:
        return slot.extra
    if session or not slot.extra:
        return session in (None, slot.session)
    after = slot.date + timedelta(days=1)
    return not any(
        dated for pattern in event.when for dated in pattern_dates(library, pattern, slot.date, after)
    )


@dataclass(frozen=True)
class Plan:
    """A date as it would take place, its change worked in, together with all that may decide against it.

    ``span`` None is all day; of a date that ``follows`` its library's hours, that it is never open on such a day.
    """

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
        """When it begins and ends: local moments with offset."""
        return moments_of(self.date, self.span)

    @property
    def moved(self) -> bool:
        """Tell whether its change gives it another time or another library."""
        return bool(self.change and self.change.moves)

    @property
    def goes_ahead(self) -> bool:
        """Tell whether an editor has said that nothing stops it."""
        return self.event.goes_ahead or bool(self.change and self.change.goes_ahead)

    @property
    def written_out(self) -> bool:
        """Tell whether an editor wrote this very date, so that a bank holiday cannot be an oversight."""
        return self.slot.written_out or bool(self.change and self.change.moved_to)

    @property
    def never_open(self) -> bool:
        """Tell whether it follows the hours of a library that is never open on such a day."""
        return self.follows and self.span is None

    @cached_property
    def hours(self) -> DayHours | None:
        """The hours of its library on that day if no closure were in force; None away from libraries."""
        return hours_without_closures(self.library, self.branch, self.date) if self.branch else None

    def fits(self, span: Span | None) -> bool:
        """Tell whether a time, None for all day, lies within the hours of its library on that day."""
        doors = doors_open(self.hours.intervals) if self.hours else []
        if span is None or self.follows:
            return bool(doors)
        return any(door.opens <= span.start and span.end <= door.closes for door in doors)


def plans_of(library: Library, event: Event, slot: Slot) -> Iterator[Plan]:
    """Work out where and when a date would take place: once, or in each part of a day that a closure divides."""
    first = plan_of(library, event, slot)
    yield first
    if first.follows and first.branch and not first.goes_ahead:
        for index in range(1, len(opening_spans(library, first.branch, first.date))):
            yield plan_of(library, event, replace(slot, part=index + 1))


def plan_of(library: Library, event: Event, slot: Slot) -> Plan:
    """Work out where and when a date, or its part of a divided day, would take place."""
    change = change_of(library, event, slot)
    moved_to = change.moved_to if change else None
    branch_id = (change and change.branch) or event.branch
    branch = library.branch(branch_id) if branch_id else None
    day = moved_to.date if moved_to else slot.date
    span = (moved_to and moved_to.span) or slot.span
    if span != FOLLOWS_THE_BRANCH:
        return Plan(library, event, slot, change, branch, day, span, follows=False)
    parts = opening_spans(library, branch, day) if branch else []
    opening = parts[slot.part - 1] if parts else None
    plan = Plan(library, event, slot, change, branch, day, opening, follows=True)
    return replace(plan, span=Span(parts[0].start, parts[-1].end)) if parts and plan.goes_ahead else plan


def opening_spans(library: Library, branch: Branch, day: date) -> list[Span]:
    """Return a day's opening from first to last, in two or more where a closure divides it; none where there is none.

    The day's own breaks divide nothing. Where the branch is shut, it is what would have been.
    """
    without = hours_without_closures(library, branch, day).intervals
    left = hours_on(library, branch, day).intervals
    if not left:
        usual = without or usual_hours(branch, day).intervals
        return [Span(usual[0].opens, usual[-1].closes)] if usual else []
    spans: list[Span] = []
    for interval in left:
        if spans and not _any_in(without, spans[-1].end, interval.opens):
            spans[-1] = Span(spans[-1].start, interval.closes)
        else:
            spans.append(Span(interval.opens, interval.closes))
    return spans


def _any_in(intervals: tuple[Interval, ...], start: int, end: int) -> bool:
    """Tell whether the doors would be open at any time between two."""
    return any(max(start, interval.opens) < min(end, interval.closes) for interval in intervals)


def moments_of(day: date, span: Span | None) -> tuple[datetime, datetime]:
    """Return when a time of a day, None for all of it, begins and ends: local moments with offset."""
    span = span or Span(0, DAY)
    return moment_of(day, span.start), moment_of(day, span.end)
