"""Finds what would seem older in people's calendars than what they have: some programs would then not take it.

The number of an entry's revision (SEQUENCE) falls where a closure is deleted, a library is taken out of one, or a date
is taken back; ``updated:`` with today's date always mends it (docs/decisions/0004).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from librarysite.compare.editions import InEdition
from librarysite.feeds.closures import closure_entries, in_sight
from librarysite.feeds.events import event_entries
from librarysite.model import ChangedHours, Closure, Event, Library, Week
from librarysite.problems import Problem, Where, count, error
from librarysite.schedule.agenda import Agenda
from librarysite.schedule.revisions import (
    libraries_of,
    names,
    revision_at,
    revision_of_event,
    revision_of_status,
)
from librarysite.wording.facts import day_words, names_words

LISTS = ("closures", "changed_hours")
StatusEntry = Closure | ChangedHours


@dataclass(frozen=True)
class Fallen:
    """What would seem older: its title, its libraries, the day on which it was revised, and its entry as it will be.

    ``own`` is the newest of an event's own dates as they were. A bank holiday has no entry.
    """

    title: str
    libraries: frozenset[str]
    day: date
    where: Where | None = None
    own: date | None = None


def seems_older(was: Agenda, will: Agenda) -> Iterator[Problem[InEdition]]:
    """Give everything in people's calendars whose revision would fall, once for each cause."""
    before, after, today = was.library, will.library, was.now.today
    if after.service.launched > before.service.launched:
        message = "Everything in people's calendars would seem older than what they have"
        remedy = f"write {before.service.launched} again: revisions are counted from that day"
        yield error(InEdition(("service", 0, "launched"), before=False), message, remedy)
        return
    by_cause: dict[tuple[str, int], list[Fallen]] = {}
    by_week: dict[tuple[int, int], Fallen] = {}
    for fallen in (*_events(was, will), *_status(before, after, today), *_holidays(before, after, today)):
        cause = _cause(before, after, fallen)
        if cause is not None:
            by_cause.setdefault(cause, []).append(fallen)
        elif week := _week(before, after, fallen):
            by_week.setdefault(week, fallen)
        elif fallen.where:
            yield _own(fallen.title, fallen.where, today)
    for (branch, number), fallen in by_week.items():
        yield _of_week(before, after, (branch, number), fallen, today)
    for (name, number), found in by_cause.items():
        entry = getattr(before, name)[number]
        gone = _same(before, entry, after) is None
        if not (gone and in_sight(entry, today)):  # that it is gone from people's calendars is told already
            yield _together(before, after, (name, number), found, today)


def _events(was: Agenda, will: Agenda) -> Iterator[Fallen]:
    places = {event.id: number for number, event in enumerate(will.library.events)}
    for event in was.library.events:
        if event.id not in places:
            continue
        number = places[event.id]
        new, today = will.library.events[number], was.now.today
        day = revision_of_event(was.library, event, today).day
        if day > revision_of_event(will.library, new, today).day and _in_calendars(was, will, event, new):
            libraries = frozenset(libraries_of(event))
            yield Fallen(event.title, libraries, day, ("events", number), _newest(event, today))


def _in_calendars(was: Agenda, will: Agenda, event: Event, new: Event) -> bool:
    """Tell whether calendars have something of an event under one name before and after."""
    before, after = event_entries(was, event), event_entries(will, new)
    return not {entry.uid for entry in before}.isdisjoint(entry.uid for entry in after)


def _status(before: Library, after: Library, today: date) -> Iterator[Fallen]:
    for name in LISTS:
        for entry in getattr(before, name):
            place = _same(before, entry, after)
            if place is None or not in_sight(entry, today):
                continue
            new = getattr(after, name)[place]
            day = revision_of_status(before, entry, today).day
            if in_sight(new, today) and day > revision_of_status(after, new, today).day:
                named = frozenset(branch.id for branch in before.branches if names(entry, branch.id))
                title = entry.reason or "Open as usual"
                yield Fallen(title, named, day, (name, place))


def _holidays(before: Library, after: Library, today: date) -> Iterator[Fallen]:
    """Give the bank holidays of each library whose revision would fall: all that it has have one."""
    for branch in before.ever_in_service:
        day = revision_at(before, {branch.id}, today).day
        if day > revision_at(after, {branch.id}, today).day:
            for entry in closure_entries(before, (branch,), today):
                if entry.uid.startswith("holiday."):
                    yield Fallen(entry.summary, frozenset({branch.id}), day)


def _cause(before: Library, after: Library, fallen: Fallen) -> tuple[str, int] | None:
    """Return the list and the place of the closure or changed hours that no longer count; None for its own dates."""
    if fallen.own == fallen.day:
        return None
    for name in LISTS:
        for number, entry in enumerate(getattr(before, name)):
            named = {branch for branch in fallen.libraries if names(entry, branch)}
            if not named or _newest(entry, fallen.day) != fallen.day:
                continue
            place = _same(before, entry, after)
            new = None if place is None else getattr(after, name)[place]
            counts = new and _newest(new, fallen.day) == fallen.day and all(names(new, b) for b in named)
            if not counts:
                return name, number
    return None


def _same(before: Library, entry: StatusEntry, after: Library) -> int | None:
    """Return the place of an entry among those of the other edition, if it is there under its name."""
    if isinstance(entry, Closure):
        ids = [closure.id for closure in after.closures]
        return ids.index(entry.id) if entry.id in ids else None
    known, name = [after.name_of(changed) for changed in after.changed_hours], before.name_of(entry)
    return known.index(name) if name in known else None


def _week(before: Library, after: Library, fallen: Fallen) -> tuple[int, int] | None:
    """Return the places of a library and of its normal week that no longer counts; None where there is none."""
    if fallen.own == fallen.day:
        return None
    left = {(b.id, week.from_, _newest(week, fallen.day)) for b in after.branches for week in b.hours}
    return next(
        (
            (place, number)
            for place, branch in enumerate(before.branches)
            if branch.id in fallen.libraries
            for number, week in enumerate(branch.hours)
            if _newest(week, fallen.day) == fallen.day and (branch.id, week.from_, fallen.day) not in left
        ),
        None,
    )


def _of_week(
    before: Library, after: Library, place: tuple[int, int], fallen: Fallen, today: date
) -> Problem[InEdition]:
    """Say once what a normal week does to all that counted it."""
    branch = before.branches[place[0]]
    week = branch.hours[place[1]]
    message = (
        f"The hours of {branch.name} from {day_words(week.from_)} no longer count: “{fallen.title}” and others would "
        "seem older than what people have in their calendars"
    )
    places = {(b.id, w.from_): (n, m) for n, b in enumerate(after.branches) for m, w in enumerate(b.hours)}
    if there := places.get((branch.id, week.from_)):
        at = InEdition(("branches", there[0], "hours", there[1]), before=False)
        is_published = week.published == fallen.day  # the two cannot stand together if it is to be later now
        again = f"“published: {week.published}” again" if is_published else f"“updated: {today}” here"
        return error(at, message, f"write {again}")
    remedy = f"put them back, or write “updated: {today}” at other hours of {branch.name}"
    return error(InEdition(("branches", place[0], "hours", place[1])), message, remedy)


def _newest(entry: Event | StatusEntry | Week, today: date) -> date | None:
    told = [day for day in (entry.published, entry.updated) if day and day <= today]
    return max(told, default=None)


def _own(title: str, where: Where, today: date) -> Problem[InEdition]:
    message = f"“{title}” would seem older than what people have in their calendars"
    remedy = f"write “updated: {today}” here"
    return error(InEdition(where, before=False), message, remedy)


def _together(
    before: Library, after: Library, cause: tuple[str, int], found: list[Fallen], today: date
) -> Problem[InEdition]:
    """Say once what one entry of ``status.yaml`` does to all that counted it."""
    name, number = cause
    entry = getattr(before, name)[number]
    place = _same(before, entry, after)
    new = None if place is None else getattr(after, name)[place]
    libraries = {branch for fallen in found for branch in fallen.libraries if names(entry, branch)}
    taken_out = {branch for branch in libraries if not (new and names(new, branch))}
    where = names_words([branch.name for branch in before.branches if branch.id in taken_out])
    more = [count(len(found) - 1, "other")] if len(found) > 1 else []
    who = names_words([f"“{found[0].title}”", *more])
    message = (
        f"{_called(entry)} no longer counts: {who} would seem older than what people have in their calendars"
    )
    another = f"or write “updated: {today}” in another entry of data/status.yaml that names {where}"
    if place is None:
        return error(InEdition(cause), message, f"put it back, for what is over does no harm; {another}")
    remedy = f"put {where} back here; {another}" if where else f"write “updated: {today}” here"
    return error(InEdition((name, place), before=False), message, remedy)


def _called(entry: StatusEntry) -> str:
    if isinstance(entry, Closure):
        return f"The closure “{entry.id}”"
    return f"The entry of changed hours for {day_words(entry.starts.date())}"
