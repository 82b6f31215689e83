"""What a status says from a moment on: “Open now, closes at 5pm”, in sentences that each hold for a time.

The reader's browser only picks the sentence of its moment; time zones and calendars stay here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from librarysite.model import ZONE, Branch, Closure, Library
from librarysite.schedule.hours import (
    LOOKED_AHEAD,
    DayHours,
    Interval,
    State,
    closures_between,
    closures_on,
    hours_on,
    moment_of,
    state_at,
)
from librarysite.wording.facts import NO_HOURS, clock_words, day_words, hours_words

HOLDS_FOR = timedelta(hours=36)  # then a page is too old to say what is so now


@dataclass(frozen=True)
class TimedSentence:
    """Words that hold from a moment until just before another, and whether they say that the doors are open."""

    start: datetime
    end: datetime
    words: str
    open: bool


def holds_until(moment: datetime) -> datetime:
    """Return the moment from which a page made at a moment is too old to say what is so now."""
    return moment.astimezone(UTC) + HOLDS_FOR  # in UTC, because 36 hours on the clock may be 35 or 37


def sentences(library: Library, branch: Branch, moment: datetime) -> tuple[TimedSentence, ...]:
    """Return what to say of a branch from a moment (aware) on, for 36 hours, one sentence after the other."""
    first, last = moment.astimezone(UTC), holds_until(moment)
    turns = {turn.astimezone(UTC) for turn in _turns(library, branch, first, last)}
    found: list[TimedSentence] = []
    for start, end in pairwise(sorted({first, last, *(t for t in turns if first < t < last)})):
        words, is_open = _said(library, branch, start.astimezone(ZONE))
        if found and found[-1].words == words:
            found[-1] = replace(found[-1], end=end)
        else:
            found.append(TimedSentence(start, end, words, is_open))
    return tuple(found)


def _turns(library: Library, branch: Branch, first: datetime, last: datetime) -> Iterator[datetime]:
    """Yield when the words may change: a door or a desk opens or closes, a closure begins or ends, “tomorrow” comes."""
    day, last_day = first.astimezone(ZONE).date(), last.astimezone(ZONE).date()
    while day <= last_day:
        yield moment_of(day, 0)
        for interval in hours_on(library, branch, day).intervals:
            yield moment_of(day, interval.opens)
            yield moment_of(day, interval.closes)
        for closure in closures_on(library, branch, day):
            yield closure.starts.replace(tzinfo=ZONE)
            if closure.ends:
                yield closure.ends.replace(tzinfo=ZONE)
        day += timedelta(days=1)


def _said(library: Library, branch: Branch, moment: datetime) -> tuple[str, bool]:
    state = state_at(library, branch, moment)
    if state.interval:
        return _open_words(state.day, state.interval, state.until, moment), True
    if state.day.kind in NO_HOURS:
        return hours_words(state.day), False  # nobody knows, so nothing is claimed
    return _closed_words(library, branch, state, moment), False


def _open_words(day: DayHours, interval: Interval, closes: datetime | None, moment: datetime) -> str:
    """Return “Open now, closes at 5pm”, and until or from when there is staff if that changes before."""
    then = next((i for i in day.intervals if i.opens == interval.closes and i.kind != interval.kind), None)
    staffed = interval.kind == "staffed"
    parts = ["Open now" if staffed else "Open now for self-service"]
    if then:
        parts.append(f"staffed {'until' if staffed else 'from'} {clock_words(interval.closes)}")
    if closes:
        parts.append(f"closes {_when(closes, moment)}")
    return ", ".join(parts)


def _closed_words(library: Library, branch: Branch, state: State, moment: datetime) -> str:
    """Return “Closed now, opens at 2pm”; why, where more than the normal week keeps the doors shut."""
    if state.until is None and (closure := _without_end(library, branch, moment)):
        return f"Closed until further notice: {closure.reason}"
    reason = _reason(library, branch, state.day, moment)
    words = f"Closed now: {reason}" if reason else "Closed now"
    if state.until is None or _undecided_before(library, branch, state.until, moment):
        return words
    opens = _when(state.until, moment)
    return f"{words}. Opens {opens}" if reason else f"{words}, opens {opens}"


def _without_end(library: Library, branch: Branch, moment: datetime) -> Closure | None:
    """Return the closure because of which a branch that is shut does not open again: in force or about to be."""
    wall = moment.replace(tzinfo=None)
    found = closures_between(library, branch, wall, wall + timedelta(days=LOOKED_AHEAD))
    return next((closure for closure in found if closure.ends is None), None)


def _reason(library: Library, branch: Branch, day: DayHours, moment: datetime) -> str | None:
    """Return why a branch is shut: the closure in force, or what keeps it shut all day."""
    wall = moment.replace(tzinfo=None)
    for closure in closures_between(library, branch, wall, wall + timedelta.resolution):
        if not (closure.self_service and day.self_service):  # then the doors open without staff
            return closure.reason
    return None if day.intervals else day.reason


def _undecided_before(library: Library, branch: Branch, opens: datetime, moment: datetime) -> bool:
    """Tell whether nobody knows of a day before the next opening if the branch will be open on it."""
    ahead = (opens.date() - moment.date()).days
    days = [moment.date() + timedelta(days=n) for n in range(1, ahead)]
    return any(hours_on(library, branch, day).kind in NO_HOURS for day in days)


def _when(turn: datetime, moment: datetime) -> str:
    """Return “at 5pm”, “at midnight”, “tomorrow at 9am” or “on Tuesday 29 December at 9am”."""
    minutes = turn.hour * 60 + turn.minute
    days = (turn.date() - moment.date()).days
    at = f"at {clock_words(minutes)}"
    if days == 0 or (days == 1 and not minutes):
        return at
    return f"tomorrow {at}" if days == 1 else f"on {day_words(turn.date(), moment.date())} {at}"
