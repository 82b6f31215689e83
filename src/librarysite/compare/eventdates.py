"""Finds what an edit of an event would take from people's calendars: its series, its dates, or what was said of them.

Every entry that a calendar has before the edit is looked for after it. What is missing is told with its cause, and so
is what would be another date in the past.
"""

from collections.abc import Iterator
from dataclasses import replace

from librarysite.compare.calendars import calendars_left
from librarysite.compare.editions import InEdition
from librarysite.compare.held import Dates, Edited
from librarysite.feeds.events import uid
from librarysite.model import FOLLOWS_THE_BRANCH, Pattern
from librarysite.notation import Every, Span
from librarysite.problems import Mistake, Problem, count
from librarysite.schedule.occurrences import Occurrence

CANCEL = "write “cancelled:” with the reason at the date, below “changes:”, and leave the entry as it was"
NEW_TIMES = (
    "write the old lines again, with “until:” and the last date at the old times; the new times are one more pattern "
    "below “when:”, with “id:” and “from:”"
)
NEW_TIMES_OF_SPAN = (
    "write the old lines again, and in “on:” the last date at the old times for its last day; the new times are one "
    "more pattern below “when:”, with “id:” and the days after it"
)
NOT_BEGUN = (
    "write the old lines again, cancel the dates below “changes:”, and make the new times an event of its own"
)
ONE_MORE = (
    "leave “when:” as it was, and write the series as one more pattern below it, with an “id:” of its own and from a "
    "later day on"
)
PUT_BACK = (
    "put its lines below “changes:” back; if it takes place as planned, write “note:” with that instead"
)
# Of a closure until further notice, of holidays: told once for all events, not at each.
TOLD_ELSEWHERE = ("review_day", "holiday", "undecided")


def event_losses(edited: Edited) -> Iterator[Problem[InEdition]]:
    """Give what calendars lose of an event that goes on, and what changes in the past."""
    if pattern := _lost_series(edited):
        yield _another_series(edited, pattern)
        return
    found = [*_lost_entries(edited), *_left_out(edited), *calendars_left(edited)]
    yield from found
    if not found:
        yield from _past(edited)


def _lost_series(edited: Edited) -> Pattern | None:
    """Return the first pattern that goes on in people's calendars and would repeat no more under its name."""
    library, old, new = edited.was.library, edited.old, edited.new
    repeating = {pattern.id for pattern in new.when if isinstance(pattern.repeat, Every)}
    going_on = {o.slot.session for o in edited.was.ahead_of(old) if not o.slot.extra}
    for pattern in old.when:
        in_calendars = pattern.id in going_on and uid(library, old, pattern.id) in edited.lost
        if in_calendars and pattern.id not in repeating:
            return pattern
    return None


def _another_series(edited: Edited, pattern: Pattern) -> Problem[InEdition]:
    title = edited.old.title
    name = f"The times “{pattern.id}” of “{title}”" if pattern.id else f"The series “{title}”"
    message = f"{name} would vanish from people's calendars and come back as another one"
    remedy = "leave it as it was, with “until:” and “ended:” if it ends, and make the new times an event of its own"
    return edited.problem(message, remedy, "when")


def _lost_entries(edited: Edited) -> Iterator[Problem[InEdition]]:
    """Give the first of the entries that are lost for each cause, and how many more there are."""
    by_remedy: dict[str, list[Problem[InEdition]]] = {}
    for dates in edited.lost.values():
        found = (_lost_entry(edited, o) for o in edited.ahead(dates) or dates[-1:])
        if problem := next(filter(None, found), None):
            by_remedy.setdefault(problem.mistake.remedy, []).append(problem)
    for remedy, problems in by_remedy.items():
        message, more = problems[0].message, len(problems) - 1
        told = f"{message}; {count(more, 'more date')} as well" if more else message
        yield replace(problems[0], mistake=Mistake(told, remedy))


def _lost_entry(edited: Edited, o: Occurrence) -> Problem[InEdition] | None:
    """Return what is wrong where an entry is lost; None where nothing is, or where that is told otherwise."""
    now = edited.listed.get(o.slot.name) or edited.listed.get(o.slot.name_of_all)
    title, day = edited.old.title, edited.day(o)
    vanishes = f"“{title}” on {day} would vanish from people's calendars"
    if not edited.ahead([o]):
        remedy = "leave it as it was: 30 days after its date it goes from calendars by itself"
        return None if now and now.state == "cancelled" else edited.problem(vanishes, remedy, "when")
    if now is None:
        as_others = _is_of_series(edited, o) or _is_after_the_end(edited, o)
        if as_others or edited.dropped_by(o) in TOLD_ELSEWHERE:
            return None
        never_open = edited.dropped_by(o) == "never_open"
        return edited.problem(f"{vanishes} without a word", CANCEL, "when", is_warning=never_open)
    return _other_entry(edited, o, now)


def _other_entry(edited: Edited, o: Occurrence, now: Occurrence) -> Problem[InEdition] | None:
    """Return what is wrong where a date stays, and its entry does not; None where that is right."""
    title, day = edited.old.title, edited.day(o)
    if o.change and o.change != now.change:
        said = "is cancelled" if o.state == "cancelled" else "is not as planned"
        message = f"People were told that “{title}” on {day} {said}, and would not be told otherwise"
        still_moved = o.change.moved_to and now.change and now.change.cancelled
        remedy = "write its “moved_to:” again, beside “cancelled:”" if still_moved else PUT_BACK
        return edited.problem(message, remedy, "id", is_warning=True)
    if now.state == "cancelled" or now.change:
        return None  # it has an entry of its own now, which says so: of a series, all dates may have
    if o.state == "cancelled" or o.slot.part > 1 or _follows_hours(edited, o):
        return None  # a closure takes it no more, or divides it no more; entries at opening hours go with the hours
    remedy = ONE_MORE if o.slot.written_out else _new_times(edited, o)
    return edited.problem(
        f"“{title}” on {day} would vanish from people's calendars and come back as another one",
        remedy,
        "when",
    )


def _new_times(edited: Edited, o: Occurrence) -> str:
    """Return how new times begin without changing what people have, as the old ones are written."""
    pattern = next(p for p in edited.old.when if p.id == o.slot.session)
    if pattern.span and all(edited.ahead([other]) for other in edited.was.of(edited.old)):
        return NOT_BEGUN
    return NEW_TIMES_OF_SPAN if pattern.span else NEW_TIMES


def _follows_hours(edited: Edited, o: Occurrence) -> bool:
    """Tell whether a date follows the opening hours before and after: its entry's name follows from them."""
    times = [{p.id: p.at for p in event.when}.get(o.slot.session) for event in (edited.old, edited.new)]
    return times == [FOLLOWS_THE_BRANCH, FOLLOWS_THE_BRANCH]


def _is_of_series(edited: Edited, o: Occurrence) -> bool:
    """Tell whether a date is one of a series as people have it, or a closure has cancelled it, and no editor."""
    by_closure = o.state == "cancelled" and not (o.change and o.change.cancelled)
    return by_closure or uid(edited.was.library, edited.old, o.slot.name) not in edited.lost


def _is_after_the_end(edited: Edited, o: Occurrence) -> bool:
    """Tell whether a date is one of a series that will end before it."""
    patterns = [p for p in edited.new.when if p.repeat and p.id == o.slot.session and not o.slot.extra]
    return any(p.until and p.until < o.slot.date for p in patterns)


def _left_out(edited: Edited) -> Iterator[Problem[InEdition]]:
    """Give the dates ahead that will be on no list: those after an end of which nobody is told why, and others."""
    gone = [o for o in edited.was.ahead_of(edited.old) if not edited.is_listed(o)]
    gone = [o for o in gone if edited.dropped_by(o) not in TOLD_ELSEWHERE]
    if unsaid := [o for o in gone if _is_after_the_end(edited, o) and not _is_said(edited, o)]:
        key = ("when", [p.id for p in edited.new.when].index(unsaid[0].slot.session), "until")
        message = f"“{edited.old.title}” would end and lose {_so_many(edited, unsaid)}"
        yield edited.problem(message, "add “ended:” with the reason", *key, is_warning=True)
    others = [o for o in gone if _is_of_series(edited, o) and not _is_after_the_end(edited, o)]
    if others and not _follows_other_terms(edited):
        message = f"“{edited.old.title}” loses {_so_many(edited, others)}"
        yield edited.problem(message, _how_to_leave_out(edited, others[0]), "when", is_warning=True)


def _so_many(edited: Edited, dates: Dates) -> str:
    """Return “31 dates without a word, the first on Friday 27 November”."""
    return f"{count(len(dates), 'date')} without a word, the first on {edited.day(dates[0])}"


def _how_to_leave_out(edited: Edited, o: Occurrence) -> str:
    """Return how people are told of a date that is left out; where the rule is another one, of all that follow it."""
    rules = [{p.id: p.repeat for p in event.when}.get(o.slot.session) for event in (edited.old, edited.new)]
    if rules[0] != rules[1]:
        return f"{_new_times(edited, o)}; if people know of the dates after it, “ended:” says why"
    return "if people know of them already, cancel or move them below “changes:” instead"


def _is_said(edited: Edited, o: Occurrence) -> bool:
    """Tell whether people learn that a date after the end is off, or have another time of that day instead."""
    if any(p.id == o.slot.session and p.ended for p in edited.new.when):
        return True
    return any(other.slot.date == o.slot.date for other in edited.listed.values())


def _follows_other_terms(edited: Edited) -> bool:
    """Tell whether an event keeps to terms, and these have changed: that is told once for all events."""
    of_terms = any(pattern.term_time for pattern in edited.old.when)
    return of_terms and edited.was.library.service.terms != edited.will.library.service.terms


def _past(edited: Edited) -> Iterator[Problem[InEdition]]:
    """Give the first date that has passed and would be another one in people's calendars, or none."""
    over = [o for o in _rewritten(edited) if not edited.ahead([o])]
    if over and not _follows_other_terms(edited):
        first = min(over, key=lambda o: o.start)
        which = f"Dates of “{edited.old.title}” that have passed"
        message = f"{which} would change in people's calendars, the first on {edited.day(first)}"
        yield edited.problem(message, _past_remedy(edited, first), "when", is_warning=True)


def _rewritten(edited: Edited) -> Iterator[Occurrence]:
    """Give the dates that come, go, or are at another time: those of entries that stay, and those gone with theirs."""
    yield from _rewritten_where_the_entry_stays(edited)
    on = {name for name, o in edited.listed.items() if o.state == "on"}
    yield from (o for o in edited.was.of(edited.old) if edited.revives(o) and o.slot.name in on)
    left = {name for name, o in edited.listed.items() if not o.slot.ended}
    lost = (o for dates in edited.lost.values() for o in dates)
    yield from (o for o in lost if left.isdisjoint((o.slot.name, o.slot.name_of_all)))


def _rewritten_where_the_entry_stays(edited: Edited) -> Iterator[Occurrence]:
    known = {o.slot.name: o for o in edited.was.of(edited.old)}
    for name in edited.before.keys() & edited.after.keys():
        dates = {o.slot.name: o for o in (*edited.after[name], *edited.before[name])}
        yield from (
            o for o in dates.values() if _is_rewritten(known.get(o.slot.name), edited.listed.get(o.slot.name))
        )


def _is_rewritten(was: Occurrence | None, now: Occurrence | None) -> bool:
    """Tell whether a date that has passed comes, goes or is at another time, though nothing new is said of it."""
    if was is None or now is None or now.slot.ended:
        return True
    if was.change and now.change is None:
        return True
    return (
        now.change == was.change and now.state == was.state and (now.start, now.end) != (was.start, was.end)
    )


def _past_remedy(edited: Edited, o: Occurrence) -> str:
    """Return what leaves the past as it was, and what to write for the future instead."""
    if edited.revives(o):
        return "write “goes_ahead: yes” at the dates to come instead, below “changes:”"
    if o.change and o.slot.name in edited.listed:
        return PUT_BACK
    old, new = ({pattern.id: pattern for pattern in event.when} for event in (edited.old, edited.new))
    before, after = old.get(o.slot.session), new.get(o.slot.session)
    if o.slot.written_out:
        return _own_time(o)
    if before is None or after is None or (before.at, before.repeat) != (after.at, after.repeat):
        return _new_times(edited, o)
    return _days_remedy(edited, before, after)


def _own_time(o: Occurrence) -> str:
    """Return what leaves a date that is written out as it was, whatever time the others have."""
    if not isinstance(o.slot.span, Span):
        return "write the lines as they were"
    had = f"{o.slot.date} {o.start:%H:%M} to {o.end:%H:%M}"
    return f"write at each date that has passed the time that it had, as in “{had}”"


def _days_remedy(edited: Edited, before: Pattern, after: Pattern) -> str:
    """Return what to write where the days of a pattern differ, and not its times."""
    if before.except_ != after.except_:
        return "leave the days in “except:” that have passed as they were"
    over = [
        o.slot.date for o in edited.was.of(edited.old) if not edited.ahead([o]) and o.slot.session == after.id
    ]
    if after.until and over and after.until < max(over):
        until = f"“on: {before.span[0]} to {max(over)}”" if before.span else f"“until: {max(over)}”"
        return f"write {until}, or a later day"
    if before.from_ == after.from_:
        return "write the lines as they were"
    if before.span:
        return f"write {before.span[0]} for the first day of “on:” again"
    return f"write “from: {before.from_}” again"
