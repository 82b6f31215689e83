"""Clock times and opening hours: minutes since local midnight; a time past midnight is more than 1,440."""

import re
from itertools import pairwise
from typing import NamedTuple

from librarysite.notation.timefaults import (
    MIDNIGHT_TWICE,
    ROUND_THE_CLOCK,
    SHUT,
    USUAL,
    hours_meant,
    midnight_twice,
    no_hours,
)
from librarysite.problems import Mistake

DAY = 24 * 60
EVENING = 18 * 60  # an event that begins from here on ...
SMALL_HOURS = 6 * 60  # ... and ends by here passes midnight
MORNING = 8 * 60  # before this no library opens, so that nobody has meant it
TIMES_BY_NAME = {"midday": 12 * 60, "noon": 12 * 60, "midnight": DAY}
FIGURES = re.compile("[0-9]{1,2}")


class Span(NamedTuple):
    """Two clock times of one day, in minutes since local midnight."""

    start: int
    end: int


def read_clock(text: str) -> int:
    """Read one clock time (``09:00``, ``9am``, ``9.30am``, ``midday``, ``midnight``) as minutes."""
    text = re.sub(r"([ap])\.m\.?$", r"\1m", text.strip().lower().replace(" ", ""))
    if text in TIMES_BY_NAME:
        return TIMES_BY_NAME[text]
    if found := re.fullmatch(r"(\d{1,2})(?:[:.](\d\d))?(am|pm)", text, re.ASCII):
        return _in_half_a_day(text, int(found[1]), int(found[2] or 0), found[3])
    if found := re.fullmatch(r"(\d{1,2}):(\d\d)(?::00)?", text, re.ASCII):
        return _in_a_day(text, int(found[1]), int(found[2]))
    raise Mistake("A time cannot be read", "write it as 09:30 or 9:30am")


def _in_half_a_day(text: str, hour: int, minute: int, half: str) -> int:
    if not (1 <= hour <= 12 and minute < 60):
        raise Mistake(f"There is no time {text}", _half_day_remedy(hour, minute, half))
    return (hour % 12 + (12 if half == "pm" else 0)) * 60 + minute


def _in_a_day(text: str, hour: int, minute: int) -> int:
    if minute > 59:
        raise Mistake(f"There is no time {text}", f"minutes go from 00 to 59: {hour:02}:59 is the last")
    if hour > 24 or (hour == 24 and minute):
        raise Mistake(f"There is no time {text}", "write a time from 00:00 to 24:00")
    return hour * 60 + minute


def _half_day_remedy(hour: int, minute: int, half: str) -> str:
    if half == "pm" and 12 < hour < 24 and minute < 60:
        return (
            f"write {hour:02}:{minute:02}, or {_in_words(hour * 60)}"
            if not minute
            else f"write {hour:02}:{minute:02}"
        )
    return "write a time such as 9:30am or 14:00"


def clock(minutes: int) -> str:
    """Return minutes since midnight as editors write them: 570 is ``09:30``."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def read_span(text: str, *, past_midnight: bool = False) -> Span:
    """Read ``09:00 to 17:00`` or ``9am-5pm``. Only where allowed may the end be after midnight.

    An end that is not after its start is most likely a 12-hour slip. It counts as the next day only where
    that is allowed and the evening (from 6pm) runs into the small hours (until 6am). From midnight to midnight may
    be all of a day or nothing of it: only 24:00, or the word, says that the second midnight is the later one.
    """
    start, end = _two_clocks(text, event=past_midnight)
    if start % DAY == end % DAY == 0 and (start, end) != (0, DAY):
        raise midnight_twice(event=past_midnight)
    if start == DAY:
        start = 0
    if end == 0:
        end = DAY
    if end > start:
        return Span(start, end)
    if past_midnight and start >= EVENING and end <= SMALL_HOURS:
        return Span(start, end + DAY)
    raise Mistake("The end is not after the start", _slip_remedy(start, end))


def _two_clocks(text: str, *, event: bool) -> list[int]:
    """Return the two clock times of hours; a Mistake that offers the hours which are meant if they are not clear."""
    words = text.strip().lower()
    parts = [part.strip() for part in re.split(r"\s+to\s+|\s*[-–—]\s*", words)]
    if len(parts) != 2 or not all(parts):
        raise no_hours(text, event=event)
    try:
        return [read_clock(part) for part in parts]
    except Mistake as mistake:
        if mistake.message.startswith("There is no"):
            raise
        if not hours_meant(text) and not MIDNIGHT_TWICE.fullmatch(words):
            _refuse_bare_figures([re.sub(" ?o['’]?clock", "", part) for part in parts])
        raise no_hours(text, event=event) from None


def _refuse_bare_figures(parts: list[str]) -> None:
    bare = [int(part) for part in parts if FIGURES.fullmatch(part)]
    if len(bare) == 2 and all(1 <= hour <= 12 for hour in bare):
        raise Mistake("These hours can be read in two ways", _both_readings(*bare))
    for hour in bare:
        if not 1 <= hour <= 12:
            raise _no_minutes(hour, bare)
    for hour in bare:
        either = f"{_in_words(hour % 12 * 60)}, {_in_words(hour % 12 * 60 + 720)}"
        raise Mistake(f"“{hour}” may be morning or afternoon", f"write {either} or a time such as 09:00")


def _no_minutes(hour: int, bare: list[int]) -> Mistake:
    """Return what is wrong with an hour that is in one half of the day only, such as 14, and has no minutes."""
    if hour > 24:
        return Mistake(f"There is no time {hour}", "times go from 00:00 to 24:00")
    whole = " to ".join(clock(other * 60) for other in bare)  # both of them, if both are bare
    return Mistake("A time cannot be read", f"write {whole}")


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
    """Return what to write where the end is not after the start."""
    if start == end:
        return f"write when it ends, for example {clock(start)} to {clock(min(start + 60, DAY))}"
    swapped = f"{clock(end)} to {clock(start)}"
    if likely := _likely_hours(start, end, swapped):
        return f"did you mean {likely}?"
    if start >= EVENING and end <= SMALL_HOURS:
        return f"a library's hours end by midnight: write {clock(start)} to 24:00"
    return f"write the earlier time first: {swapped}"


def _likely_hours(start: int, end: int, swapped: str) -> str:
    """Return the hours that are likely meant: half a day later or earlier, or the other way round; nothing if none."""
    if start >= 720 + 60 and MORNING <= end < 720:
        return swapped
    if end + 720 > start and end < 720:
        either = f" or {swapped}" if end >= MORNING else ""
        return f"{clock(start)} to {clock(end + 720)}{either}"
    if start >= 720 + MORNING and start - 720 < end:
        return f"{clock(start - 720)} to {clock(end)}"
    return ""


def read_sessions(text: str) -> tuple[Span, ...]:
    """Read a day's hours: ``closed``, ``09:00 to 17:00`` or ``09:00 to 13:00, 14:00 to 19:00``."""
    words = text.strip().lower()
    if words == "closed":
        return ()
    if SHUT.fullmatch(words):
        raise Mistake("Hours cannot be read", "write closed")
    if USUAL.fullmatch(words):
        raise Mistake("Hours cannot be read", "write the hours themselves, such as 09:00 to 17:00")
    parts = [words] if ROUND_THE_CLOCK.fullmatch(words) else re.split(r",|\band\b", text.lower())
    try:
        sessions = [read_span(part) for part in parts if part.strip()]
    except Mistake as mistake:
        raise (no_hours(text) if len(parts) > 1 and hours_meant(text) else mistake) from None
    if not sessions:
        raise Mistake("There are no hours here", "write closed, or hours such as 09:00 to 17:00")
    _refuse_sessions_that_meet(sessions)
    return tuple(sessions)


def _refuse_sessions_that_meet(sessions: list[Span]) -> None:
    """Refuse a session that begins before the one above has ended, or at that very time."""
    for before, after in pairwise(sessions):
        if after.start == before.end:
            raise Mistake(
                "The second session begins when the first ends",
                f"write {clock(before.start)} to {clock(after.end)}",
            )
        if after.start < before.end:
            raise Mistake(
                "The second session does not begin after the first has ended", _sessions_remedy(sessions)
            )


def _sessions_remedy(sessions: list[Span]) -> str:
    """Return the sessions in order, if that is all that is wrong with them."""
    in_order = sorted(sessions)
    if all(before.end < after.start for before, after in pairwise(in_order)):
        return f"write {', '.join(f'{clock(s.start)} to {clock(s.end)}' for s in in_order)}"
    return "write the sessions in order, with a gap between"
