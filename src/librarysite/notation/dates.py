"""Dates, moments and spans of days."""

import calendar
import re
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from librarysite.notation.dayfaults import ISO, date_of, no_date, part_of, understood
from librarysite.notation.times import Span, clock, read_clock, read_span
from librarysite.problems import Mistake

ZONE = ZoneInfo("Europe/London")
DAY_AND_TIMES = re.compile(r"(\d{4}-\d\d-\d\d)(?:T| +)(\S.*)")
OFFSET = r"(?:Z|[+-]\d\d:?\d\d)"
A_DAY = re.compile(rf"(\d{{4}})-(\d\d)-(\d\d)(?:[ T]00:00(?::00(?:\.0+)?)?{OFFSET}?)?", re.ASCII | re.I)
A_TIME = re.compile(rf"(\d{{4}}-\d\d-\d\d)[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?({OFFSET})?", re.ASCII | re.I)
MOMENTS = re.compile(r"(\d{4}-\d\d-\d\d)[ T]+(\S+)\s+(?:to|[-–])\s+(\d{4}-\d\d-\d\d)[ T]+(\S+)")


TIMES_OF_DAY = {"morning": "09:00", "lunchtime": "13:00", "afternoon": "14:00", "evening": "18:00"}


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
    if A_DAY.fullmatch(text.strip()):
        return date_of(text.strip()[:10])
    if found := A_TIME.fullmatch(text.strip()):
        day = _local(text).date() if found[2] else read_date(found[1])
        raise Mistake("A day is expected here, without a time", f"write {day}")
    raise _span_or_moment(text) or no_date(text)


def _span_or_moment(text: str) -> Mistake | None:
    """Return what is wrong where two dates, or a date with a time, stand in place of a date."""
    words = text.strip()
    if found := re.fullmatch(rf"({ISO})(?: +to +|, *| *[-–—] *| +and +)({ISO})", words):
        return Mistake("One date is expected here", f"write {found[1]}, or {found[2]}")
    if found := re.fullmatch(rf"({ISO})(?:T|,? +(?:at +)?)\d.*", words):
        return Mistake("A day is expected here, without a time", f"write {found[1]}")
    return None


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
    if not (found := re.fullmatch(r"(\S{10})[ T]\s*(\S.*)", text.strip())) or not re.match(
        r"\d{4}-", text.strip()
    ):
        return _loose_moment(text.strip())
    if re.fullmatch(rf"to +{ISO}", found[2]):
        remedy = f"write the first day here, and “to: {found[2][-10:]}” on the next line"
        raise Mistake("One date is expected here, not a span of days", remedy)
    return _moment(found[1], _clock_alone(found[1], found[2]))


def _loose_moment(text: str) -> date | datetime:
    """Read a day; a date and a time in other words are answered with both in figures."""
    found = re.fullmatch(r"(.+?),? +(?:at +)?((?:\d{1,2}[:.]\d\d|\d{1,2}(?=[ap]m)).*)", text)
    if found and not re.match(rf"{ISO}\d*$", text):
        day = understood(found[1])
        raise (
            Mistake("A date must be written year first, and then the time", f"write {day} {found[2]}")
            if day
            else no_date(found[1])
        )
    if re.fullmatch(r"\d{1,2}([:.]\d\d| ?[ap]m).*", text):
        raise Mistake("The date is missing before the time", f"write the date, year first, and then {text}")
    return read_date(text)


def _clock_alone(day: str, clock: str) -> str:
    """Return the time of a moment; what stands beside it is told."""
    if found := re.fullmatch(r"(?:at|from) +(.+)", clock):
        raise Mistake("Only a space stands between date and time", f"write {day} {found[1]}")
    if found := re.fullmatch(r"(\S+) +(?:to|-|–) +(\S+)", clock):
        remedy = f"write {day} {found[1]} here, and “to: {day} {found[2]}” on the next line"
        raise Mistake("One moment is expected here, not two times", remedy)
    if clock.lower() in TIMES_OF_DAY:
        remedy = f"write the time in figures: {day} {TIMES_OF_DAY[clock.lower()]}"
        raise Mistake(f"“{clock}” is not a time", remedy)
    if re.fullmatch(r"\d{1,2}", clock):
        later = f" or {day} {int(clock) + 12}:00" if int(clock) < 12 else ""
        raise Mistake("The minutes are missing from the time", f"write {day} {int(clock):02}:00{later}")
    return clock


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
    if guess := part_of(text):
        raise Mistake("A year or a month is written in figures", f"write {guess}")
    return PartDate(read_date(text), "day")


def read_days(text: str) -> tuple[date, date]:
    """Read a span of days, ``2026-10-26 to 2026-10-30``, or one day as its own span."""
    words = text.strip().lower()
    parts = re.split(r"\s+to\s+", words)
    if len(parts) <= 2 and all(map(A_DAY.fullmatch, parts)):
        first, last = read_date(parts[0]), read_date(parts[-1])
        if last < first:
            raise Mistake("The last day is before the first", f"did you mean {last} to {first}?")
        return first, last
    if guess := span_meant(words):
        raise Mistake("A span of days is written with “to”", f"write {guess}")
    if len(parts) > 2:
        raise Mistake("A span of days cannot be read", "write it as 2026-10-26 to 2026-10-30")
    raise no_date(text)


def span_meant(text: str) -> str:
    """Return the span of days that words mean, as it is to be written; nothing if they mean none."""
    words = re.sub("^from ", "", " ".join(text.strip().lower().split()))
    if found := re.fullmatch(rf"({ISO}) (?:to|[-–—]|until) (\d{{1,2}})", words):
        return _ordered(found[1], f"{found[1][:8]}{int(found[2]):02}")
    if found := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)? ?(?:to|[-–—]|until) ?(.+)", words):
        last = understood(found[2])
        return _ordered(f"{last:%Y-%m}-{int(found[1]):02}", str(last)) if last else ""
    parts = re.split(r" ?(?: to | till? | until | and |, ?|–|—) ?| - ", words)
    if len(parts) == 1 and (found := re.fullmatch(rf"({ISO})-({ISO})", words)):
        parts = [found[1], found[2]]
    days = [understood(part) for part in parts]
    return _ordered(str(days[0]), str(days[1])) if len(days) == 2 and None not in days else ""


def _ordered(first: str, last: str) -> str:
    """Return a span of days if both are dates and in order."""
    try:
        return f"{first} to {last}" if date_of(first) <= date_of(last) else ""
    except Mistake:
        return ""


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
        span = read_span(_times_alone(found[1], found[2]), past_midnight=True)
        day = read_date(found[1])
        return Dated(day + timedelta(days=1) if found[2].startswith("24:00") else day, span)
    return Dated(_loose_dated(text))


def _times_alone(day: str, times: str) -> str:
    """Return the times after a date; what people write in their place is told."""
    if understood_day := understood(f"{day} {times}"):
        raise Mistake("A date stands without the day of the week here", f"write {understood_day}")
    if found := re.fullmatch(rf"(?:and|,|&|[-–—]) *({ISO})", times):
        if times[0] in "-–—":
            raise Mistake("A span of days is written with “to”", f"write {day} to {found[1]}")
        raise Mistake("One date is expected here", "write one date a line, each after a dash")
    if (both := _both_times(re.sub("^(?:at|from) +", "", times))) != times:
        ends = re.search(r"\S(?: to |-|–).*\S", times)
        message = "Only a space stands between date and times" if ends else "It is not said when this ends"
        remedy = f"write {day} {both}" if ends else f"write the end as well, for example {day} {both}"
        raise Mistake(message, remedy)
    if re.fullmatch("(?:in the )?(morning|afternoon|evening|night)", times.lower()):
        raise Mistake(f"“{times}” is not a time", f"write the times in figures: {day} 09:00 to 13:00")
    return times


def _both_times(times: str) -> str:
    """Return a start alone with an end an hour later; other times as they are."""
    bare = re.sub(r":\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$", "", times)
    try:
        start = read_clock(bare)
    except Mistake:
        return times
    return f"{clock(start)} to {clock(min(start + 60, 24 * 60))}"


def _loose_dated(text: str) -> date:
    """Read a date alone; a date and times in other words are answered with both as they are to be written."""
    words = text.strip()
    if re.fullmatch(ISO, words):
        return read_date(words)
    if found := re.fullmatch(rf"({ISO})(?:, *| +and +| *& *)({ISO})(?:.*)", words):
        raise Mistake("One date is expected here", "write one date a line, each after a dash")
    if re.match(r"\d{1,2}(:\d\d| ?[ap]m|[.]\d\d(?![.]\d))", words):
        raise Mistake(
            "The date is missing before the times",
            f"write the date, year first, and then {_both_times(words)}",
        )
    if guess := span_meant(words):
        if guess == words:
            several = "and where more dates can stand, one a line, each after a dash"
            raise Mistake("One date is expected here, not a span of days", f"write {words[:10]}, {several}")
        raise Mistake("A span of days is written year first, with “to”", f"write {guess}")
    found = re.fullmatch(r"(.+?),? +(?:at +)?((?:\d{1,2}[:.]\d\d|\d{1,2}(?= ?[ap]m)).*)", words)
    if found:
        day = understood(found[1])
        message = "A date must be written year first, and then the times"
        raise Mistake(message, f"write {day} {_both_times(found[2])}") if day else no_date(found[1])
    if re.match("every |each ", words.lower()) or re.fullmatch(
        "(mon|tues|wednes|thurs|fri|satur|sun)days?", words.lower()
    ):
        day_name = words.split()[-1].capitalize().removesuffix("s")
        raise Mistake(
            "A single date is expected here",
            f"for every {day_name} write “every: {day_name}” in place of this line",
        )
    return read_date(words)
