"""Dates, moments and spans of days."""

import calendar
import re
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from librarysite.notation.times import Span, read_clock, read_span
from librarysite.problems import Mistake

ZONE = ZoneInfo("Europe/London")
MONTHS = [name.lower() for name in calendar.month_name]
DAY_AND_TIMES = re.compile(r"(\d{4}-\d\d-\d\d)[ T]+(\S.*)")
OFFSET = r"(?:Z|[+-]\d\d:?\d\d)"
A_DAY = re.compile(rf"(\d{{4}})-(\d\d)-(\d\d)(?:[ T]00:00(?::00(?:\.0+)?)?{OFFSET}?)?", re.ASCII | re.I)
A_TIME = re.compile(rf"(\d{{4}}-\d\d-\d\d)[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?({OFFSET})?", re.ASCII | re.I)
MOMENTS = re.compile(r"(\d{4}-\d\d-\d\d)[ T]+(\S+)\s+(?:to|[-–])\s+(\d{4}-\d\d-\d\d)[ T]+(\S+)")


class PartDate(NamedTuple):
    """A date of which only the year or the month may be known; ``first`` is the first day that it can be."""

    first: date
    known_to: Literal["year", "month", "day"]


class Dated(NamedTuple):
    """A day, with clock times of its own or (None) those that its pattern gives."""

    date: date
    span: Span | None = None


def read_date(text: str) -> date:
    """Read ``2026-12-05`` (web forms may write midnight after it: ``2026-12-05T00:00:00.000Z``)."""
    if found := A_DAY.fullmatch(text.strip()):
        return _real_date(*(int(part) for part in found.groups()))
    if found := A_TIME.fullmatch(text.strip()):
        day = _local(text).date() if found[2] else read_date(found[1])
        raise Mistake("A day is expected here, without a time", f"write {day}")
    raise Mistake("A date must be written year first", _date_remedy(text))


def _real_date(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise Mistake(f"There is no month {month}", "write it year first: YYYY-MM-DD")
    if not 1900 <= year <= 2199:
        raise Mistake(f"The year {year} is not likely", "write a year such as 2026")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        name = calendar.month_name[month]
        raise Mistake(f"There is no {day} {name} {year}", f"{name} {year} has {last} days")
    return date(year, month, day)


def _date_remedy(text: str) -> str:
    example = "write it year first: YYYY-MM-DD"
    numbers = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d\d)", text.strip())
    other_way = re.fullmatch(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})", text.strip())
    words = re.fullmatch(
        r"(?:[a-z]{3,9},? )?(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.?,? (\d{4})", text.strip().lower()
    )
    try:
        if numbers:
            day, month, year = (int(part) for part in numbers.groups())
            year += 2000 if year < 100 else 0
        elif other_way:
            year, month, day = (int(part) for part in other_way.groups())
        elif words:
            month = next(i for i, name in enumerate(MONTHS) if name and name.startswith(words[2][:3]))
            day, year = int(words[1]), int(words[3])
        else:
            return example
        return f"write {_real_date(year, month, day).isoformat()}"
    except (Mistake, StopIteration):
        return example


def read_day_or_moment(text: str) -> date | datetime:
    """Read ``2026-12-24`` as a day or ``2026-12-24 13:00`` as a moment of local time.

    A web form may write a moment with its offset from UTC; at midnight it may have meant the day.
    """
    if (found := A_TIME.fullmatch(text.strip())) and found[2]:
        local = _local(text)
        if "00:00" in (f"{local:%H:%M}", text.strip()[11:16]):
            either = f"write {local:%Y-%m-%d} for the day, or {local:%Y-%m-%d} 00:00"
            raise Mistake("This may be a whole day or only its midnight", either)
        return local
    day, _, clock = text.strip().partition("T" if re.match(r"\S{10}T", text.strip()) else " ")
    if not clock:
        return read_date(day)
    return _moment(day, clock)


def _local(text: str) -> datetime:
    """Return the local time of a moment with its offset from UTC."""
    read_date(text.strip()[:10])
    try:
        return datetime.fromisoformat(text.strip().upper()).astimezone(ZONE).replace(tzinfo=None)
    except ValueError:
        raise Mistake("There is no such time", "times go from 00:00 to 24:00") from None


def _moment(day: str, clock: str) -> datetime:
    """Read a day and a clock time; 24:00 is 00:00 of the next day."""
    return datetime.combine(read_date(day), datetime.min.time()) + timedelta(minutes=read_clock(clock))


def read_part_date(text: str) -> PartDate:
    """Read ``2014``, ``2014-01`` or ``2014-01-31``."""
    if re.fullmatch(r"[0-9]{4}", text.strip()):
        return PartDate(read_date(f"{text.strip()}-01-01"), "year")
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}", text.strip()):
        return PartDate(read_date(f"{text.strip()}-01"), "month")
    return PartDate(read_date(text), "day")


def read_days(text: str) -> tuple[date, date]:
    """Read a span of days, ``2026-10-26 to 2026-10-30``, or one day as its own span."""
    if found := re.fullmatch(r"([0-9-]{10})\s*(?:[-–—]|until|till?)\s*([0-9-]{10})", text.strip().lower()):
        raise Mistake("A span of days is written with “to”", f"write {found[1]} to {found[2]}")
    parts = re.split(r"\s+to\s+", text.strip().lower())
    if len(parts) > 2:
        raise Mistake("A span of days cannot be read", "write it as 2026-10-26 to 2026-10-30")
    first, last = read_date(parts[0]), read_date(parts[-1])
    if last < first:
        raise Mistake("The last day is before the first", f"did you mean {last} to {first}?")
    return first, last


def in_a_later_year(day: date, first: date) -> date:
    """Return a date in the first year in which it is not before another: the year is the likeliest slip."""
    years = (first.year, first.year + 1)
    same = [date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1])) for year in years]
    return next(other for other in same if other >= first)


def days_between(first: date, last: date) -> list[date]:
    """Return every day from the first to the last, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def read_dated(text: str) -> Dated:
    """Read a date with or without times: ``2026-12-16``, ``2026-12-16 14:00 to 14:30`` or two moments."""
    if found := MOMENTS.fullmatch(text.strip()):
        start, end = _moment(found[1], found[2]), _moment(found[3], found[4])
        if end <= start:
            raise Mistake("The end is not after the start", "write the earlier moment first")
        begins = start.hour * 60 + start.minute
        return Dated(start.date(), Span(begins, begins + (end - start) // timedelta(minutes=1)))
    if A_DAY.fullmatch(text.strip()) and text.strip()[10:] != " 00:00":  # of which the end may be missing
        return Dated(read_date(text))
    if (found := DAY_AND_TIMES.fullmatch(text.strip())) and not found[2].startswith("to "):
        day, span = read_date(found[1]), read_span(found[2], past_midnight=True)
        return Dated(day + timedelta(days=1) if found[2].startswith("24:00") else day, span)
    return Dated(read_date(text))
