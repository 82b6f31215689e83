"""What an edit does to libraries: to their names, and on which days of 13 months they are open at other times."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from librarysite.compare.impact.effect import Effect
from librarysite.model import Branch, Library
from librarysite.schedule.hours import THIRTEEN_MONTHS, hours_on
from librarysite.wording.facts import DAYS, NO_HOURS, day_words, days_words, intervals_words, names_words

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
OFTEN = 4  # so many equal changes on one weekday are told as a change of every week


class Hours(NamedTuple):
    """A day's hours in words, and whether the doors open at all."""

    words: str
    open: bool


@dataclass(frozen=True)
class ChangedDay:
    """A day on which a library has other hours than it had before the edit."""

    day: date
    was: Hours
    now: Hours

    @property
    def like(self) -> tuple[str | None, str | None]:
        """What days that are told together have in common. Where the doors stay shut before or now, the other side
        may differ from day to day: “closed, instead of open”.
        """
        if not self.now.open:
            return None, self.now.words
        return self.was.words, (self.now.words if self.was.open else None)


Run = list[ChangedDay]  # days that are told in one line
Line = tuple[date, str]  # its first day, and its words


def hours_effects(before: Library, after: Library, today: date) -> Iterator[Effect]:
    """Give the libraries that are new, renamed or gone, and those whose hours change; what is alike in one line."""
    yield from _library_effects(before, after)
    lines = _lines_with_names(before, after, today)
    if changed := {name for names in lines.values() for name in names}:
        what = f"the opening hours of {_libraries(len(changed))}"
        everybody = [branch.name for branch in after.in_service_on(today)]
        told = [f"{_names(lines[line], everybody)}, {line[1]}" for line in sorted(lines)]
        yield Effect("changes", what, "Hours", told)


def _lines_with_names(before: Library, after: Library, today: date) -> dict[Line, list[str]]:
    """Return every line about the hours, with the names of the libraries of which it is true."""
    days = [today + timedelta(days=n) for n in range(THIRTEEN_MONTHS)]
    lines: dict[Line, list[str]] = {}
    old = {branch.id: branch for branch in before.branches}
    for branch in after.branches:
        if branch.id in old:
            was = [_hours(before, old[branch.id], day) for day in days]
            now = [_hours(after, branch, day) for day in days]
            for line in _lines(days, was, now):
                lines.setdefault(line, []).append(branch.name)
    return lines


def _names(names: list[str], everybody: list[str]) -> str:
    return "All libraries" if len(names) > 1 and names == everybody else names_words(names)


def _library_effects(before: Library, after: Library) -> Iterator[Effect]:
    was, now = ({branch.id: branch.name for branch in library.branches} for library in (before, after))
    renamed = [f"{was[i]}, now {name}" for i, name in now.items() if i in was and was[i] != name]
    told = {
        "adds": (_missing_from(was, now), "New library"),
        "renames": (renamed, "Renamed"),
        "takes away": (_missing_from(now, was), "Library taken away"),
    }
    for verb, (lines, label) in told.items():
        if lines:
            yield Effect(verb, _libraries(len(lines)), label, lines)


def _missing_from(others: dict[str, str], names: dict[str, str]) -> list[str]:
    return [name for id_, name in names.items() if id_ not in others]


def _libraries(number: int) -> str:
    return "1 library" if number == 1 else f"{number} libraries"


def _hours(library: Library, branch: Branch, day: date) -> Hours:
    hours = hours_on(library, branch, day)
    shut = NO_HOURS.get(hours.kind, "Closed").lower()
    return Hours(intervals_words(hours.intervals) or shut, bool(hours.intervals))


def _lines(days: list[date], was: list[Hours], now: list[Hours]) -> Iterator[Line]:
    """Give each line about one library: what comes again every week in one line, all else run by run."""
    rows = list(zip(days, was, now, strict=True))
    changes = [ChangedDay(*row) for row in rows if row[1] != row[2]]
    shut_anyway = {day for day, old, new in rows if old == new and not new.open}
    weekly = _weekly(_short(_runs(changes, shut_anyway)))
    others = _runs(_not_in(weekly, changes), shut_anyway)
    yield from (_run_line(run, days[-1], shut_anyway) for run in others)
    yield from (_weekly_line(run, days[-1]) for run in weekly)


def _short(runs: list[Run]) -> list[ChangedDay]:
    """Return the changes that last less than a week: only those can be of single weekdays."""
    return [change for run in runs if run[-1].day - run[0].day < WEEK for change in run]


def _not_in(runs: list[Run], changes: list[ChangedDay]) -> list[ChangedDay]:
    """Return the changes that are in none of some runs."""
    told = {change.day for run in runs for change in run}
    return [change for change in changes if change.day not in told]


def _run_line(run: Run, horizon: date, shut_anyway: set[date]) -> Line:
    to_the_end = len(run) > 1 and _between(run[-1].day, horizon + DAY) <= shut_anyway
    return run[0].day, _line(run, _period(run, endless=to_the_end))


def _weekly_line(run: Run, horizon: date) -> Line:
    weekdays = names_words([f"{DAYS[n]}s" for n in sorted({change.day.weekday() for change in run})])
    to_the_end = run[-1].day + 2 * WEEK > horizon
    return run[0].day, _line(run, f"{weekdays}, {_period(run, endless=to_the_end)}")


def _runs(changes: Iterable[ChangedDay], shut_anyway: set[date]) -> list[Run]:
    """Join the changes of days that follow each other; days that are shut anyway may lie between where one side is."""
    runs: list[Run] = []
    for change in changes:
        last = runs[-1][-1] if runs else None
        if (
            last
            and last.like == change.like
            and _between(last.day, change.day) <= (shut_anyway if None in change.like else set())
        ):
            runs[-1].append(change)
        else:
            runs.append([change])
    return runs


def _between(first: date, last: date) -> set[date]:
    return {first + timedelta(days=n) for n in range(1, (last - first).days)}


def _weekly(changes: Iterable[ChangedDay]) -> list[Run]:
    """Return the changes that come again on the same weekdays: a new normal week has them."""
    by_weekday: dict[tuple[int, Hours, Hours], Run] = {}
    for change in changes:
        by_weekday.setdefault((change.day.weekday(), change.was, change.now), []).append(change)
    by_hours: dict[tuple[Hours, Hours], Run] = {}
    for (_, was, now), run in by_weekday.items():
        if len(run) >= OFTEN:
            by_hours.setdefault((was, now), []).extend(run)
    return [sorted(run, key=lambda change: change.day) for run in by_hours.values()]


def _period(run: Run, *, endless: bool) -> str:
    first, last = run[0].day, run[-1].day
    return f"from {day_words(first)} on" if endless else days_words(first, last)


def _line(run: Run, when: str) -> str:
    now, was = _together([c.now for c in run]), _together([c.was for c in run])
    return f"{when}: {now}, instead of {was}"


def _together(several: list[Hours]) -> str:
    """Return hours that days have in common, else that the doors are open on them."""
    if len(set(several)) == 1:
        return several[0].words
    return "open" if all(hours.open for hours in several) else "other hours"
