"""When was what people have in their calendars last revised? Programs take a changed entry only if this tells them so.

A revision is worked out from the entries' own dates, without a memory (docs/decisions/0004). Typed dates that lie ahead
do not count before their day, so that a slip of a year locks nothing; as days pass a revision never falls.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from librarysite.model import ALL, Event, Library, Status

FIRST = 3  # subscribers hold 0 to 2 from before revisions were counted


class Revision(NamedTuple):
    """The day of the newest word about an entry, and its number: whole days since the site began, and three."""

    day: date
    number: int


def revision_of_event(library: Library, event: Event, today: date) -> Revision:
    """Return an event's revision: its own dates count, and those of what departs from the hours of its libraries."""
    return revision_at(library, libraries_of(event), today, (event.published, event.updated))


def revision_of_status(library: Library, entry: Status, today: date) -> Revision:
    """Return the revision of a closure or of changed hours: as that of an event at all libraries that they name."""
    named = {branch.id for branch in library.branches if names(entry, branch.id)}
    return revision_at(library, named, today, (entry.published, entry.updated))


def revision_at(
    library: Library, branches: Collection[str], today: date, own: Iterable[date | None] = ()
) -> Revision:
    """Return the newest of some dates and of those of every closure, changed hours and week of some branches.

    What is past, called off or far from the entry's own days counts too: it may have been otherwise before.
    """
    told = [*own]
    for entry in (*library.closures, *library.changed_hours):
        if any(names(entry, branch) for branch in branches):
            told += entry.published, entry.updated
    for week in (week for branch in library.branches if branch.id in branches for week in branch.hours):
        told += week.published, week.updated
    launched = library.service.launched
    day = max((launched, *(day for day in told if day and day <= today)))
    return Revision(day, FIRST + (day - launched).days)


def libraries_of(event: Event) -> set[str]:
    """Return the libraries of an event: its own, and those to which dates of it are moved."""
    moved_to = (change.branch for change in event.changes)
    return {branch for branch in (event.branch, *moved_to) if branch}


def names(entry: Status, branch: str) -> bool:
    """Tell whether an entry names a branch; one that it excepts is named too: it may not have been before."""
    return entry.branches == ALL or branch in entry.branches
