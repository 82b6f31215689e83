"""Which dates of an event one rule says together, and which stand one by one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from librarysite.model import FOLLOWS_THE_BRANCH, Event, Pattern
from librarysite.notation import WEEKDAYS, Every
from librarysite.schedule.occurrences import Occurrence
from librarysite.schedule.patterns import repeat_days

FEWEST = 3  # dates that follow opening hours: of fewer a rule would not be shorter than the dates


@dataclass(frozen=True)
class Run:
    """Dates that a repeat says, all at one time of day; ``name`` is what follows the event's id in its own name."""

    name: str | None
    repeat: Every
    dates: list[Occurrence]

    @property
    def gaps(self) -> list[date]:
        """The days from its first date to its last that the repeat has and the event has not, or not like this."""
        first, last = self.dates[0].slot.date, self.dates[-1].slot.date
        happening = {o.slot.date for o in self.dates}
        return [day for day in repeat_days(self.repeat, first, first, last) if day not in happening]


def divided(event: Event, found: Iterable[Occurrence]) -> tuple[list[Run], list[Occurrence]]:
    """Return the runs of an event, and all dates that belong to none, of its dates in order.

    These are cancelled, moved, extra or changed, or clocks change in them, or a rule in words cannot say them.
    """
    all_dates = list(found)
    regular = [o for o in all_dates if _regular(o)]
    runs = [run for pattern in event.when for run in _runs(pattern, regular)]
    covered = {o.slot.name for run in runs for o in run.dates}
    return runs, [o for o in all_dates if o.slot.name not in covered]


def _runs(pattern: Pattern, regular: list[Occurrence]) -> Iterator[Run]:
    """Give a pattern's one run, or where it follows opening hours one for each weekday and time."""
    own = [o for o in regular if o.slot.session == pattern.id]
    if not own or not isinstance(pattern.repeat, Every):
        return
    if pattern.at != FOLLOWS_THE_BRANCH:
        yield Run(pattern.id, pattern.repeat, own)
    elif pattern.repeat.weeks == 1 and not pattern.repeat.nth:
        for weekday, on_weekday in groupby(sorted(own, key=_weekday), _weekday):
            groups = [list(group) for _, group in groupby(sorted(on_weekday, key=_clock), _clock)]
            long = sorted(
                (dates for dates in groups if len(dates) >= FEWEST), key=lambda dates: dates[0].start
            )
            for number, dates in enumerate(long, start=1):
                name = [pattern.id, "hours", WEEKDAYS[weekday], str(number) if number > 1 else None]
                yield Run(".".join(filter(None, name)), Every((weekday,)), dates)


def _weekday(o: Occurrence) -> int:
    return o.slot.date.weekday()


def _clock(o: Occurrence) -> tuple[str, str]:
    return f"{o.start:%H%M}", f"{o.end:%H%M}"


def _regular(o: Occurrence) -> bool:
    """Tell whether a date is as its pattern says, so that a rule can cover it."""
    return (
        not o.slot.written_out
        and o.slot.part == 1
        and o.state == "on"
        and not _differs(o)
        and not _clocks_change(o)
    )


def _clocks_change(o: Occurrence) -> bool:
    """Tell whether clocks change during a date: apps do not agree when one of a series then ends."""
    return not o.all_day and o.start.utcoffset() != o.end.utcoffset()


def _differs(o: Occurrence) -> bool:
    """Tell whether a change says something new of a date; that it goes ahead is nothing new."""
    change = o.change
    return bool(change and (change.moves or change.room or change.title or change.note))
