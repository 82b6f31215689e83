"""Which libraries an entry of ``status.yaml`` says something of, and on which days."""

from dataclasses import replace
from datetime import date, timedelta

from librarysite.model import AS_USUAL, Branch, ChangedHours, Library, Status
from librarysite.notation import days_between
from librarysite.schedule.hours import DayHours, hours_without_closures


def days_of(changed: ChangedHours) -> list[date]:
    """Return the days of changed hours, bank holidays among them."""
    assert changed.ends is not None  # the model sees to it
    return days_between(changed.starts.date(), changed.ends.date() - timedelta(days=1))


def concerned(library: Library, entry: Status) -> list[Branch]:
    """Return the libraries that an entry is about, of those that it is for."""
    return [branch for branch in library.meant_by(entry) if _is_told(library, entry, branch)]


def concerns(library: Library, entry: Status, branch: Branch) -> bool:
    """Tell whether an entry is about a library: “as usual” says nothing of one that is closed as usual."""
    return library.concerns(entry, branch) and _is_told(library, entry, branch)


def _is_told(library: Library, entry: Status, branch: Branch) -> bool:
    if not isinstance(entry, ChangedHours) or entry.hours != AS_USUAL:
        return True
    each = (_with_and_without(library, entry, branch, day) for day in days_of(entry))
    return any(held.intervals or else_.intervals for held, else_ in each)


def says_something(library: Library, changed: ChangedHours) -> bool:
    """Tell whether changed hours give a library other hours on some day, or decide about the day, if only as closed."""
    branches = library.meant_by(changed)
    each = (
        _with_and_without(library, changed, branch, day) for branch in branches for day in days_of(changed)
    )
    return any(
        held.intervals != else_.intervals or else_.kind == "undecided" != held.kind for held, else_ in each
    )


def _with_and_without(
    library: Library, changed: ChangedHours, branch: Branch, day: date
) -> tuple[DayHours, DayHours]:
    """Return a day's hours as they are by changed hours alone, called off or not, and as they would be without."""
    with_it = replace(library, changed_hours=(changed.model_copy(update={"cancelled": None}),))
    without = replace(library, changed_hours=())
    return hours_without_closures(with_it, branch, day), hours_without_closures(without, branch, day)
