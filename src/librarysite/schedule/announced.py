"""What people are told of, and when: first on the day an entry is published, again on the day it is updated.

The day of ``updated`` is the editor's statement that something changed that people should know. There is no memory:
which news there is follows from the entries and the day alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from librarysite.model import Branch, ChangedHours, Closure, Library, Status, Week
from librarysite.moment import Now
from librarysite.schedule.concerned import concerned
from librarysite.schedule.hours import intervals_in

TOLD_AGAIN = timedelta(days=14)  # so long at least is an update told of: it may say that something has ended
NEW_FOR = timedelta(days=30)  # how long news of a new normal week stays after it has begun


@dataclass(frozen=True)
class NewWeek:
    """A new normal week of a branch, and the week before it; None before the first, when the hours were not known."""

    branch: Branch
    old: Week | None
    week: Week

    @property
    def name(self) -> str:
        """Its permanent name."""
        return f"week.{self.branch.id}.{self.week.from_:%Y%m%d}"

    @property
    def starts(self) -> datetime:
        """The first moment, local wall time."""
        return datetime.combine(self.week.from_, time())

    def is_out(self, today: date) -> bool:
        """Tell whether it is announced: from the day it is published, without one at once, and when it has begun."""
        day = self.week.published
        return day is None or day <= today or self.week.from_ <= today

    def is_news(self, today: date) -> bool:
        """Tell whether feeds and calendars tell of it: a later week, from its announcement until it is new no more."""
        return self.old is not None and self.is_out(today) and today <= self.week.from_ + NEW_FOR


Announced = Status | NewWeek


def new_weeks(library: Library, branch: Branch) -> list[NewWeek]:
    """Return the weeks of a branch that differ from the one before, and begin while it is in service."""
    found = [NewWeek(branch, old, week) for old, week in pairwise((None, *branch.hours)) if week]
    return [new for new in found if _differs(new) and branch in library.in_service_on(new.week.from_)]


def weeks_in_the_news(library: Library, branches: Iterable[Branch], today: date) -> list[NewWeek]:
    """Return the new weeks of some branches of which feeds and calendars tell on a day."""
    return [new for branch in branches for new in new_weeks(library, branch) if new.is_news(today)]


def _differs(new: NewWeek) -> bool:
    """Tell whether some weekday has other hours: a week that was only looked at again is no news."""
    return new.old is None or any(intervals_in(new.old, n) != intervals_in(new.week, n) for n in range(7))


@dataclass(frozen=True)
class Told:
    """One piece of news: its permanent name, its day, and whether it is a later one of the same entry."""

    name: str
    day: date | None
    again: bool = False


def told(name: str, published: date | None, updated: date | None, today: date) -> Told:
    """Return the newest news of an entry by a day. What is updated on a day to come is not out yet."""
    if updated and (published or date.min) < updated <= today:
        return Told(f"{name}.update.{updated:%Y%m%d}", updated, again=True)
    return Told(name, published)


def status_name(library: Library, entry: Announced) -> str:
    """Return the permanent name of a closure, changed hours, a notice or a new week among all of them."""
    if isinstance(entry, NewWeek):
        return entry.name
    if isinstance(entry, ChangedHours):
        return f"hours.{library.name_of(entry)}"
    return f"{'closure' if isinstance(entry, Closure) else 'notice'}.{entry.id}"  # type: ignore[attr-defined]


def status_told(library: Library, now: Now) -> list[tuple[Announced, Told]]:
    """Return the closures, changed hours, notices and new weeks that people are told of now, the newest news first."""
    changed = (entry for entry in library.changed_hours if concerned(library, entry))
    entries: tuple[Status, ...] = (*library.closures, *changed, *library.notices)
    named = [(e, told(status_name(library, e), e.published, e.updated, now.today)) for e in entries]
    found: list[tuple[Announced, Told]] = [one for one in named if _is_told(*one, now)]
    weeks = weeks_in_the_news(library, library.branches, now.today)
    found += [(new, told(new.name, new.week.published, new.week.updated, now.today)) for new in weeks]
    found.sort(key=lambda one: one[0].starts)
    found.sort(key=lambda one: one[1].day or date.min, reverse=True)
    return found


def _is_told(entry: Status, news: Told, now: Now) -> bool:
    """Tell whether people are told of an entry: from the day it is published, without one at once, to its end.

    What was called off stays as long: somebody may have read of it.
    """
    if entry.published and entry.published > now.today:
        return False
    if news.again and news.day and now.today - news.day < TOLD_AGAIN:
        return True
    if entry.cancelled and entry.ends is None:
        return now.today <= max(getattr(entry, "review", None) or date.min, entry.starts.date())
    return entry.ends is None or now.wall < entry.ends
