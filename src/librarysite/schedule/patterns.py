"""The dates that a pattern plans: repeats and written dates, less its gaps and the school holidays."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule, weekday

from librarysite.model import Library, Pattern
from librarysite.notation import Dated, Every, Rule

Gap = Literal["gap", "school_holidays"]  # ``except:``, or ``term_time:``
FREQUENCIES: dict[str, Literal[0, 1, 3]] = {"day": DAILY, "month": MONTHLY, "year": YEARLY}


def pattern_dates(library: Library, pattern: Pattern, start: date, end: date) -> Iterator[Dated]:
    """Give the dates of one pattern, less its gaps and, with ``term_time``, the school holidays."""
    return (dated for dated, gap in days_of_pattern(library, pattern, start, end) if gap is None)


def days_of_pattern(
    library: Library, pattern: Pattern, start: date, end: date
) -> Iterator[tuple[Dated, Gap | None]]:
    """Give every date of one pattern, each with what leaves it out, if anything does."""
    written = (dated for dated in pattern.dates if start <= dated.date < end)
    for dated in written if pattern.on else _repeats(pattern, start, end):
        yield dated, _gap(library, pattern, dated.date)


def _gap(library: Library, pattern: Pattern, day: date) -> Gap | None:
    if pattern.term_time and not any(term.holds(day) for term in library.service.terms):
        return "school_holidays"
    return "gap" if day in pattern.except_ else None


def _repeats(pattern: Pattern, start: date, end: date) -> Iterator[Dated]:
    assert pattern.repeat is not None
    assert pattern.from_ is not None  # the model sees to both
    last = min(end - timedelta(days=1), pattern.until or end)
    if last < max(start, pattern.from_) or (first := first_match(pattern)) is None:
        return
    for day in repeat_days(pattern.repeat, first, max(start, first), last):
        yield Dated(day)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def first_match(pattern: Pattern) -> date | None:
    """Return the first date that a repeat matches, from which “2 weeks on” counts: the very next weekday."""
    repeat = pattern.repeat
    assert repeat is not None
    assert pattern.from_ is not None  # the model sees to both
    each = replace(repeat, weeks=1) if isinstance(repeat, Every) else replace(repeat, interval=1)
    found = _rule(each, pattern.from_).after(_midnight(pattern.from_), inc=True)
    return found.date() if found and (pattern.until is None or found.date() <= pattern.until) else None


def repeat_days(repeat: Every | Rule, counted_from: date, first: date, last: date) -> list[date]:
    """Return the days of a repeat from a first to a last, counting from a day that it matches."""
    rule = _rule(repeat, counted_from)
    return [moment.date() for moment in rule.between(_midnight(first), _midnight(last), inc=True)]


def _rule(repeat: Every | Rule, first: date) -> rrule:
    """Return a repeat as a rule (RFC 5545 section 3.3.10; weeks begin on Monday)."""
    dtstart = _midnight(first)
    if isinstance(repeat, Rule):
        return rrule(
            FREQUENCIES[repeat.each],
            interval=repeat.interval,
            dtstart=dtstart,
            bymonth=repeat.months or None,
            bymonthday=repeat.days or None,
            byweekday=[weekday(day, n) for n, day in repeat.nth] or None,
        )
    if repeat.nth:
        days = [weekday(day, nth) for day in repeat.weekdays for nth in repeat.nth]
        return rrule(MONTHLY, dtstart=dtstart, byweekday=days)
    return rrule(WEEKLY, interval=repeat.weeks, dtstart=dtstart, byweekday=repeat.weekdays, wkst=0)
