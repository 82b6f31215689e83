"""Which closures, changed hours and notices are in force at a moment, and which are still to come."""

from datetime import datetime, time, timedelta

from librarysite.model import Closure, Library, Status
from librarysite.moment import Now

COMING = timedelta(weeks=6)  # how far ahead people are told what will be different


def in_force(entry: Status, now: Now) -> bool:
    """Tell whether an entry of ``status.yaml`` holds now."""
    return entry.touches(now.wall, now.wall + timedelta.resolution)


def is_coming(entry: Status, now: Now, ahead: timedelta = COMING) -> bool:
    """Tell whether an entry holds now or will within a time ahead."""
    return entry.touches(now.wall, now.wall + ahead)


def is_out(entry: Status, now: Now) -> bool:
    """Tell whether an entry is announced: from the day it is published, without one at once, and while it holds."""
    return entry.published is None or entry.published <= now.today or entry.starts <= now.wall


def is_over(entry: Status, now: Now) -> bool:
    """Tell whether an entry holds neither now nor later: its end has passed, or it was called off."""
    return bool(entry.cancelled) or (entry.ends is not None and entry.ends <= now.wall)


def closures_today(library: Library, now: Now) -> list[Closure]:
    """Return the closures that hold now or begin later today, in the order of their beginning."""
    midnight = datetime.combine(now.today + timedelta(days=1), time())
    found = [c for c in library.closures if c.touches(now.wall, midnight)]
    return sorted(found, key=lambda c: c.starts)


def closed_everywhere(library: Library, now: Now) -> list[Closure]:
    """Return the closures of today if no library is left open by them: one for all, or several together."""
    found, meant = closures_today(library, now), library.in_service_on(now.today)
    for_all = [c for c in found if all(c.applies_to(b.id) for b in meant)]
    together = bool(meant) and all(any(c.applies_to(b.id) for c in found) for b in meant)
    return for_all or (found if together else [])
