"""What people are told of, and when: first on the day an entry is published, again on the day it is updated.

The day of ``updated`` is the editor's statement that something changed that people should know. There is no memory:
which news there is follows from the entries and the day alone.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from librarysite.model import ChangedHours, Closure, Library, Status
from librarysite.moment import Now
from librarysite.schedule.concerned import concerned
from librarysite.schedule.in_force import COMING

TOLD_AGAIN = timedelta(days=14)  # so long at least is an update told of: it may say that something has ended


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


def status_name(library: Library, entry: Status) -> str:
    """Return the permanent name of a closure, changed hours or a notice among all entries of ``status.yaml``."""
    if isinstance(entry, ChangedHours):
        return f"hours.{library.name_of(entry)}"
    return f"{'closure' if isinstance(entry, Closure) else 'notice'}.{entry.id}"  # type: ignore[attr-defined]


def status_told(library: Library, now: Now) -> list[tuple[Status, Told]]:
    """Return the closures, changed hours and notices that people are told of now, the newest news first."""
    changed = (entry for entry in library.changed_hours if concerned(library, entry))
    entries: tuple[Status, ...] = (*library.closures, *changed, *library.notices)
    named = [(e, told(status_name(library, e), e.published, e.updated, now.today)) for e in entries]
    found = [(entry, news) for entry, news in named if _is_told(entry, news, now)]
    found.sort(key=lambda one: one[0].starts)
    found.sort(key=lambda one: one[1].day or date.min, reverse=True)
    return found


def _is_told(entry: Status, news: Told, now: Now) -> bool:
    """Tell whether people are told of an entry: from the day it is published, without one six weeks ahead, to its end.

    What was called off stays as long: somebody may have read of it.
    """
    if entry.published and entry.published > now.today:
        return False
    if news.again and news.day and now.today - news.day < TOLD_AGAIN:
        return True
    if entry.cancelled and entry.ends is None:
        return now.today <= max(getattr(entry, "review", None) or date.min, entry.starts.date())
    has_not_ended = entry.ends is None or now.wall < entry.ends
    return has_not_ended and (news.day is not None or entry.starts < now.wall + COMING)
