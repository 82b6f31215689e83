"""A repeat in words: what can mean one thing only is understood however people write it.

“Alternate Fridays”, “Mon-Fri” and “1st & 3rd Tues” are put into one way of writing first: small letters, whole names of
days in the singular, “and” between them.
"""

import re
from dataclasses import dataclass
from datetime import date

from librarysite.problems import Mistake

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
NTH = ("first", "second", "third", "fourth", "fifth")
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
LONGEST_WEEKS = 26

WEEKDAY = f"({'|'.join(WEEKDAYS)})"
NUMBER = rf"([0-9]{{1,3}}|{'|'.join(NUMBERS)})"
WEEKS = rf"(?:{NUMBER} ?week(?:s|ly)?|(?:other|alternate|second) weeks?|fortnight(?:ly)?)"
WEEKS_THEN_DAYS = re.compile(rf"(?:{WEEKS}|other|alternate) (.+)")
DAYS_THEN_WEEKS = re.compile(rf"(.+?)(?: every)? {WEEKS}")
TWO_READINGS = re.compile(rf"every (second|third|fourth) {WEEKDAY}")  # of each month, or so many weeks apart
OF_THE_MONTH = re.compile(r"^monthly | monthly$| (?:of|in)(?: each| every)? month$")


@dataclass(frozen=True)
class Every:
    """A repeat: each of ``weekdays`` (Monday is 0), every ``weeks`` weeks or the ``nth`` of the month."""

    weekdays: tuple[int, ...]
    weeks: int = 1
    nth: tuple[int, ...] = ()


def in_one_way(text: str) -> str:
    """Return a repeat in one way of writing: “Tues & Thurs” is “tuesday and thursday”."""
    words = re.sub(r"[,&+/]", " and ", text.lower())
    words = re.sub(r"\b(?:the|a|on)\b|[()]", " ", words)
    words = re.sub(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|r|rs)?\b\.?", _whole_name, words)
    words = re.sub(r"\b([a-z]+day|weekend)s\b", r"\1", words).replace("weekend", "saturday and sunday")
    words = re.sub(rf"{WEEKDAY}\s*(?:[-–]|\bto\b)\s*{WEEKDAY}", _from_to, words)
    words = re.sub(r"(?<=\w)-(?=[a-z])", " ", words)
    words = re.sub(r"\b([1-5])(?:st|nd|rd|th)\b", lambda found: NTH[int(found[1]) - 1], words)
    words = " ".join(words.replace("daily", "every day").split())
    return re.sub("^each ", "every ", words)


def _whole_name(found: re.Match[str]) -> str:
    return next(day for day in WEEKDAYS if day.startswith(found[1]))


def _from_to(found: re.Match[str]) -> str:
    first, last = (WEEKDAYS.index(day) for day in found.groups())
    return " and ".join(WEEKDAYS[(first + n) % 7] for n in range((last - first) % 7 + 1))


def understood(words: str) -> Every | None:
    """Return the repeat that words in one way of writing say; None if they say none, or more than one."""
    if TWO_READINGS.fullmatch(words):
        return None
    words = words.removeprefix("every ")
    if words in ("day", "weekday"):
        return Every(tuple(range(7 if words == "day" else 5)))
    if found := WEEKS_THEN_DAYS.fullmatch(words):
        return _weekly(found[2], found[1])
    if found := DAYS_THEN_WEEKS.fullmatch(words):
        return _weekly(found[1], found[2])
    if (of_month := OF_THE_MONTH.sub("", words)).split(" ")[0] in ORDINALS:
        return _monthly(of_month.split(" "))
    return _weekly(re.sub("^week(?:ly)? | weekly$", "", words), "1")


def _weekly(words: str, number: str | None) -> Every | None:
    """Return a repeat every so many weeks, which are two if no number is said."""
    names = [word for word in words.split(" ") if word != "and"]
    if not names or any(name not in WEEKDAYS for name in names):
        return None
    number = number or "two"
    weeks = NUMBERS.get(number) or int(number)
    if not 1 <= weeks <= LONGEST_WEEKS:
        raise Mistake("The number of weeks is not likely", f"write a number from 2 to {LONGEST_WEEKS}")
    return Every(tuple(sorted({WEEKDAYS.index(name) for name in names})), weeks)


def _monthly(words: list[str]) -> Every | None:
    *ordinals, weekday = (word for word in words if word != "and")
    if weekday not in WEEKDAYS or any(word not in ORDINALS for word in ordinals):
        return None
    nth = tuple(sorted({ORDINALS[word] for word in ordinals}, key=lambda n: n % 6))
    return Every((WEEKDAYS.index(weekday),), nth=nth)


def weekday_date(day: date) -> str:
    """Return a date as messages have it: Wednesday 2027-01-06."""
    return f"{WEEKDAYS[day.weekday()].capitalize()} {day.isoformat()}"
