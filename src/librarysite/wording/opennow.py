"""What a status says from a moment on: “Open now, closes at 5pm”, in sentences that each hold for a time.

The reader's browser only picks the sentence of its moment; time zones and calendars stay here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from librarysite.model import ZONE, Branch, Library
from librarysite.schedule.doors import Shut, shut_at
from librarysite.schedule.hours import (
    DayHours,
    Interval,
    closures_on,
    hours_on,
    hours_without_closures,
    moment_of,
    state_at,
    usual_hours,
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
    """Yield when the words may change: “tomorrow” comes, a closure begins or ends, a door or a desk opens or closes.

    It is then, too, that one would have opened or closed but for a closure or changed hours: that is a reason.
    """
    day, last_day = first.astimezone(ZONE).date(), last.astimezone(ZONE).date()
    while day <= last_day:
        yield moment_of(day, 0)
        known = (hours_on(library, branch, day), hours_without_closures(library, branch, day))
        for hours in (*known, usual_hours(branch, day)):
            for interval in hours.intervals:
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
    return _closed_words(shut_at(library, branch, moment), moment), False


def _open_words(day: DayHours, interval: Interval, closes: datetime | None, moment: datetime) -> str:
    """Return “Open now, closes at 5pm”, and until or from when there is staff if that changes before."""
    then = next((i for i in day.intervals if i.opens == interval.closes and i.kind != interval.kind), None)
    staffed = interval.kind == "staffed"
    parts = ["Open now" if staffed else "Open now for self-service"]
    if then:
        parts.append(f"staffed {'until' if staffed else 'from'} {clock_words(interval.closes)}")
    if closes:
        parts.append(f"closes {_when(closes, moment, closes=True)}")
    return ", ".join(parts)


def _closed_words(shut: Shut, moment: datetime) -> str:
    """Return “Closed now, opens at 2pm”; why, where more than the normal week keeps the doors shut."""
    if shut.without_end:
        return f"Closed until further notice: {shut.reason}"
    words = f"Closed now: {shut.reason}" if shut.reason else "Closed now"
    if shut.opens is None:
        return words
    opens = _when(shut.opens, moment)
    return f"{words}. Opens {opens}" if shut.reason else f"{words}, opens {opens}"


def _when(turn: datetime, moment: datetime, *, closes: bool = False) -> str:
    """Return “at 5pm”, “at midnight”, “tomorrow at 9am” or “on Tuesday 29 December at 9am”.

    Doors that close at midnight do so at the end of the day before: that is the day that is named.
    """
    minutes = turn.hour * 60 + turn.minute
    day = turn.date() - timedelta(days=1) if closes and not minutes else turn.date()
    days = (day - moment.date()).days
    at = f"at {clock_words(minutes)}"
    if days == 0 or (days == 1 and not minutes and not closes):
        return at
    return f"tomorrow {at}" if days == 1 else f"on {day_words(day, moment.date())} {at}"


def end_words(end: datetime, today: date | None = None) -> str:
    """Return “5pm on Monday 13 July” of a moment (aware) at which doors close; midnight ends the day before it."""
    local = end.astimezone(ZONE)
    minutes = local.hour * 60 + local.minute
    day = local.date() if minutes else local.date() - timedelta(days=1)
    return f"{clock_words(minutes)} on {day_words(day, today)}"
