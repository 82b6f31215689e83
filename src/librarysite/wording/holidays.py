"""What each library does on the holidays that are coming, a sentence for each."""

from collections.abc import Iterator
from datetime import date

from librarysite.model import Library
from librarysite.schedule.holidays import holidays_ahead, is_announced
from librarysite.schedule.hours import DayHours, hours_on
from librarysite.wording.facts import day_words, intervals_words, names_words

EXPECTED = "expected, not announced by GOV.UK"
WITHOUT_HOURS = {"undecided": "not decided yet", "not_known": "opening hours not known"}


def holiday_plan(library: Library, today: date) -> Iterator[str]:
    """Say of each holiday of the next eight weeks what the libraries in service on it do.

    “Friday 25 December, Christmas Day: all libraries closed”.
    """
    for day, name in holidays_ahead(library, today).items():
        expected = "" if is_announced(library, day) else f" ({EXPECTED})"
        yield f"{day_words(day, today)}, {name}{expected}: {_on_the_day(library, day)}"


def _on_the_day(library: Library, day: date) -> str:
    """Return what the libraries do, those that do the same together, in the order of the first of each."""
    doing: dict[str, list[str]] = {}
    for branch in library.in_service_on(day):
        doing.setdefault(_does(hours_on(library, branch, day)), []).append(branch.name)
    if len(doing) == 1:
        return f"all libraries {next(iter(doing))}"
    return "; ".join(f"{names_words(names)} {words}" for words, names in doing.items())


def _does(hours: DayHours) -> str:
    if hours.intervals:
        return f"open {intervals_words(hours.intervals)}"
    return WITHOUT_HOURS.get(hours.kind, "closed")
