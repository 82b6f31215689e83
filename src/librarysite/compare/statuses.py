"""Finds which closures and changed hours an edit would take from people's calendars, or change in the past."""

from collections.abc import Iterator
from datetime import date, timedelta

from librarysite.compare.editions import InEdition
from librarysite.feeds.closures import in_sight
from librarysite.model import Branch, ChangedHours, Closure, Library
from librarysite.problems import Mistake, Problem, Where, error, warning
from librarysite.schedule.agenda import Agenda
from librarysite.schedule.announced import status_name
from librarysite.schedule.concerned import says_something
from librarysite.schedule.in_force import is_over
from librarysite.wording.facts import day_words, names_words

Entry = Closure | ChangedHours
ANOTHER = "enter another one, with an “id:” of its own"
CALLED_OFF = "put the entry back; if it does not happen, add “cancelled:” with the reason"
TAKEN_OFF = "put it back, with “to:” and its last day, or with “cancelled:” and the reason if it does not hold any more"


def status_losses(was: Agenda, after: Library) -> Iterator[Problem[InEdition]]:
    """Give the closures, changed hours and notices that people would lose: they are called off, never deleted."""
    before, today = was.library, was.now.today
    for name in ("closures", "changed_hours"):
        places = {status_name(after, entry): number for number, entry in enumerate(getattr(after, name))}
        for number, entry in enumerate(getattr(before, name)):
            place = places.get(status_name(before, entry))
            silent = isinstance(entry, ChangedHours) and not says_something(before, entry)
            if silent or not in_sight(entry, today):
                continue
            if place is None:
                message = f"{_called(entry, today)} gone from people's calendars"
                at = InEdition((name, number, "id") if isinstance(entry, Closure) else (name, number))
                yield Problem(at, Mistake(message, _renamed(before, entry, after) or CALLED_OFF))
            else:
                yield from _changed(was, after, entry, getattr(after, name)[place], (name, place))
    yield from _notices_gone(was, after)


def _notices_gone(was: Agenda, after: Library) -> Iterator[Problem[InEdition]]:
    """Give the notices that are gone while they hold: people have read them in news feeds."""
    today = was.now.today
    kept = {notice.id for notice in after.notices}
    for number, notice in enumerate(was.library.notices):
        if notice.id not in kept and not is_over(notice, was.now) and (notice.published or today) <= today:
            message = f"The notice “{notice.id}” is gone, and people who have read it in news feeds would not be told"
            yield warning(InEdition(("notices", number, "id")), message, TAKEN_OFF)


def _called(entry: Entry, today: date) -> str:
    if isinstance(entry, Closure):
        return f"The closure “{entry.id}” is"
    return f"The changed hours of {day_words(entry.starts.date(), today)} are"


def _renamed(before: Library, old: Entry, after: Library) -> str | None:
    """Return how an entry that is there under another name gets its own again; None where there is none."""
    entries: tuple[Entry, ...] = after.closures if isinstance(old, Closure) else after.changed_hours
    known = {status_name(before, entry) for entry in (*before.closures, *before.changed_hours)}
    period = old.starts, old.ends
    for new in entries:
        named = all(new.applies_to(b.id) == old.applies_to(b.id) for b in after.branches)
        if named and (new.starts, new.ends) == period and status_name(after, new) not in known:
            if old.id:
                return f"write “id: {old.id}” again"
            return (
                "delete its “id:” again" if new.id else "write its libraries in the order in which they were"
            )
    return None


def _changed(
    was: Agenda, after: Library, old: Entry, new: Entry, where: Where
) -> Iterator[Problem[InEdition]]:
    """Give what an entry that stays takes from the calendars of libraries, or changes in the past."""
    there = {branch.id for branch in after.branches}
    named = [b for b in was.library.ever_in_service if old.applies_to(b.id) and b.id in there]
    called = _called(old, was.now.today)
    if left := [branch for branch in named if not new.applies_to(branch.id)]:
        message = f"{called} gone from the calendar of {_names(left)}"
        key = "except" if new.except_ else "branches"
        yield error(InEdition((*where, key), before=False), message, _taken_out(was, old, left))
    if old.starts.date() < was.now.today:
        yield from _joined(was, after, old, new, where)
        yield from _past(was, old, new, where)


def _joined(
    was: Agenda, after: Library, old: Entry, new: Entry, where: Where
) -> Iterator[Problem[InEdition]]:
    """Give the libraries that join an entry that has begun: their calendars say something new of the past."""
    joined = [b for b in after.ever_in_service if new.applies_to(b.id) and not old.applies_to(b.id)]
    if joined and not new.cancelled:
        who, today = _names(joined), was.now.today
        message = f"{_called(old, today)} in the calendar of {who} from a day on that has passed"
        remedy = f"leave {who} out here, and {ANOTHER}, from {today} on; if it held there then already, leave it so"
        yield warning(InEdition((*where, "branches"), before=False), message, remedy)


def _past(was: Agenda, old: Entry, new: Entry, where: Where) -> Iterator[Problem[InEdition]]:
    """Give what changes of the days that have passed of an entry that has begun."""
    called = _called(old, was.now.today)
    if new.cancelled and not old.cancelled:
        message = f"{called} called off, although days of it have passed"
        ends = f", and write “to: {was.now.today - timedelta(days=1)}”"
        remedy = f"delete “cancelled:”{': it is over' if _is_over(was, old) else ends}"
        yield error(InEdition((*where, "cancelled"), before=False), message, remedy)
    elif new.starts != old.starts:
        message = f"{called} in people's calendars from another day on, which has passed"
        written = old.on.date if old.on else old.from_
        remedy = f"write {written} again; what changes from now on is said by its end"
        yield warning(InEdition((*where, "on" if new.on else "from"), before=False), message, remedy)


def _is_over(was: Agenda, entry: Entry) -> bool:
    return entry.ends is not None and entry.ends <= was.now.wall


def _names(branches: list[Branch]) -> str:
    return names_words([branch.name for branch in branches])


def _taken_out(was: Agenda, entry: Entry, left: list[Branch]) -> str:
    """Return how some libraries leave an entry so that people are told."""
    today, who = was.now.today, _names(left)
    if _is_over(was, entry):
        return f"put {who} back: it is over"
    if entry.starts.date() < today:
        return (
            f"put {who} back, end it for all with “to: {today - timedelta(days=1)}”, and {ANOTHER}, from {today} on "
            "for those of which it still holds"
        )
    return (
        f"put {who} back, call it off for all with “cancelled:”, and {ANOTHER}, for those of which it holds"
    )
