"""Clock times and opening hours: minutes since local midnight; a time past midnight is more than 1,440."""

import re
from itertools import pairwise
from typing import NamedTuple

from librarysite.problems import Mistake

DAY = 24 * 60
EVENING = 18 * 60  # an event that begins from here on ...
SMALL_HOURS = 6 * 60  # ... and ends by here passes midnight
MORNING = 8 * 60  # before this no library opens, so that nobody has meant it
FIGURES = re.compile("[0-9]{1,2}")


class Span(NamedTuple):
    """Two clock times of one day, in minutes since local midnight."""

    start: int
    end: int


def read_clock(text: str) -> int:
    """Read one clock time (``09:00``, ``9am``, ``9.30am``, ``midday``, ``midnight``) as minutes."""
    text = text.strip().lower().replace(" ", "")
    words = {"midday": 12 * 60, "noon": 12 * 60, "midnight": DAY}
    if text in words:
        return words[text]
    if found := re.fullmatch(r"(\d{1,2})(?:[:.](\d\d))?(am|pm)", text, re.ASCII):
        hour, minute = int(found[1]), int(found[2] or 0)
        if not (1 <= hour <= 12 and minute < 60):
            raise Mistake(f"There is no time {text}", "write a time such as 9:30am or 14:00")
        return (hour % 12 + (12 if found[3] == "pm" else 0)) * 60 + minute
    if found := re.fullmatch(r"(\d{1,2}):(\d\d)(?::00)?", text, re.ASCII):
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
    if guess := _other_marks(text):
        raise Mistake("Hours cannot be read", f"did you mean {guess}?")
    _refuse_bare_figures(parts)
    start, end = (read_clock(part) for part in parts)
    if start == DAY:
        start = 0
    if end == 0:
        end = DAY
    if end > start:
        return Span(start, end)
    if past_midnight and start >= EVENING and end <= SMALL_HOURS:
        return Span(start, end + DAY)
    raise Mistake("The end is not after the start", _slip_remedy(start, end))


def _refuse_bare_figures(parts: list[str]) -> None:
    bare = [int(part) for part in parts if FIGURES.fullmatch(part)]
    if len(bare) == 2 and all(1 <= hour <= 12 for hour in bare):
        raise Mistake("These hours can be read in two ways", _both_readings(*bare))
    for hour in bare:
        if hour > 24:
            raise Mistake(f"There is no time {hour}", "times go from 00:00 to 24:00")
        if not 1 <= hour <= 12:
            whole = " to ".join(clock(other * 60) for other in bare)  # both of them, if both are bare
            raise Mistake("A time cannot be read", f"write {whole}")
    for hour in bare:
        either = f"{_in_words(hour % 12 * 60)}, {_in_words(hour % 12 * 60 + 720)}"
        raise Mistake(f"“{hour}” may be morning or afternoon", f"write {either} or a time such as 09:00")


def _other_marks(text: str) -> str:
    """Return hours that have a point or nothing between hour and minutes, or “til”, as they are to be written."""
    clock_time = r"(\d{1,2})(?:[:.]?(\d\d))?"
    found = re.fullmatch(
        rf"{clock_time}\s*(?:to|til|till|until|[-–—])\s*{clock_time}", text.strip().lower(), re.ASCII
    )
    if not found or not found[2]:
        return ""
    first, last = int(found[1]) * 60 + int(found[2] or 0), int(found[3]) * 60 + int(found[4] or 0)
    plain = re.fullmatch(r"[\d:]+\s*(?:to|[-–—])\s*[\d:]+", text.strip().lower()) and ":" in text
    right = first < last <= DAY and all(int(minutes or 0) < 60 for minutes in (found[2], found[4]))
    return f"{clock(first)} to {clock(last)}" if right and not plain else ""


def _two_parts(text: str) -> list[str]:
    parts = [
        part.strip() for part in re.split(r"\s+(?:to|til|till|until)\s+|\s*[-–—]\s*", text.strip().lower())
    ]
    if len(parts) != 2 or not all(parts):
        raise Mistake("Hours cannot be read", "write them as 09:00 to 17:00")
    return parts


def _both_readings(first: int, second: int) -> str:
    """Return the hours from the morning and from the afternoon on, each to the next time the second comes."""
    length = (second - first) % 12 * 60 or 720
    readings = []
    for start in (first % 12 * 60, first % 12 * 60 + 720):
        end = start + length if start + length <= DAY else start + length - DAY
        readings.append(f"{clock(start)} to {clock(end)} ({_in_words(start)} to {_in_words(end)})")
    return f"write {' or '.join(readings)}"


def _in_words(minutes: int) -> str:
    """Return a full hour as people say it: 9am, midday, 5pm, midnight."""
    hour = minutes // 60 % 24
    return {0: "midnight", 12: "midday"}.get(hour) or f"{hour % 12}{'am' if hour < 12 else 'pm'}"


def _slip_remedy(start: int, end: int) -> str:
    if end + 720 > start and end < 720:
        return f"did you mean {clock(start)} to {clock(end + 720)}?"
    if start >= 720 + MORNING and start - 720 < end:
        return f"did you mean {clock(start - 720)} to {clock(end)}?"
    if start >= EVENING and end <= SMALL_HOURS:
        return f"a library's hours end by midnight: write {clock(start)} to 24:00"
    return "write the earlier time first"


def read_sessions(text: str) -> tuple[Span, ...]:
    """Read a day's hours: ``closed``, ``09:00 to 17:00`` or ``09:00 to 13:00, 14:00 to 19:00``."""
    if text.strip().lower() == "closed":
        return ()
    if re.match(r"closed\b|n/?a$|none$", text.strip().lower()):
        raise Mistake("Hours cannot be read", "write closed")
    parts = re.split(r",|\band\b", text.lower())
    sessions = [read_span(part) for part in parts if part.strip()]
    if not sessions:
        raise Mistake("There are no hours here", "write closed, or hours such as 09:00 to 17:00")
    for before, after in pairwise(sessions):
        if after.start <= before.end:
            raise Mistake(
                "The second session does not begin after the first has ended",
                "write the sessions in order, with a gap between",
            )
    return tuple(sessions)
