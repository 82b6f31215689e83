"""Says when an event takes place as news of it says it: what is planned, which dates come next, what happened to some.

Everything is as of the day of the news, never of today, so that the words of an item stay as days pass.
"""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from librarysite.model import Event, Library
from librarysite.schedule.agenda import DATES_SHOWN
from librarysite.schedule.occurrences import Occurrence, occurrences
from librarysite.wording.facts import day_words, names_words, place_words, state_words, time_words
from librarysite.wording.patterns import event_words, pattern_words

MOST_DATES = 10  # named one by one; of more the last is said


def when_lines(library: Library, event: Event, day: date, *, again: bool) -> list[str]:
    """Return when an event takes place from a day on, and what is cancelled, moved or added by then.

    Told ``again``, or where a date that was written out is off, the next dates stand in place of those in the entry.
    """
    dates = occurrences(library, event, day, date(day.year + 3, 1, 1))
    written = [o for o in dates if o.slot.written_out and o.state in ("cancelled", "moved")]
    return [*_plan(event, day, dates if again or written else None), *_happened(dates, day)]


def _plan(event: Event, day: date, dates: list[Occurrence] | None) -> Iterator[str]:
    """Give what is planned: as it is written, or the repeats that go on and the next dates."""
    if dates is None:
        yield event_words(event, day)
        return
    going_on = [p for p in event.when if p.repeat and (p.until is None or p.until >= day)]
    yield from (pattern_words(pattern, day) for pattern in going_on)
    ahead = [_date_words(o, day) for o in dates if o.state != "cancelled"][:DATES_SHOWN]
    yield f"Next date{'s' * (len(ahead) > 1)}: {'; '.join(ahead)}" if ahead else "There are no more dates"


def _date_words(o: Occurrence, day: date) -> str:
    """Return “Tuesday 8 December, 10am to 11am”."""
    return f"{day_words(o.start.date(), day)}, {'all day' if o.all_day else time_words(o)}"


def _happened(dates: list[Occurrence], day: date) -> Iterator[str]:
    """Give what happened to dates: those cancelled for one reason together, each other one alone."""
    cancelled = sorted((o for o in dates if o.state == "cancelled"), key=lambda o: o.reason or "")
    groups = [list(group) for _, group in groupby(cancelled, lambda o: o.reason)]
    for group in sorted(groups, key=lambda group: group[0].start):
        yield f"Cancelled: {_days(group, day)}" + (f" ({group[0].reason})" if group[0].reason else "")
    for o in dates:
        if o.state == "moved":
            yield _moved(o, day)
        elif o.state == "extra":
            yield f"Also on {_date_words(o, day)}" + (f" ({o.reason})" if o.reason else "")
        elif o.state == "on" and (words := state_words(o, day)):
            yield f"{_date_words(o, day)}: {words}"


def _days(dates: list[Occurrence], day: date) -> str:
    """Return days in a list, with their times where the event has several in a week; of many the last is said."""
    words = [
        _date_words(o, day) if len(o.event.when) > 1 else day_words(o.start.date(), day)
        for o in dates[:MOST_DATES]
    ]
    more = len(dates) - MOST_DATES
    if more > 0:
        words.append(f"{more} more until {day_words(dates[-1].start.date(), day)}")
    return names_words(words) if len(dates[0].event.when) == 1 else "; ".join(words)


def _moved(o: Occurrence, day: date) -> str:
    """Return “Moved from Tuesday 8 December to Wednesday 9 December, 10am to 11am (…)”, with a new place."""
    elsewhere = f", {place_words(o)}" if o.branch and o.branch.id != o.event.branch else ""
    reason = f" ({o.reason})" if o.reason else ""
    new = f"{_date_words(o, day)}{elsewhere}{reason}"
    if o.slot.date == o.start.date():
        return f"Moved: {new}"
    return f"Moved from {day_words(o.slot.date, day)} to {new}"
