"""A repeat as calendars write it (RFC 5545 section 3.3.10), for what plain words cannot say.

A rule that words can say becomes an ``Every``. One that leaves something to chance, that not every year can keep, or
that says what another line of the entry says is refused.
"""

import calendar
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from librarysite.notation.phrases import LONGEST_WEEKS, ORDINALS, Every
from librarysite.problems import Mistake

Unit = Literal["day", "month", "year"]
UNITS: dict[str, Unit] = {"DAILY": "day", "MONTHLY": "month", "YEARLY": "year"}
LONGEST = {"DAILY": 7 * LONGEST_WEEKS, "WEEKLY": LONGEST_WEEKS, "MONTHLY": 12, "YEARLY": 1}
PARTS = {
    "DAILY": {"INTERVAL"},
    "WEEKLY": {"INTERVAL", "BYDAY"},
    "MONTHLY": {"INTERVAL", "BYDAY", "BYMONTHDAY"},
    "YEARLY": {"INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH"},
}
EXAMPLES = {
    "DAILY": "FREQ=DAILY;INTERVAL=3",
    "WEEKLY": "FREQ=WEEKLY;BYDAY=TH",
    "MONTHLY": "FREQ=MONTHLY;BYDAY=1MO,3WE or FREQ=MONTHLY;BYMONTHDAY=13",
    "YEARLY": "FREQ=YEARLY;BYMONTH=10;BYDAY=1SA or FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=23",
}
SAID_ELSEWHERE = {
    ("COUNT", "UNTIL"): "write “until:” with the last day instead",
    ("BYHOUR", "BYMINUTE", "BYSECOND"): "write the times after “at:” instead",
    ("BYSETPOS",): "write the day itself, for example BYDAY=-1FR for the last Friday",
    ("BYWEEKNO", "BYYEARDAY"): "write the month and the day: BYMONTH=4;BYMONTHDAY=23",
}
ICAL_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NTH = (1, 2, 3, 4, 5, -3, -2, -1)  # as they come in a month
DAYS_OF_MONTH = (*range(1, 32), -1)
A_COMMON_YEAR = 2027


@dataclass(frozen=True)
class Rule:
    """A repeat every ``interval`` days, months or years, on ``days`` of the month or on the ``nth`` weekdays.

    A day of -1 is the month's last. (1, 0) is the first Monday, (-2, 4) the second to last Friday.
    """

    each: Unit
    interval: int = 1
    months: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    nth: tuple[tuple[int, int], ...] = ()

    @property
    def rare(self) -> bool:
        """Tell whether some months lack one of the days: the 31st, a fifth Friday."""
        return any(day > 28 for day in self.days) or any(n == 5 for n, _ in self.nth)


def read_rule(text: str) -> Every | Rule:
    """Read ``FREQ=MONTHLY;BYDAY=1MO,3WE``, with or without ``RRULE:`` before it."""
    parts = _parts(text)
    freq, week_begins = parts.pop("FREQ"), parts.pop("WKST", "MO")
    for name in parts:
        _refuse_part(name, freq)
    if week_begins not in ICAL_DAYS:
        raise Mistake(f"WKST={week_begins} cannot be read", "write WKST=MO, or delete it")
    interval = _interval(parts.get("INTERVAL", "1"), freq)
    if freq == "WEEKLY":
        return _weekly(parts, interval, week_begins)
    if freq == "DAILY" and interval == 1:
        return Every(tuple(range(7)))
    rule = Rule(
        UNITS[freq],
        interval,
        months=_numbers(parts, "BYMONTH", range(1, 13), "write months from 1 to 12: BYMONTH=4,10"),
        days=_numbers(parts, "BYMONTHDAY", DAYS_OF_MONTH, "write days from 1 to 31, or -1 for the last"),
        nth=_nth(parts.get("BYDAY", "")),
    )
    _refuse_unsaid_day(rule)
    _refuse_chance(rule)
    return _in_words(rule) or rule


def _parts(text: str) -> dict[str, str]:
    """Return the parts of a rule by name; FREQ is among them."""
    rule = "".join(text.upper().split()).removeprefix("RRULE:").rstrip(";")
    if found := re.search(r"RRULE|EXRULE|RDATE|EXDATE|DTSTART|DTEND", rule):
        remedy = "write the rule alone; the others are “from:”, “except:” and “also_on:”"
        raise Mistake(f"{found[0]} cannot stand here", remedy)
    pairs = [part.split("=") for part in rule.split(";")]
    if any(len(pair) != 2 or not all(pair) for pair in pairs):
        raise Mistake("This rule cannot be read", f"write for example {EXAMPLES['MONTHLY']}")
    parts = {pair[0]: pair[1] for pair in pairs}
    if len(parts) < len(pairs):
        raise Mistake("A part of this rule is written twice", "delete one of the two")
    freq = parts.get("FREQ")
    if freq in ("HOURLY", "MINUTELY", "SECONDLY"):
        several = "write a pattern with an “id:” of its own for each time of the day"
        raise Mistake("A rule says days, not hours", several)
    if freq not in PARTS:
        remedy = "begin with FREQ=DAILY, FREQ=WEEKLY, FREQ=MONTHLY or FREQ=YEARLY"
        raise Mistake("The rule does not say whether it is about days, weeks, months or years", remedy)
    return parts


def _refuse_part(name: str, freq: str) -> None:
    if name in PARTS[freq]:
        return
    for names, remedy in SAID_ELSEWHERE.items():
        if name in names:
            raise Mistake(f"{name} cannot stand in a rule here", remedy)
    if others := [f"FREQ={other}" for other, known in PARTS.items() if name in known]:
        raise Mistake(f"{name} cannot stand with FREQ={freq}", f"it goes with {' or '.join(others)}")
    raise Mistake(f"“{name}” is not known in a rule", f"write for example {EXAMPLES[freq]}")


def _interval(number: str, freq: str) -> int:
    if re.fullmatch("[0-9]{1,3}", number) and 1 <= int(number) <= LONGEST[freq]:
        return int(number)
    likely = "delete it" if freq == "YEARLY" else f"write a number from 2 to {LONGEST[freq]}"
    raise Mistake(f"INTERVAL={number} is not likely", likely)


def _weekly(parts: dict[str, str], interval: int, week_begins: str) -> Every:
    if "BYDAY" not in parts:
        raise Mistake("The rule does not say on which day of the week", "add the day: BYDAY=TH")
    names = parts["BYDAY"].split(",")
    if any(name not in ICAL_DAYS for name in names):
        raise Mistake("A day of the week cannot be read", f"write for example {EXAMPLES['WEEKLY']}")
    days = sorted({ICAL_DAYS.index(name) for name in names})
    if interval > 1 and len({day < ICAL_DAYS.index(week_begins) for day in days}) > 1:
        raise Mistake("A week begins on Monday here", "write WKST=MO, and make sure of the dates")
    return Every(tuple(days), weeks=interval)


def _numbers(parts: dict[str, str], name: str, allowed: Collection[int], remedy: str) -> tuple[int, ...]:
    if name not in parts:
        return ()
    texts = parts[name].split(",")
    if any(not re.fullmatch("[+-]?[0-9]{1,2}", text) or int(text) not in allowed for text in texts):
        raise Mistake(f"{name}={parts[name]} cannot be read", remedy)
    return tuple(sorted({int(text) for text in texts}, key=lambda n: n if n > 0 else 32))


def _nth(texts: str) -> tuple[tuple[int, int], ...]:
    """Read ``1MO,-1FR``: which weekdays of a month, in the order of the month."""
    found = [re.fullmatch(r"([+-]?[0-9])([A-Z]{2})", text) for text in texts.split(",") if texts]
    pairs = {(int(each[1]), each[2]) for each in found if each}
    if None in found or any(n not in NTH or day not in ICAL_DAYS for n, day in pairs):
        remedy = "write each day with its week of the month, 1 to 5 or -1 to -3: BYDAY=1MO,-1FR"
        raise Mistake(f"BYDAY={texts} cannot be read", remedy)
    return tuple(
        sorted(((n, ICAL_DAYS.index(day)) for n, day in pairs), key=lambda p: (NTH.index(p[0]), p[1]))
    )


def _refuse_unsaid_day(rule: Rule) -> None:
    """Refuse a rule that leaves its day to the first date, or says it in two ways."""
    if rule.days and rule.nth:
        raise Mistake("BYDAY and BYMONTHDAY cannot stand together", "keep one of the two")
    if rule.each == "month" and not (rule.days or rule.nth):
        raise Mistake(
            "The rule does not say on which day of the month", "add the day: BYDAY=1TH or BYMONTHDAY=13"
        )
    if rule.each == "year" and not (rule.months and (rule.days or rule.nth)):
        raise Mistake("The rule does not say on which day of the year", f"write it as {EXAMPLES['YEARLY']}")


def _refuse_chance(rule: Rule) -> None:
    """Refuse a rule that has a date only in some months or years by chance."""
    last = "write -1 for the last one, or the dates after “on:”"
    if rule.each == "month" and rule.interval > 1 and rule.rare:
        raise Mistake("Not every month has such a day", last)
    for month in rule.months:
        longest = calendar.monthrange(A_COMMON_YEAR, month)[1]
        if any(day > longest for day in rule.days) or any(n == 5 for n, _ in rule.nth):
            raise Mistake(f"{calendar.month_name[month]} does not have such a day every year", last)


def _in_words(rule: Rule) -> Every | None:
    """Return a rule as the repeat that words can say, if it is one: the second and fourth Tuesday of the month."""
    weekdays, weeks = {day for _, day in rule.nth}, tuple(n for n, _ in rule.nth)
    sayable = rule.each == "month" and rule.interval == 1 and len(weekdays) == 1
    return Every(tuple(weekdays), nth=weeks) if sayable and set(weeks) <= set(ORDINALS.values()) else None
