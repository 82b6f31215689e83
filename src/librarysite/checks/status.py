"""Rules about closures, changed hours and notices."""

from collections.abc import Iterator
from datetime import date

from librarysite.model import ALL, Branch, ChangedHours, Library
from librarysite.notation import weekday_date
from librarysite.problems import Problem, Where, error, warning
from librarysite.schedule.concerned import days_of
from librarysite.schedule.holidays import holiday_on
from librarysite.schedule.hours import hours_without_closures


def _days(library: Library, changed: ChangedHours) -> Iterator[tuple[Branch, date]]:
    """Give each branch with each day that changed hours are for."""
    days = days_of(changed)
    for branch in library.branches:
        if changed.applies_to(branch.id) and not changed.cancelled:
            yield from ((branch, day) for day in days if _is_there(library, branch, day))


def _is_there(library: Library, branch: Branch, day: date) -> bool:
    return not branch.closed_for_good_on(day) and not library.not_yet_open_on(branch, day)


def hours_changed_twice(library: Library) -> Iterator[Problem[Where]]:
    """One day of one branch has one entry of changed hours; a bank holiday within a longer entry may have its own."""
    seen: set[tuple[str, date, bool]] = set()
    for number, changed in enumerate(library.changed_hours):
        here: dict[tuple[str, date, bool], str] = {}
        for branch, day in _days(library, changed):
            holiday = holiday_on(library, branch, day) is not None
            if changed.decides(holiday=holiday):
                here[branch.id, day, holiday and changed.over_days] = branch.name
        if clash := next((key for key in here if key in seen), None):
            yield error(
                ("changed_hours", number),
                f"{here[clash]} has changed hours on {clash[1]} in another entry too",
                "keep one of them",
            )
        seen.update(here)


def changed_hours_of_one_name(library: Library) -> Iterator[Problem[Where]]:
    """No two entries of changed hours have the same name, by which people's calendars know them."""
    names: set[str] = set()
    for number, changed in enumerate(library.changed_hours):
        if (name := library.name_of(changed)) in names:
            message = "People's calendars cannot tell these changed hours from an earlier entry"
            yield error(("changed_hours", number), message, "add “id:” with a new name")
        names.add(name)


def opens_on_a_closed_weekday(library: Library) -> Iterator[Problem[Where]]:
    """Changed hours over several days do not open a library on its closing day, or say ``opens_closed_days: yes``."""
    for number, changed in enumerate(library.changed_hours):
        if not changed.hours or changed.on or changed.opens_closed_days:
            continue
        for branch, day in _days(library, changed):
            week = branch.week_on(day)
            if week and not week.on(day.weekday()) and _opens(library, changed, branch, day):
                yield warning(
                    ("changed_hours", number, "hours"),
                    f"This opens {branch.name} on {weekday_date(day)}, when it is usually closed",
                    "write an entry for the days before and one for those after, or add “opens_closed_days: yes”",
                )
                break


def _opens(library: Library, changed: ChangedHours, branch: Branch, day: date) -> bool:
    """Tell whether a library is open with staff on a day because of changed hours."""
    hours = hours_without_closures(library, branch, day)
    return hours.cause is changed and any(interval.kind == "staffed" for interval in hours.intervals)


def status_for_closed_branch(library: Library) -> Iterator[Problem[Where]]:
    """Closures, changed hours and notices are not for a branch that is closed for good by then."""
    branches = {branch.id: branch for branch in library.branches}
    for name in ("closures", "changed_hours", "notices"):
        for number, entry in enumerate(getattr(library, name)):
            for index, named in enumerate(() if entry.branches == ALL else entry.branches):
                branch = branches.get(named)
                if branch and branch.closed_for_good_on(entry.starts.date()):
                    message = f"{branch.name} is closed for good already"
                    yield error((name, number, "branches", index), message, "leave it out")


def status_before_the_branch_opens(library: Library) -> Iterator[Problem[Where]]:
    """Closures and changed hours do not begin before a branch that they name has opened; notices may tell of it."""
    branches = {branch.id: branch for branch in library.branches}
    for name in ("closures", "changed_hours"):
        for number, entry in enumerate(getattr(library, name)):
            for index, named in enumerate(() if entry.branches == ALL else entry.branches):
                branch = branches.get(named)  # whose own entry may be one that cannot be read
                opening = library.opening_of(branch) if branch else None
                if branch and opening and entry.starts.date() < opening.first:
                    message = f"{branch.name} is not open yet: it opens on {weekday_date(opening.first)}"
                    remedy = (
                        f"leave it out, or begin on {opening.first} at the earliest; if it is open already, "
                    )
                    remedy += "write the year in “opened:” of the library"
                    yield error((name, number, "branches", index), message, remedy)


def status_of_no_branch(library: Library) -> Iterator[Problem[Where]]:
    """Closures, changed hours and notices are for at least one branch that is in service."""
    for name in ("closures", "changed_hours", "notices"):
        for number, entry in enumerate(getattr(library, name)):
            left = [b for b in library.in_service_on(entry.starts.date()) if entry.applies_to(b.id)]
            if entry.except_ and not left:
                remedy = "leave at least one library out of this list, or delete the entry"
                yield error((name, number, "except"), "“except” leaves no library", remedy)
