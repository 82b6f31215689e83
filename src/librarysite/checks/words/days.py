"""Dates and days of the week in running words that are not written as GOV.UK writes them: “Tuesday 3 March 2026”."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from librarysite.checks.words.misstyled import misstyled
from librarysite.problems import Place, Problem
from librarysite.wording.facts import DAYS, MONTHS

SHORT_MONTHS = {month[:3]: month for month in MONTHS} | {"Sept": "September"}
MONTH = rf"(?:(?:{'|'.join(MONTHS)})\b|(?:{'|'.join(sorted(SHORT_MONTHS, key=len, reverse=True))})\b\.?)"
YEAR = r"(?:19|20)\d\d\b"
NTH = r"(?:st|nd|rd|th)"
DAY_IN_WORDS = rf"\d{{1,2}}{NTH}?\s+(?:of\s+)?{MONTH}(?:\s+{YEAR})?"
BEFORE = r"(?<![\w£$€.:/,-])"
DASH = r"\s*[-–—]+\s*"
SURE = {"Tues": 1, "Weds": 2, "Thur": 3, "Thurs": 3}
SHORT_DAYS = {day[:3]: number for number, day in enumerate(DAYS)} | SURE
ANY_DAY = rf"(?:(?:{'|'.join(DAYS)})\b|(?:{'|'.join(sorted(SHORT_DAYS, key=len, reverse=True))})\b\.?)"

SPAN = re.compile(
    rf"{BEFORE}(?:(\d{{1,2}}){NTH}?{DASH}({DAY_IN_WORDS})|({DAY_IN_WORDS}){DASH}((?:{ANY_DAY}\s+)?)({DAY_IN_WORDS}))"
)
DATE = re.compile(rf"{BEFORE}(?:the\s+(?=\d{{1,2}}{NTH}))?({DAY_IN_WORDS})")
MONTH_FIRST = re.compile(rf"\b({MONTH})\s+(\d{{1,2}})(?:(?:{NTH})?,?\s+({YEAR})|{NTH}\b)")
FIGURES = re.compile(r"(?<![\w£$€.:/,-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?![\w/-]|\.\d)")
YEAR_FIRST = re.compile(r"(?<![\w/.=-])(\d{4})-(\d\d)-(\d\d)(?![\w/-]|\.\w)")
WEEKDAYS_SPAN = re.compile(rf"\b({ANY_DAY}){DASH}({ANY_DAY})")
SEVERAL = re.compile(rf"\b{ANY_DAY}(?:\s*(?:,|/|&|\bto\b|\band\b|\bor\b)\s*{ANY_DAY})+")
WEEKDAY = re.compile(
    rf"\b(?:{'|'.join(SURE)})\b\.?"
    rf"|\b(?:{'|'.join(SHORT_DAYS)})\b\.?(?=\s+\d{{1,2}}(?:{NTH}?\s+{MONTH}|(?:[:.]\d\d)?\s?[ap]m\b))"
)
WHOLE = re.compile(rf"(?:({'|'.join(DAYS)}),?\s+)?{BEFORE}(\d{{1,2}}){NTH}?\s+({MONTH})(?:\s+({YEAR}))?")


def day_slips(text: str, *, may_be_short: bool = False) -> Iterator[Problem[Place]]:
    """Give each date and day of the week that is written in another way, and how to write it.

    ``may_be_short`` lets “Mon 3 Mar” pass, as in tables, where there is little space.
    """
    yield from _impossible(text)
    for found in SPAN.finditer(text):
        first = found[1] or _date(found[3])
        words = f"{first} to {found[4] or ''}{_date(found[2] or found[5])}"
        yield misstyled(found, "Days from one to another are written with “to”", words)
    for found in DATE.finditer(text):
        written, words = " ".join(found[0].split()), _date(found[1])
        is_short = _date(written) == words and not re.search(NTH, written)
        if written != words and not (may_be_short and is_short):
            yield misstyled(found, f"The website writes this date as “{words}”", words)
    for found in MONTH_FIRST.finditer(text):
        words = " ".join(filter(None, [str(int(found[2])), _month(found[1]), found[3]]))
        yield misstyled(found, f"The website writes this date as “{words}”", words)
    yield from _in_figures(text)
    yield from _weekdays(text, may_be_short=may_be_short)


def _impossible(text: str) -> Iterator[Problem[Place]]:
    """Give the dates that the calendar does not have, or has on another day of the week."""
    for found in WHOLE.finditer(text):
        weekday, day, month, year = found[1], int(found[2]), MONTHS.index(_month(found[3])) + 1, found[4]
        last = monthrange(int(year or 2024), month)[1]
        if not 1 <= day <= last:
            message = f"There is no {day} {MONTHS[month - 1]}{f' {year}' if year else ''}"
            yield misstyled(found, message, "the right day")
        elif weekday and year:
            right = DAYS[date(int(year), month, day).weekday()]
            if right != weekday:
                message = f"{day} {MONTHS[month - 1]} {year} is a {right}"
                words = f"{right} {day} {MONTHS[month - 1]} {year}, or the right date"
                yield misstyled(found, message, words)


def _in_figures(text: str) -> Iterator[Problem[Place]]:
    for found in FIGURES.finditer(text):
        day, month, year = int(found[1]), int(found[3]), found[4]
        if len(year) == 2 and found[2] != "/":
            continue
        if month > 12 >= day:
            day, month = month, day
        yield from _of_figures(found, day, month, int(year) + (2000 if len(year) == 2 else 0))
    for found in YEAR_FIRST.finditer(text):
        yield from _of_figures(found, int(found[3]), int(found[2]), int(found[1]))


def _of_figures(found: re.Match[str], day: int, month: int, year: int) -> Iterator[Problem[Place]]:
    if 1900 <= year < 2100 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        words = f"{day} {MONTHS[month - 1]} {year}"
        yield misstyled(found, "In running words a date has its month in letters", words)


def _weekdays(text: str, *, may_be_short: bool) -> Iterator[Problem[Place]]:
    for found in WEEKDAYS_SPAN.finditer(text):
        words = f"{_weekday(found[1])} to {_weekday(found[2])}"
        yield misstyled(found, "Days from one to another are written with “to”", words)
    if may_be_short:
        return
    for found in SEVERAL.finditer(text):
        words = re.sub(ANY_DAY, lambda day: _weekday(day[0]), found[0]).replace("&", "and")
        if " ".join(words.split()) != " ".join(found[0].replace("&", "and").split()):
            yield misstyled(found, "The website writes days of the week in full", words)
    for found in WEEKDAY.finditer(text):
        words = _weekday(found[0])
        yield misstyled(found, "The website writes days of the week in full", words)


def _weekday(written: str) -> str:
    short = written.rstrip(".")
    return DAYS[SHORT_DAYS[short]] if short in SHORT_DAYS else short


def _month(written: str) -> str:
    short = written.rstrip(".")
    return SHORT_MONTHS.get(short, short)


def _date(written: str) -> str:
    """Return a date as the house writes it."""
    day, *_, month, year = re.fullmatch(
        rf"(?:the\s+)?(\d{{1,2}}){NTH}?\s+(of\s+)?({MONTH})(?:\s+({YEAR}))?", written
    ).groups()  # type: ignore[union-attr]  # it comes from DATE, which is of this form
    return " ".join(filter(None, [str(int(day)), _month(month), year]))
