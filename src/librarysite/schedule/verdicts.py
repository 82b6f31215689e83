"""What becomes of a planned date, and why. Nobody else judges: lists show what comes of it, checks put it in words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from typing import Literal

from librarysite.model import Branch, Change, ChangedHours, Closure, Event, Library
from librarysite.schedule.hours import (
    THIRTEEN_MONTHS,
    DayHours,
    closures_between,
    hours_on,
    usual_hours,
)
from librarysite.schedule.plans import Plan, Slot, plans_of, slots

Fate = Literal["on", "moved", "extra", "cancelled", "dropped"]
Decided = Literal[
    "gap",  # ``except:`` leaves it out
    "school_holidays",  # ``term_time:`` leaves it out
    "never_open",  # it follows the hours of a library that is never open on such a day
    "ended",  # it is the first date after the end of its series, of which people are told why there are no more
    "change",  # an editor has cancelled it
    "closed_for_good",
    "not_yet_open",
    "closure",
    "review_day",  # it lies beyond the review day of a closure until further notice
    "holiday",
    "undecided",  # a holiday of which its library must say what it does, and has not
    "changed_hours",
]


@dataclass(frozen=True)
class Verdict:
    """What becomes of a date. ``dropped`` dates are on no list; people are told of those that are ``cancelled``.

    ``decided`` is what decided against it, None where it takes place; ``cause`` is the entry that did, if it was one.
    ``reason`` is what people are told: why it is cancelled or dropped, else the note of its change.
    """

    plan: Plan
    fate: Fate
    decided: Decided | None = None
    reason: str | None = None
    cause: Change | Closure | ChangedHours | None = None

    @property
    def outside_hours(self) -> bool:
        """Tell whether its time lies outside the hours of its library, as far as these are known.

        A day that is not decided yet has none: a date that an editor wrote is not dropped there without a word.
        """
        hours = self.plan.hours
        if hours is None or hours.kind in ("not_known", "not_yet_open"):
            return False
        return not self.plan.fits(self.plan.span)


def verdicts(library: Library, event: Event, start: date, end: date) -> Iterator[Verdict]:
    """Give the verdict of every date planned from ``start`` until before ``end``, those in gaps among them."""
    found = slots(library, event, start, end)
    return (judge(plan) for slot in found for plan in plans_of(library, event, slot))


def slots_after_the_end(library: Library, event: Event) -> Iterator[Slot]:
    """Give the first date that would take place after the end of each series of which an editor says why it ended.

    A day that has an extra date is passed over: the event is on then.
    """
    extra = {dated.date for dated in event.also_on}
    for pattern in event.when:
        if pattern.ended and pattern.until:
            further = event.model_copy(
                update={"when": (pattern.model_copy(update={"until": None}),), "also_on": ()}
            )
            first = pattern.until + timedelta(days=1)
            found = slots(library, further, first, first + timedelta(days=THIRTEEN_MONTHS))
            would_be = (
                slot
                for slot in found
                if slot.date not in extra
                and any(judge(plan).fate in ("on", "moved") for plan in plans_of(library, event, slot))
            )
            yield from (replace(slot, ended=pattern.ended) for slot in islice(would_be, 1))


def judge(plan: Plan) -> Verdict:
    """Judge a date at the time at which it would take place.

    The first that applies decides: a gap, the end of its series, an editor's cancelling, that it goes ahead, closed for
    good, not yet open, closures, holidays, changed hours.
    """
    change = plan.change
    if plan.slot.gap:
        return Verdict(plan, "dropped", plan.slot.gap)
    if plan.slot.ended:
        return Verdict(plan, "cancelled", "ended", plan.slot.ended)
    if change and change.cancelled:
        return Verdict(plan, "cancelled", "change", change.cancelled, change)
    if plan.never_open:
        early = plan.branch is not None and plan.library.not_yet_open_on(plan.branch, plan.date)
        return Verdict(plan, "dropped", "not_yet_open" if early else "never_open")
    if plan.branch and not plan.goes_ahead:
        against = _by_closure(plan, plan.branch) or _by_hours(plan)
        if against:
            return against
    note = change.note if change else None
    if plan.moved:
        return Verdict(plan, "moved", reason=note)
    return Verdict(plan, "extra" if plan.slot.extra else "on", reason=note)


def _by_closure(plan: Plan, branch: Branch) -> Verdict | None:
    """Cancel what a closure overlaps, even partly; drop what lies beyond an open-ended closure's review day."""
    if branch.closed_for_good_on(plan.date):
        return Verdict(plan, "dropped", "closed_for_good")
    if plan.library.not_yet_open_on(branch, plan.date):
        return Verdict(plan, "dropped", "not_yet_open")
    if plan.follows and hours_on(plan.library, branch, plan.date).intervals:
        return None  # the date follows what is left of the day
    start, end = (moment.replace(tzinfo=None) for moment in plan.moments)
    touching = closures_between(plan.library, branch, start, end)
    for closure in touching:
        if closure.review is None or plan.date <= closure.review:
            return Verdict(plan, "cancelled", "closure", closure.reason, closure)
    return Verdict(plan, "dropped", "review_day", touching[0].reason, touching[0]) if touching else None


def _by_hours(plan: Plan) -> Verdict | None:
    """Drop what falls on a bank holiday; cancel what does not fit into changed hours."""
    hours, allowed = plan.hours, plan.event.outside_hours
    assert hours is not None  # it is at a library
    if hours.kind in ("holiday", "undecided"):
        by: Decided = "holiday" if hours.kind == "holiday" else "undecided"
        return None if allowed and plan.written_out else Verdict(plan, "dropped", by, hours.reason)
    changed = hours.cause
    if (
        isinstance(changed, ChangedHours)
        and not allowed
        and not plan.fits(plan.span)
        and _differ(plan, hours)
    ):
        return Verdict(plan, "cancelled", "changed_hours", hours.reason, changed)
    return None


def _differ(plan: Plan, hours: DayHours) -> bool:
    """Tell whether hours are other ones than usual: “as usual” takes no date away."""
    return plan.branch is not None and hours.intervals != usual_hours(plan.branch, plan.date).intervals
