"""Doors that are shut: why, and when they open next. Pages and commands say it in their own words, and never differ."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from librarysite.model import ZONE, Branch, Closure, Library
from librarysite.schedule.holidays import holiday_on
from librarysite.schedule.hours import (
    LOOKED_AHEAD,
    DayHours,
    closures_between,
    hours_on,
    hours_without_closures,
    moment_of,
    usual_hours,
)

NOBODY_KNOWS = ("not_known", "undecided", "closed_for_good")  # days across which no opening is promised


@dataclass(frozen=True)
class Shut:
    """Why doors are shut, and when they open next; ``opens`` is None where that is not known.

    ``reason`` is None where the normal hours alone keep them shut; ``without_end``: until further notice.
    """

    reason: str | None
    opens: datetime | None
    without_end: bool = False


def shut_at(library: Library, branch: Branch, moment: datetime) -> Shut:
    """Return what is to be said of a branch that is shut at a moment (aware), on a day of which its hours are known."""
    local = moment.astimezone(ZONE)
    opens = opens_from(library, branch, local)
    if opens is None and (closure := _without_end(library, branch, local)):
        return Shut(closure.reason, None, without_end=True)
    return Shut(_reason(library, branch, hours_on(library, branch, local.date()), local), opens)


def opens_from(
    library: Library, branch: Branch, moment: datetime, *, staffed: bool = False
) -> datetime | None:
    """Return the first moment, from one (aware) on, at which a branch is open, or has staff.

    None if none is in sight, or if nobody knows of a day before it whether the branch will be open on it.
    """
    local = moment.astimezone(ZONE)
    for ahead in range(LOOKED_AHEAD):
        day = hours_on(library, branch, local.date() + timedelta(days=ahead))
        if day.kind in NOBODY_KNOWS:
            return None
        for interval in day.intervals:
            if moment_of(day.date, interval.closes) > local and not (staffed and interval.kind != "staffed"):
                return max(moment_of(day.date, interval.opens), local)
    return None


def opens_again(library: Library, branch: Branch, closure: Closure) -> datetime | None:
    """Return when a branch opens after a closure: for the public, or with staff where the doors stayed open.

    None where no end is set, and as ``opens_from`` has it.
    """
    if closure.ends is None:
        return None
    staffed = closure.self_service is not None
    return opens_from(library, branch, closure.ends.replace(tzinfo=ZONE), staffed=staffed)


def _without_end(library: Library, branch: Branch, moment: datetime) -> Closure | None:
    """Return the closure because of which a branch that is shut does not open again: in force or about to be."""
    wall = moment.replace(tzinfo=None)
    found = closures_between(library, branch, wall, wall + timedelta(days=LOOKED_AHEAD))
    return next((closure for closure in found if closure.ends is None), None)


def _reason(library: Library, branch: Branch, day: DayHours, moment: datetime) -> str | None:
    """Return why a branch is shut: the closure in force, the changed hours without which it were open, or the day's.

    What only begins later, or is over, is no reason; nor is what sends the staff home while the doors stay open.
    """
    wall = moment.replace(tzinfo=None)
    without = hours_without_closures(library, branch, day.date)
    for closure in closures_between(library, branch, wall, wall + timedelta.resolution):
        if not closure.self_service or _open_at(without, wall):
            return closure.reason
    is_holiday = holiday_on(library, branch, day.date)
    if without.kind == "changed_hours" and not is_holiday and _open_at(usual_hours(branch, day.date), wall):
        return without.reason
    over = isinstance(day.cause, Closure) and day.cause.ends is not None and day.cause.ends <= wall
    return None if day.intervals or over else day.reason


def _open_at(day: DayHours, wall: datetime) -> bool:
    clock = wall.hour * 60 + wall.minute
    return any(interval.opens <= clock < interval.closes for interval in day.intervals)
