"""When does an event take place? One primitive, ``occurrences``: the dates that people see, as they are judged."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from librarysite import paths
from librarysite.model import FOLLOWS_THE_BRANCH, Branch, Change, Event, Library
from librarysite.schedule.plans import Plan, Slot, moments_of, opening_spans, planned, plans_of
from librarysite.schedule.verdicts import Verdict, judge, slots_after_the_end

OccurrenceState = Literal["on", "cancelled", "moved", "extra"]


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

    Cancelled dates are among them, so that people are told. What the verdict drops is not.
    """
    plans = (plan for slot in _slots(library, event, start, end) for plan in plans_of(library, event, slot))
    found = (o for plan in plans for o in _listed(judge(plan)))
    inside = [o for o in found if start <= o.start.date() < end]
    return sorted(inside, key=lambda o: (o.start, o.end, o.slot.session or "", o.slot.date))


def _slots(library: Library, event: Event, start: date, end: date) -> Iterator[Slot]:
    """Give the planned dates of a window, those outside it that may have moved into it, and what tells of an end."""
    moved = {change.date for change in event.changes if change.moved_to}
    yield from planned(library, event, start, end)
    yield from (slot for slot in slots_after_the_end(library, event) if start <= slot.date < end)
    for day in moved:
        if not start <= day < end:
            yield from planned(library, event, day, day + timedelta(days=1))


def _listed(verdict: Verdict) -> Iterator[Occurrence]:
    """Give a date as people see it, unless it is dropped."""
    if verdict.fate == "dropped":
        return
    plan = verdict.plan
    start, end = plan.moments
    yield Occurrence(
        plan.event,
        plan.slot,
        start,
        end,
        plan.span is None,
        verdict.fate,
        verdict.reason,
        plan.branch,
        plan.change,
        _planned_start(plan) if plan.moved else start,
    )


def _planned_start(plan: Plan) -> datetime | None:
    """Return when a date was to begin before it moved; None if it followed a branch never open then."""
    span = plan.slot.span
    if span == FOLLOWS_THE_BRANCH:
        assert plan.event.branch is not None  # the model sees to it
        library = plan.library
        spans = opening_spans(library, library.branch(plan.event.branch), plan.slot.date)
        if not spans:
            return None
        span = spans[0]
    return moments_of(plan.slot.date, span)[0]
