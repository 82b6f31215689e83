"""What libraries do on bank holidays: on those that are coming, and on those within changed hours of several days."""

from collections.abc import Iterable, Iterator
from datetime import date

from librarysite.model import AS_USUAL, Branch, ChangedHours, Library
from librarysite.schedule.concerned import concerned, days_of
from librarysite.schedule.holidays import holiday_on, holidays_ahead, is_announced
from librarysite.schedule.hours import DayHours, hours_on, hours_without_closures
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


def bank_holiday_words(
    library: Library,
    changed: ChangedHours,
    today: date | None = None,
    branches: Iterable[Branch] | None = None,
) -> Iterator[str]:
    """Say what libraries, some or all, do on the bank holidays within changed hours of several days.

    “Closed on Friday 25 December and Friday 1 January 2027”; where it is so at some only, with their names.
    """
    if not changed.over_days or changed.cancelled:
        return
    meant = [b for b in concerned(library, changed) if branches is None or b in branches]
    said: dict[str, list[str]] = {}
    for day in days_of(changed):
        doing: dict[str, list[str]] = {}
        for branch in meant:
            if holiday_on(library, branch, day):
                doing.setdefault(_does_instead(library, changed, branch, day), []).append(branch.name)
        for does, names in doing.items():
            at = "" if len(names) == len(meant) else f" ({names_words(names)})"
            said.setdefault(does, []).append(f"{day_words(day, today)}{at}")
    yield from (f"{does} {names_words(days)}" for does, days in said.items())


def _does_instead(library: Library, changed: ChangedHours, branch: Branch, day: date) -> str:
    hours, told = hours_on(library, branch, day), hours_without_closures(library, branch, day)
    if (
        isinstance(told.cause, ChangedHours)
        and told.cause is not changed
        and hours.intervals == told.intervals
    ):
        return "Other hours on"
    if hours.intervals:
        as_usual = changed.bank_holidays == AS_USUAL and hours.intervals == told.intervals
        return f"Open {AS_USUAL if as_usual else intervals_words(hours.intervals)} on"
    return "Not decided yet for" if hours.kind == "undecided" else "Closed on"
