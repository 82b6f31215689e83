"""What people hold of an event in their calendars: its entries with their dates, before an edit and after it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from librarysite.compare.editions import InEdition
from librarysite.feeds.events import dates_in_entries, event_entries, uid
from librarysite.model import Event
from librarysite.problems import Mistake, Problem, Where
from librarysite.schedule.agenda import FIRST_DAY, Agenda, in_order
from librarysite.schedule.occurrences import Occurrence
from librarysite.schedule.plans import planned
from librarysite.schedule.selections import Selection, selections
from librarysite.schedule.verdicts import Decided, verdicts
from librarysite.wording.facts import day_words

Dates = list[Occurrence]


@dataclass(frozen=True)
class Edited:
    """An event as it was and as it will be, both at one moment; ``where`` is its place as it will be."""

    was: Agenda
    will: Agenda
    old: Event
    new: Event
    where: Where

    @cached_property
    def before(self) -> dict[str, Dates]:
        """The dates in people's calendars, by the UID of their entry."""
        return _held(self.was, self.old)

    @cached_property
    def after(self) -> dict[str, Dates]:
        """The dates that their calendars will have, by the UID of their entry."""
        return _held(self.will, self.new)

    @cached_property
    def lost(self) -> dict[str, Dates]:
        """What of it no calendar will have any more."""
        return {name: dates for name, dates in self.before.items() if name not in self.after}

    @cached_property
    def kept(self) -> frozenset[str]:
        """The names of all dates that will be planned, whatever becomes of them, but none of their parts."""
        return frozenset(s.name for s in planned(self.will.library, self.new, FIRST_DAY, self.will.horizon))

    @cached_property
    def listed(self) -> dict[str, Occurrence]:
        """The dates that will be listed, by their names."""
        return {o.slot.name: o for o in self.will.of(self.new)}

    @cached_property
    def calendars_left(self) -> dict[Selection, Dates]:
        """The calendars that lose entries which others keep, with the dates of these."""
        found: dict[Selection, Dates] = {}
        before = list(event_entries(self.was, self.old))
        after = {entry.uid: entry for entry in event_entries(self.will, self.new)}
        there = {selection.calendar for selection in selections(self.will.library)}
        for selection in selections(self.was.library):
            for entry in before:
                new = after.get(entry.uid)
                left = new and selection.calendar in there and not selection.holds(self.new, new.branches)
                if left and selection.holds(self.old, entry.branches):
                    found.setdefault(selection, []).extend(self.before[entry.uid])
        return found

    def is_listed(self, o: Occurrence) -> bool:
        """Tell whether a date will be listed, in as many parts as it may be."""
        return o.slot.name in self.listed or o.slot.name_of_all in self.listed

    def dropped_by(self, o: Occurrence) -> Decided | None:
        """Return what will keep a planned date off all lists; None where it is listed, or planned no more."""
        if self.is_listed(o) or o.slot.name_of_all not in self.kept:
            return None
        day = o.slot.date
        judged = verdicts(self.will.library, self.new, day, day + timedelta(days=1))
        return next(v.decided for v in judged if v.plan.slot.name_of_all == o.slot.name_of_all)

    def revives(self, o: Occurrence) -> bool:
        """Tell whether a closure has cancelled a date that goes ahead now, because its whole event does."""
        return o.state == "cancelled" and self.new.goes_ahead and not self.old.goes_ahead

    def ahead(self, dates: Iterable[Occurrence]) -> Dates:
        """Leave out the dates that are over."""
        return self.was.not_over(dates)

    def day(self, o: Occurrence) -> str:
        """Return the day of a date in words."""
        return day_words(o.start.date(), self.was.now.today)

    def problem(
        self, message: str, remedy: str, *key: str | int, is_warning: bool = False
    ) -> Problem[InEdition]:
        """Return what is wrong at one of the event's keys as it will be."""
        return Problem(InEdition((*self.where, *key), before=False), Mistake(message, remedy), is_warning)


def _held(agenda: Agenda, event: Event) -> dict[str, Dates]:
    """Return the dates of each entry. A series has all, also those of long ago, that have no entry of their own."""
    found = {name: list(dates) for name, dates in dates_in_entries(agenda, event).items()}
    told = {o.slot.name for dates in found.values() for o in dates}
    for o in agenda.of(event):
        series = uid(agenda.library, event, o.slot.session)
        if o.slot.name not in told and o.state == "on" and series in found:
            found[series].append(o)
    return {name: in_order(dates) for name, dates in found.items()}
