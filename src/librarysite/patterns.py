"""The dates that a pattern plans: repeats and written dates, less its gaps and the school holidays."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

from librarysite.model import Library, Pattern
from librarysite.notation import Dated, Every


def pattern_dates(library: Library, pattern: Pattern, start: date, end: date) -> Iterator[Dated]:
    """Give the dates of one pattern, less its gaps and, with ``term_time``, the school holidays."""
    written = (dated for dated in pattern.dates if start <= dated.date < end)
    days = written if pattern.on else _repeats(pattern, start, end)
    for dated in days:
        in_term = not pattern.term_time or any(term.holds(dated.date) for term in library.service.terms)
        if in_term and dated.date not in pattern.except_:
            yield dated


def _repeats(pattern: Pattern, start: date, end: date) -> Iterator[Dated]:
    assert pattern.every is not None
    assert pattern.from_ is not None  # the model sees to both
    last = min(end - timedelta(days=1), pattern.until or end)
    if last < max(start, pattern.from_) or (first := first_match(pattern)) is None:
        return
    for day in repeat_days(pattern.every, first, max(start, first), last):
        yield Dated(day)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def first_match(pattern: Pattern) -> date | None:
    """Return the first date that a repeat matches, from which “2 weeks on” counts: the very next weekday."""
    assert pattern.every is not None
    assert pattern.from_ is not None  # the model sees to both
    found = _rule(replace(pattern.every, weeks=1), pattern.from_).after(_midnight(pattern.from_), inc=True)
    return found.date() if found and (pattern.until is None or found.date() <= pattern.until) else None


def repeat_days(every: Every, counted_from: date, first: date, last: date) -> list[date]:
    """Return the days of a repeat from a first to a last, counting its weeks from a day that it matches."""
    rule = _rule(every, counted_from)
    return [moment.date() for moment in rule.between(_midnight(first), _midnight(last), inc=True)]


def _rule(every: Every, first: date) -> rrule:
    """Return a repeat as a rule (RFC 5545 section 3.3.10; weeks begin on Monday)."""
    dtstart = _midnight(first)
    if every.nth:
        days = [weekday(day, nth) for day in every.weekdays for nth in every.nth]
        return rrule(MONTHLY, dtstart=dtstart, byweekday=days)
    return rrule(WEEKLY, interval=every.weeks, dtstart=dtstart, byweekday=every.weekdays, wkst=0)
