"""What people write for a date, answered with the date in figures where it is clear, else with what is missing."""

import calendar
import re
from datetime import date, timedelta

from librarysite.notation.phrases import WEEKDAYS
from librarysite.problems import Mistake

FORM = "write it year first: 5 December 2026 is 2026-12-05"
MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
NAMED_DAY = r"(?:(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? *(?:the )?)?"
DAY_OF_MONTH = r"(\d{1,2})(?:st|nd|rd|th)?(?: of)?"
DAY_FIRST = re.compile(rf"{NAMED_DAY}{DAY_OF_MONTH}[ /.-]*{MONTH}\.?,?(?:[ /.-]*'?(\d{{4}}|\d\d))?")
MONTH_FIRST = re.compile(rf"{NAMED_DAY}{MONTH}\.? *{DAY_OF_MONTH},?(?: *(\d{{4}}))?")
DAY_MONTH = re.compile(rf"{NAMED_DAY}(\d{{1,2}}) ?([/.-]) ?(\d{{1,2}})(?: ?[/.-] ?(\d{{4}}|\d\d))?")
YEAR_FIRST = re.compile(r"(\d{4}) ?[/. –—-] ?(\d{1,2}) ?[/. –—-] ?(\d{1,2})|(\d{4})(\d\d)(\d\d)")
ISO = r"\d{4}-\d\d-\d\d"
SAYS_NOTHING = re.compile(
    r"tb[ac]|n/?a|none|not (?:yet )?known|unknown|\?+|-|yes|no|true|false|never|soon|open|always|for ?ever|ongoing"
    r"|to be (?:confirmed|announced|decided)|not (?:yet )?decided|(?:until )?further notice"
)
PASSES = re.compile(
    r"today|tomorrow|yesterday|now|(?:this|next|last|end of|half|in|from) .+|(?:week|month|year)ly?|term|summer|spring"
    r"|autumn|winter|christmas.*|easter.*|half.?term|(?:bank|school) holidays?"
)
MONTH_ALONE = re.compile(rf"{MONTH}\.?(?: (\d{{4}}))?|(\d{{4}})-(\d{{1,2}})|(\d{{1,2}})/(\d{{4}})|(\d{{4}})")


def real_date(year: int, month: int, day: int) -> date:
    """Return a date of the calendar; a Mistake if it has none such."""
    if not 1 <= month <= 12:
        if 1 <= day <= 12 and 1 <= month <= 31:
            raise Mistake(f"There is no month {month}", f"did you mean {year:04}-{day:02}-{month:02}?")
        raise Mistake(f"There is no month {month}", "write a month from 01 to 12 after the year")
    if not 1900 <= year <= 2199:
        raise Mistake(f"The year {year} is not likely", "write a year such as 2026")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        name = calendar.month_name[month]
        remedy = f"{name} {year} has {last} days: the last is {year}-{month:02}-{last}"
        raise Mistake(f"There is no {day} {name} {year}", remedy)
    return date(year, month, day)


def understood(text: str) -> date | None:
    """Return the date that some words or figures can only mean; None if they mean none, or more than one.

    A Mistake is raised for a day that the calendar does not have, or that is another day of the week than is said.
    """
    words = re.sub(r"\s+", " ", text.strip().strip(".,;").lower())
    if found := YEAR_FIRST.fullmatch(words):
        return real_date(*(int(part) for part in found.groups() if part))
    return _day_before_year(words) or _with_weekday(words) or _with_letters(words)


def _day_before_year(words: str) -> date | None:
    """Read “5/12/2026”, “5 December 2026” and “December 5 2026”; a month after the 12th is the day of an American."""
    if (found := DAY_MONTH.fullmatch(words)) and found[5]:
        day, month = int(found[2]), int(found[4])
        if month > 12 and day <= 12:
            day, month = month, day
        return _on_its_weekday(found[1], real_date(_year(found[5]), month, day))
    if (found := DAY_FIRST.fullmatch(words)) and found[4]:
        return _on_its_weekday(found[1], real_date(_year(found[4]), _month(found[3]), int(found[2])))
    if (found := MONTH_FIRST.fullmatch(words)) and found[4]:
        return _on_its_weekday(found[1], real_date(int(found[4]), _month(found[2]), int(found[3])))
    return None


def _with_weekday(words: str) -> date | None:
    """Read “Thursday 2027-01-14” and “2027-01-14 (Thursday)”."""
    if found := re.fullmatch(rf"([a-z]+)\.?,? +({ISO})|({ISO}),? +\(?([a-z]+)\.?\)?", words):
        named = (found[1] or found[4])[:3]
        if named in {name[:3] for name in WEEKDAYS}:
            return _on_its_weekday(named, date_of(found[2] or found[3]))
    return None


def _with_letters(words: str) -> date | None:
    """Read a date in which the letters O, I or L stand for figures."""
    figures = words.translate(str.maketrans("oil", "011"))
    return date_of(figures) if figures != words and re.fullmatch(ISO, figures) else None


def date_of(text: str) -> date:
    """Return the date of figures that have the right form."""
    year, month, day = (int(part) for part in text.split("-"))
    return real_date(year, month, day)


def _year(figures: str) -> int:
    return int(figures) + (2000 if len(figures) == 2 else 0)


def _month(name: str) -> int:
    return [month.lower() for month in calendar.month_abbr].index(name)


def _on_its_weekday(named: str | None, day: date) -> date:
    """Return a day; a Mistake if it is another day of the week than is said beside it."""
    if named and not WEEKDAYS[day.weekday()].startswith(named):
        said = next(name for name in WEEKDAYS if name.startswith(named)).capitalize()
        other = next(
            day + timedelta(days=n) for n in range(7) if WEEKDAYS[(day.weekday() + n) % 7] == said.lower()
        )
        is_a = WEEKDAYS[day.weekday()].capitalize()
        raise Mistake(f"{day} is a {is_a}, not a {said}", f"write {day}, or {other} for the {said}")
    return day


def no_date(text: str) -> Mistake:
    """Return what is wrong with a text that is no date, and what to write."""
    words = re.sub(r"\s+", " ", text.strip().strip(".,;").lower())
    if found := re.fullmatch(r"(\d\d)-(\d\d)-(\d\d)", words):
        return _two_figures(*found.groups())
    try:
        if YEAR_FIRST.fullmatch(text.strip()) and (day := understood(text)):
            return Mistake("A date needs hyphens, and two figures for month and day", f"write {day}")
        if day := understood(text):
            message = (
                "A date must be written year first"
                if not re.match(r"\s*\d{4}", text)
                else "Only figures and hyphens make a date"
            )
            return Mistake(message, f"write {day}")
    except Mistake as mistake:
        return mistake
    if found := re.match(rf"({ISO})\b", words):
        return Mistake("A date stands alone here", f"write {found[1]}, and nothing after it")
    return _in_part(words, text.strip())


def _two_figures(first: str, second: str, third: str) -> Mistake:
    both = []
    for year, day in ((first, third), (third, first)):
        try:
            both.append(str(real_date(_year(year), int(second), int(day))))
        except Mistake:
            continue
    return Mistake(
        "A date must be written with the whole year", f"write {' or '.join(both)}" if both else FORM
    )


def _in_part(words: str, text: str) -> Mistake:
    """Return what is wrong with a date of which a part is missing, or that is none at all."""
    for pattern, day_at, month_at in ((DAY_FIRST, 2, 3), (MONTH_FIRST, 3, 2), (DAY_MONTH, 2, 4)):
        if found := pattern.fullmatch(words):
            month = int(found[month_at]) if found[month_at].isdecimal() else _month(found[month_at])
            ends = f"-{month:02}-{int(found[day_at]):02}"
            return Mistake("The year is missing from this date", f"write the year first, and then {ends}")
    if found := MONTH_ALONE.fullmatch(words):
        return Mistake(
            "The day is missing from this date", "write year, month and day: 5 December 2026 is 2026-12-05"
        )
    if SAYS_NOTHING.fullmatch(words):
        return Mistake(f"“{text}” is not a date", f"{FORM}; or leave this line out")
    if PASSES.fullmatch(words) or words[:3] in {name[:3] for name in WEEKDAYS}:
        return Mistake(
            f"“{text}” does not say which date",
            "write the date itself, year first: 5 December 2026 is 2026-12-05",
        )
    return Mistake("A date must be written year first", FORM)


def part_of(text: str) -> str:
    """Return a year or a month that words mean, as it is to be written: “January 2014” is 2014-01."""
    words = re.sub(
        r"^(?:about|around|circa|c\.?|since|in|from) *", "", " ".join(text.strip().lower().split())
    )
    if not (found := MONTH_ALONE.fullmatch(words)):
        return ""
    if year := found[2]:
        return f"{year}-{_month(found[1]):02}"
    year, month = (found[3], found[4]) if found[3] else (found[6], found[5])
    if year and 1 <= int(month) <= 12:
        return f"{year}-{int(month):02}"
    return found[7] or ""
