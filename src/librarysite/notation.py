"""How editors write dates, times and repeats, read into values.

Every function takes the text of one value and returns what it means, or raises ``Mistake`` with what to write
instead. Times are minutes since local midnight; a time past midnight is more than 1,440.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from typing import NamedTuple

from librarysite.problems import Mistake

DAY = 24 * 60
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
MONTHS = [name.lower() for name in calendar.month_name]

EVERY_EXAMPLES = "Tuesday · Monday and Thursday · second Tuesday · last Saturday · 2 weeks on Friday · day"


class Span(NamedTuple):
    """Two clock times of one day, in minutes since local midnight."""

    start: int
    end: int


class Dated(NamedTuple):
    """A day, with clock times of its own or (None) those that its pattern gives."""

    date: date
    span: Span | None = None


@dataclass(frozen=True)
class Every:
    """A repeat: each of ``weekdays`` (Monday is 0), every ``weeks`` weeks or the ``nth`` of the month."""

    weekdays: tuple[int, ...]
    weeks: int = 1
    nth: tuple[int, ...] = ()


def read_date(text: str) -> date:
    """Read ``2026-12-05``."""
    if found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text.strip()):
        return _real_date(*(int(part) for part in found.groups()))
    raise Mistake("A date must be written year first", _date_remedy(text))


def _real_date(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise Mistake(f"There is no month {month}", "write year, month and day: 2026-12-05")
    if not 1900 <= year <= 2199:
        raise Mistake(f"The year {year} is not likely", "write a year such as 2026")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        name = calendar.month_name[month]
        raise Mistake(f"There is no {day} {name} {year}", f"{name} {year} has {last} days")
    return date(year, month, day)


def _date_remedy(text: str) -> str:
    example = "write it as 2026-12-05"
    numbers = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text.strip())
    other_way = re.fullmatch(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})", text.strip())
    words = re.fullmatch(
        r"(?:[a-z]+day,? )?(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.?,? (\d{4})", text.strip().lower()
    )
    try:
        if numbers:
            day, month, year = (int(part) for part in numbers.groups())
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
    """Read ``2026-12-24`` as a day or ``2026-12-24 13:00`` as a moment of local time."""
    day, _, clock = text.strip().partition("T" if re.match(r"\S{10}T", text.strip()) else " ")
    if not clock:
        return read_date(day)
    minutes = read_clock(clock)
    return datetime.combine(read_date(day), datetime.min.time()) + timedelta(minutes=minutes)


def read_part_date(text: str) -> date:
    """Read ``2014``, ``2014-01`` or ``2014-01-31``; the first day of what is written."""
    if re.fullmatch(r"\d{4}", text.strip()):
        return read_date(f"{text.strip()}-01-01")
    if re.fullmatch(r"\d{4}-\d\d", text.strip()):
        return read_date(f"{text.strip()}-01")
    return read_date(text)


def read_clock(text: str) -> int:
    """Read one clock time (``09:00``, ``9am``, ``9.30am``, ``midday``, ``midnight``) as minutes."""
    text = text.strip().lower().replace(" ", "")
    words = {"midday": 12 * 60, "noon": 12 * 60, "midnight": DAY}
    if text in words:
        return words[text]
    if found := re.fullmatch(r"(\d{1,2})(?:[:.](\d\d))?(am|pm)", text):
        hour, minute = int(found[1]), int(found[2] or 0)
        if not (1 <= hour <= 12 and minute < 60):
            raise Mistake(f"There is no time {text}", "write a time such as 9:30am or 14:00")
        return (hour % 12 + (12 if found[3] == "pm" else 0)) * 60 + minute
    if found := re.fullmatch(r"(\d{1,2}):(\d\d)(?::00)?", text):
        hour, minute = int(found[1]), int(found[2])
        if hour > 24 or minute > 59 or (hour == 24 and minute):
            raise Mistake(f"There is no time {text}", "times go from 00:00 to 24:00")
        return hour * 60 + minute
    raise Mistake("A time cannot be read", "write it as 09:30 or 9:30am")


def clock(minutes: int) -> str:
    """Return minutes since midnight as editors write them: 570 is ``09:30``."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def read_span(text: str, *, past_midnight: bool = False) -> Span:
    """Read ``09:00 to 17:00`` or ``9am-5pm``. Only where allowed may the end be after midnight.

    An end that is not after its start is most likely a 12-hour slip. It counts as the next day only where
    that is allowed and the evening (from 6pm) runs into the small hours (until 6am).
    """
    parts = _two_parts(text)
    if all(re.fullmatch(r"\d{1,2}", part) for part in parts):
        raise Mistake("These hours can be read in two ways", _both_readings(*(int(part) for part in parts)))
    for part in parts:
        if re.fullmatch(r"\d{1,2}", part):
            raise Mistake(f"“{part}” may be morning or afternoon", f"write {part}am, {part}pm or a time such as 09:00")
    start, end = (read_clock(part) for part in parts)
    if start == DAY:
        start = 0
    if end == 0:
        end = DAY
    if end > start:
        return Span(start, end)
    if past_midnight and start >= 18 * 60 and end <= 6 * 60:
        return Span(start, end + DAY)
    raise Mistake("The end is not after the start", _slip_remedy(start, end))


def _two_parts(text: str) -> list[str]:
    parts = [part.strip() for part in re.split(r"\s+to\s+|\s*[-–—]\s*", text.strip())]
    if len(parts) != 2 or not all(parts):
        raise Mistake("Hours cannot be read", "write them as 09:00 to 17:00")
    return parts


def _both_readings(first: int, second: int) -> str:
    if not (1 <= first <= 12 and 1 <= second <= 12):
        return f"write {first:02}:00 to {second:02}:00"
    day = f"{first % 12:02}:00 to {second % 12 + 12:02}:00"
    if second > first:
        return f"write {first:02}:00 to {second:02}:00 ({first}am to {second}am) or {day} ({first}am to {second}pm)"
    evening = f"{first % 12 + 12:02}:00 to {second % 12:02}:00"
    return f"write {day} ({first}am to {second}pm) or {evening} ({first}pm to {second}am)"


def _slip_remedy(start: int, end: int) -> str:
    if end + 720 > start and end < 720:
        return f"did you mean {clock(start)} to {clock(end + 720)}?"
    if start >= 720 and start - 720 < end:
        return f"did you mean {clock(start - 720)} to {clock(end)}?"
    return "write the earlier time first"


def read_sessions(text: str) -> tuple[Span, ...]:
    """Read a day's hours: ``closed``, ``09:00 to 17:00`` or ``09:00 to 13:00, 14:00 to 19:00``."""
    if text.strip().lower() == "closed":
        return ()
    sessions = [read_span(part) for part in re.split(r",|\band\b", text) if part.strip()]
    for before, after in zip(sessions, sessions[1:], strict=False):
        if after.start <= before.end:
            raise Mistake(
                "The second session does not begin after the first has ended",
                "write the sessions in order, with a gap between",
            )
    return tuple(sessions)


def read_days(text: str) -> tuple[date, date]:
    """Read a span of days, ``2026-10-26 to 2026-10-30``, or one day as its own span."""
    parts = re.split(r"\s+to\s+", text.strip())
    if len(parts) > 2:
        raise Mistake("A span of days cannot be read", "write it as 2026-10-26 to 2026-10-30")
    first, last = read_date(parts[0]), read_date(parts[-1])
    if last < first:
        raise Mistake("The last day is before the first", f"did you mean {last} to {first}?")
    return first, last


def days_between(first: date, last: date) -> list[date]:
    """Return every day from the first to the last, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


DAY_AND_TIMES = re.compile(r"(\d{4}-\d\d-\d\d)[ T]+(\S.*)")
MOMENTS = re.compile(r"(\d{4}-\d\d-\d\d)[ T]+(\S+)\s+(?:to|[-–])\s+(\d{4}-\d\d-\d\d)[ T]+(\S+)")


def read_dated(text: str) -> Dated:
    """Read a date with or without times: ``2026-12-16``, ``2026-12-16 14:00 to 14:30`` or two moments."""
    if found := MOMENTS.fullmatch(text.strip()):
        first, last = read_date(found[1]), read_date(found[3])
        start, end = read_clock(found[2]), read_clock(found[4]) + (last - first).days * DAY
        if end <= start:
            raise Mistake("The end is not after the start", "write the earlier moment first")
        return Dated(first, Span(start, end))
    if (found := DAY_AND_TIMES.fullmatch(text.strip())) and not found[2].startswith("to "):
        return Dated(read_date(found[1]), read_span(found[2], past_midnight=True))
    return Dated(read_date(text))


def read_every(text: str) -> Every:
    """Read a repeat: a weekday, several, the nth of a month, or ``2 weeks on Friday``."""
    words = re.sub(r"\s*(,|&|\+)\s*", " and ", text.strip().lower())
    words = re.sub(r"^every\s+|\bthe\s+|\bof (the|each|every) month$", "", words).strip()
    if words == "day":
        return Every(tuple(range(7)))
    if words == "weekday":
        return Every(tuple(range(5)))
    if found := re.fullmatch(r"(\d{1,2}|two|three|four|other|second week) ?(?:weeks?)? on (.+)", words):
        weeks = {"two": 2, "three": 3, "four": 4, "other": 2, "second week": 2}.get(found[1])
        return Every(_weekdays(found[2], text), weeks or _interval(found[1]))
    if words.split(" ")[0] in ORDINALS:
        return _nth(words, text)
    return Every(_weekdays(words, text))


def _interval(number: str) -> int:
    if not 1 <= int(number) <= 26:
        raise Mistake("The number of weeks is not likely", "write a number from 2 to 26")
    return int(number)


def _nth(words: str, text: str) -> Every:
    *ordinals, weekday = [word for word in words.split(" ") if word != "and"]
    if any(word not in ORDINALS for word in ordinals) or weekday not in WEEKDAYS:
        raise _not_a_repeat(text)
    nth = tuple(sorted({ORDINALS[word] for word in ordinals}, key=lambda n: n % 6))
    return Every((WEEKDAYS.index(weekday),), nth=nth)


def _weekdays(words: str, text: str) -> tuple[int, ...]:
    names = re.split(r"\s+and\s+|\s+", words.strip())
    singular = [name.removesuffix("s") if name.removesuffix("s") in WEEKDAYS else name for name in names]
    if any(name not in WEEKDAYS for name in singular):
        raise _not_a_repeat(text)
    return tuple(sorted({WEEKDAYS.index(name) for name in singular}))


def _not_a_repeat(text: str) -> Mistake:
    close = {word: get_close_matches(word, [*WEEKDAYS, *ORDINALS], n=1, cutoff=0.6) for word in text.lower().split()}
    if any(close.values()):
        guess = " ".join(close[word][0] if close[word] else word for word in text.lower().split())
        guess = " ".join(word.capitalize() if word in WEEKDAYS else word for word in guess.split())
        if guess.lower() != text.lower():
            return Mistake("This repeat is not understood", f"did you mean {guess}?")
    return Mistake("This repeat is not understood", f"write for example: {EVERY_EXAMPLES}")


def read_yes_no(text: str) -> bool:
    """Read ``yes`` or ``no`` (web forms write ``true`` and ``false``)."""
    words = {"yes": True, "true": True, "no": False, "false": False}
    if text.strip().lower() not in words:
        raise Mistake("This must be yes or no", "write yes or no")
    return words[text.strip().lower()]


def read_yes_no_not_known(text: str) -> bool | None:
    """Read ``yes``, ``no`` or ``not known`` (None)."""
    if text.strip().lower() in {"not known", "unknown"}:
        return None
    try:
        return read_yes_no(text)
    except Mistake:
        raise Mistake("This must be yes, no or not known", "write yes, no or not known") from None


def read_slug(text: str) -> str:
    """Read an id: small letters, figures and hyphens, because it becomes part of addresses."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
        guess = re.sub(r"[^a-z0-9]+", "-", text.lower().replace("'", "").replace("’", "")).strip("-")
        raise Mistake(
            "An id has small letters, figures and hyphens only", f"write {guess}" if guess else "write a name"
        )
    if len(text) > 80:
        raise Mistake("This id is too long", "use at most 80 characters")
    return text


def read_phone(text: str) -> str:
    """Read a United Kingdom phone number as people dial it: ``01582 547418``, ``0300 555 4152``, ``999``."""
    digits = re.sub(r"[ ()-]", "", text)
    if re.fullmatch(r"0\d{9,10}", digits) or re.fullmatch(r"1\d{2}|1\d{5}|999", digits):
        return text.strip()
    if re.fullmatch(r"[1-9]\d{8,9}", digits):
        raise Mistake("This phone number has lost its first 0", f'write "0{text.strip()}"')
    raise Mistake("This is not a United Kingdom phone number", "write it as 01582 547418")


def read_postcode(text: str) -> str:
    """Read a United Kingdom postcode."""
    tidy = re.sub(r"\s+", "", text.upper())
    if not re.fullmatch(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}", tidy):
        raise Mistake("This is not a postcode", "write it as LU1 2NG")
    return f"{tidy[:-3]} {tidy[-3:]}"


def read_link(text: str) -> str:
    """Read a web address. Only https is taken: other schemes can run programs or be read on the way."""
    if text.startswith("http://"):
        raise Mistake("This web address is not secure", f"write https://{text[7:]} if the site offers it")
    if not re.fullmatch(r"https://[A-Za-z0-9.-]+(:\d+)?(/[^\s<>\"]*)?", text):
        raise Mistake("A web address must be written in full", "write it as https://www.example.org/page")
    return text


def read_email(text: str) -> str:
    """Read an e-mail address."""
    if not re.fullmatch(r"[^@\s<>\"]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", text):
        raise Mistake("This is not an e-mail address", "write it as name@example.org")
    return text


def read_position(text: str) -> tuple[float, float]:
    """Read ``51.881146, -0.416991``: latitude and longitude in degrees (WGS 84)."""
    found = re.fullmatch(r"(-?\d{1,2}\.\d+),\s*(-?\d{1,3}\.\d+)", text.strip())
    if not found:
        raise Mistake("A position cannot be read", "write latitude, longitude: 51.881146, -0.416991")
    latitude, longitude = float(found[1]), float(found[2])
    if not (49 <= latitude <= 61 and -9 <= longitude <= 2.1):
        raise Mistake("This position is not in the United Kingdom", "write latitude first: 51.881146, -0.416991")
    return latitude, longitude
