"""Times of the day in running words that are not written as GOV.UK writes them: “10am to 11:30am”, “midday”."""

import re
from collections.abc import Iterator

from librarysite.checks.words.misstyled import misstyled
from librarysite.problems import Place, Problem
from librarysite.wording.facts import clock_words

HALF = r"(?:[ap]\.m\.?|[ap]m\b)"
CLOCK = rf"(?:(?:12\s)?(?:noon|midday|midnight)\b|\d{{1,2}}(?:[:.][0-5]\d)?(?:\s?{HALF})?)"
SPAN = re.compile(rf"(?<![\w£$€.:/,+-])({CLOCK})\s*[-–—]+\s*({CLOCK})(?![\w:%/]|[.,-]\d)", re.I)
SINGLE = re.compile(rf"(?<![\w£$€.:/,+-])(\d{{1,2}}(?:[:.][0-5]\d)?\s?{HALF})(?![\w-])", re.I)
HOURS_24 = re.compile(
    r"(?<![\w£$€.:/,+-])(?:((?:0\d|1[3-9]|2[0-3]):[0-5]\d)(?:\s?hrs?\b)?|([01]\d|2[0-3])[.:]?([0-5]\d)\s?hrs?\b"
    r"|(?<=\bat )(1[0-2]|[1-9]):([0-5]\d))(?![\w:]|[.,-]\d|\s?[ap]\.?m)"
)
NAMED = re.compile(r"\b(?:12\s+(?:noon|Noon|midday|midnight)|noon)\b")
PARTS = re.compile(rf"(\d{{1,2}})(?:([:.])([0-5]\d))?\s?({HALF})?", re.I)
NOON = 720
EVENING = 7 * 60  # a time without am or pm before this is one of the afternoon


def clock_slips(text: str) -> Iterator[Problem[Place]]:
    """Give each time of the day that is written in another way, and how to write it."""
    for found in SPAN.finditer(text):
        if words := _span(found[1], found[2]):
            yield misstyled(found, "Times from one to another are written with “to”", words)
    for found in SINGLE.finditer(text):
        minutes = _minutes(found[1])
        words = "" if minutes is None else clock_words(minutes)
        if words not in ("", found[1]):
            yield misstyled(found, f"The website writes this time as “{words}”", words)
    yield from _of_24_hours(text)
    for found in NAMED.finditer(text):
        words = "midnight" if "midnight" in found[0] else "midday"
        yield misstyled(found, f"The website writes this time as “{words}”", words)


def _of_24_hours(text: str) -> Iterator[Problem[Place]]:
    for found in HOURS_24.finditer(text):
        numbers = re.findall(r"\d\d?", found[0])
        minutes = int(numbers[0]) * 60 + int(numbers[1])
        if found[4] and minutes < EVENING:
            minutes += NOON
        words = clock_words(minutes)
        yield misstyled(found, "Times are written with am or pm", words)


def _minutes(written: str) -> int | None:
    """Return the minutes since midnight of a time with am or pm, or one with a name; None if there is none such."""
    if named := re.search("noon|midday|midnight", written, re.I):
        return 0 if named[0].lower() == "midnight" else NOON
    found = PARTS.fullmatch(written)
    if not found or int(found[1]) > 23:
        return None
    hour, minute = int(found[1]), int(found[3] or 0)
    if found[4] and hour <= 12:
        hour = hour % 12 + (12 if found[4].lower().startswith("p") else 0)
    return hour * 60 + minute


def _half(written: str) -> bool:
    """Tell whether a time says which half of the day is meant."""
    return re.search(r"[ap]\.?m|noon|mid", written, re.I) is not None


def _span(first: str, last: str) -> str | None:
    """Return “10am to 11am” for two times with a dash between; None where they may be something else."""
    start, end = _minutes(first), _minutes(last)
    sure = _half(first) or _half(last) or (":" in first and ":" in last)
    if start is None or end is None or not sure:
        return None
    if not _half(first) and not _half(last):
        start, end = _of_a_day(start, end, begins_early=first.startswith("0"))
    elif not _half(first):
        start = _before(start % NOON, end)
    elif not _half(last):
        end = _after(start, end)
    return f"{clock_words(start)} to {clock_words(end)}"


def _of_a_day(start: int, end: int, *, begins_early: bool) -> tuple[int, int]:
    """Return two times without am or pm as a library would mean them: 2:00-4:00 is the afternoon, 09:00 the morning."""
    if start < EVENING and not begins_early:
        start += NOON
    return start, _after(start, end)


def _before(start: int, end: int) -> int:
    """Return a start of the morning in the half of the day of its end, if it is then still before it."""
    return start + NOON if end > NOON and start + NOON < end else start


def _after(start: int, end: int) -> int:
    """Return an end of the morning half a day later, if it would come before its start."""
    return end + NOON if end <= start and end < NOON else end
