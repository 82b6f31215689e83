"""Rules about where events take place: closed libraries, opening hours and rooms."""

from collections.abc import Iterator
from datetime import date, timedelta

from librarysite.checks.dates import place_of_day, place_of_move, place_of_time, window
from librarysite.model import Branch, Change, Event, Library, Week
from librarysite.notation import DAY, Span, clock, weekday_date
from librarysite.problems import Problem, Where, did_you_mean, error, warning
from librarysite.schedule.hours import DayHours, doors_open
from librarysite.schedule.occurrences import Occurrence, occurrences
from librarysite.schedule.plans import Plan, Slot, plan_of, planned, slots_of
from librarysite.schedule.verdicts import Verdict, judge, verdicts

ROOM_LOOKED_AHEAD = timedelta(days=400)
ROOM_LOOKED_BACK = timedelta(days=6 * 366)
DAY_LATER = timedelta(days=1)
A_YEAR = timedelta(days=366)  # in which every date of a month has come
# What decides against a date where it has been moved to, in words.
AGAINST_A_MOVE = {
    "closure": "is closed then",
    "review_day": "is closed until further notice",
    "changed_hours": "is closed then",
    "undecided": "has not decided about that day",
}

Use = tuple[Occurrence, int]


def event_at_closed_branch(library: Library) -> Iterator[Problem[Where]]:
    """No event takes place at a branch that is closed for good by then."""
    for number, event in enumerate(library.events):
        if event.branch and _closed_from_the_start(library, event):
            name = library.branch(event.branch).name
            yield error(("events", number, "branch"), f"{name} is closed for good", "choose another library")
            continue
        for index, change in enumerate(event.changes):
            key, branch = _moved_to_closed(library, event, change)
            if branch and not change.cancelled:
                remedy = "choose another library" if key == "branch" else "choose an earlier day"
                where: Where = ("events", number, "changes", index, key)
                yield error(where, f"{branch.name} is closed for good", remedy)


def _moved_to_closed(library: Library, event: Event, change: Change) -> tuple[str, Branch | None]:
    """Return the library that is closed for good where and when a change moves a date, and the key that moves it."""
    day = change.moved_to.date if change.moved_to else change.date
    if change.branch:
        branch = library.branch(change.branch)
        return "branch", branch if branch.closed_for_good_on(day) else None
    stays = not change.moved_to or change.goes_ahead or event.goes_ahead or not event.branch
    home = None if stays else library.branch(event.branch or "")
    return "moved_to", home if home and home.closed_for_good_on(day) else None


def _closed_from_the_start(library: Library, event: Event) -> bool:
    return bool(event.branch) and library.branch(event.branch or "").closed_for_good_on(window(event)[0])


def dates_after_the_branch_closes(library: Library) -> Iterator[Problem[Where]]:
    """No date of an event is left at its branch once that has closed for good."""
    for number, event in enumerate(library.events):
        if not event.branch or _closed_from_the_start(library, event):
            continue
        branch = library.branch(event.branch)
        if branch.closed and (slot := _first_date_left(library, event, branch.closed.from_.first)):
            message = f"{branch.name} is closed for good on {weekday_date(slot.date)}"
            remedy = f"write “until: {branch.closed.from_.first - timedelta(days=1)}”"
            if slot.extra:
                remedy = "take this date out, or hold it elsewhere with a change that has “branch:”"
            remedy += "; if the building is used all the same, add “goes_ahead: yes”"
            yield error(("events", number, *place_of_day(event, slot)), message, remedy)


def _first_date_left(library: Library, event: Event, closing: date) -> Slot | None:
    """Return the first date from a closing day on that is left at its branch; one that is moved is looked at there."""
    found = verdicts(library, event, closing, max(closing, window(event)[1]))
    left = (v.plan.slot for v in found if v.decided == "closed_for_good" and not v.plan.moved)
    return next(left, None)


def dates_before_the_branch_opens(library: Library) -> Iterator[Problem[Where]]:
    """No date of an event is at a branch that opens only after it."""
    for number, event in enumerate(library.events):
        named = {event.branch, *(change.branch for change in event.changes)} - {None}
        openings = [library.opening_of(library.branch(branch)) for branch in named if branch]
        last = max((opening.first for opening in openings if opening), default=date.min)
        first, end = window(event)
        found = verdicts(library, event, first, min(end, last + ROOM_LOOKED_AHEAD)) if first < last else ()
        early = next((verdict for verdict in found if verdict.decided == "not_yet_open"), None)
        if early:
            yield _before_it_opens(library, number, early)


def _before_it_opens(library: Library, number: int, verdict: Verdict) -> Problem[Where]:
    """Return what to write instead: a later beginning of the series, a later day, or that the library is there."""
    plan = verdict.plan
    assert plan.branch is not None  # it opens
    opening = library.opening_of(plan.branch)
    assert opening is not None  # it is not open yet
    message = f"{plan.branch.name} is not open yet: it opens on {weekday_date(opening.first)}"
    remedy = _later(plan, opening.first)
    if not plan.follows:
        remedy += "; if the building is used all the same, add “goes_ahead: yes”"
    if plan.branch.opened is None:
        remedy += "; if it is open already, write the year in “opened:” of the library"
    where = place_of_move(plan.event, plan) or place_of_day(plan.event, plan.slot)
    return error(("events", number, *where), message, remedy)


def _later(plan: Plan, opening: date) -> str:
    """Return what to write so that a date is not before its library opens."""
    if plan.written_out or plan.moved:
        return f"choose a day from {opening} on, or another library"
    pattern = next(pattern for pattern in plan.event.when if pattern.id == plan.slot.session)
    over = pattern.until is not None and pattern.until < opening
    return "choose another library" if over else f"write “from: {opening}”"


def unknown_room(library: Library) -> Iterator[Problem[Where]]:
    """A room is one of the branch's rooms, where those are listed; a new one is added to the list."""
    for number, event in enumerate(library.events):
        for where, branch, room in _rooms_named(event):
            rooms = library.branch(branch).rooms if branch else ()
            if room and rooms and room not in rooms:
                message = f"“{room}” is not among the rooms of this library"
                remedy = f"{did_you_mean(room, rooms, 'rooms')}; a new one goes into “rooms:” in data/branches.yaml"
                yield warning(("events", number, *where), message, remedy)


def _rooms_named(event: Event) -> Iterator[tuple[Where, str | None, str | None]]:
    yield ("room",), event.branch, event.room
    for index, change in enumerate(event.changes):
        yield ("changes", index, "room"), change.branch or event.branch, change.room


def date_outside_hours(library: Library) -> Iterator[Problem[Where]]:
    """An event at a branch lies within the opening hours, or says ``outside_hours: yes``."""
    for number, event in enumerate(library.events):
        if not _closed_from_the_start(library, event):
            for verdict in _to_check(library, event):
                if verdict.outside_hours and not _is_told_as_such(verdict):
                    yield _outside(number, verdict)


def _is_told_as_such(verdict: Verdict) -> bool:
    """Tell whether another rule tells of a date on a day without hours."""
    onto_undecided = verdict.plan.moved and verdict.decided == "undecided"
    return verdict.decided == "closed_for_good" or onto_undecided


def _to_check(library: Library, event: Event) -> Iterator[Verdict]:
    """Give each date at a library that an editor wrote, and one ordinary date of each series, weekday and week.

    What is meant to be outside the hours has a time: a date that follows hours that there are not is looked at.
    """
    seen: set[tuple[str | None, int, Week | None]] = set()
    for slot in planned(library, event, *_looked_at(library, event)):
        plan = plan_of(library, event, slot)
        meant = (event.outside_hours or plan.goes_ahead) and not plan.never_open
        if plan.branch is None or meant or (plan.change and plan.change.cancelled):
            continue
        kind = (slot.session, plan.date.weekday(), plan.branch.week_on(plan.date))
        if plan.written_out or plan.moved:
            yield judge(plan)
        elif kind not in seen and _is_ordinary(plan):
            seen.add(kind)
            yield judge(plan)


def _looked_at(library: Library, event: Event) -> tuple[date, date]:
    """Return the days among which dates are checked: however long a series has run, new weeks and changes are."""
    first, end = window(event)
    days = [change.date for change in event.changes]
    if any(pattern.endless for pattern in event.when):
        days += [week.from_ + A_YEAR for branch in library.branches for week in branch.hours]
    return first, max([end, *(day + DAY_LATER for day in days)])


def _is_ordinary(plan: Plan) -> bool:
    """Tell whether a date of a series has a time of its own on a day on which the normal week holds."""
    return plan.hours is not None and plan.hours.kind == "week" and not plan.follows


def _outside(number: int, verdict: Verdict) -> Problem[Where]:
    """Return what is found where a date lies outside the hours: an error if an editor wrote that very date."""
    plan = verdict.plan
    event, slot, hours = plan.event, plan.slot, plan.hours
    assert plan.branch is not None  # it is at a library,
    assert hours is not None  # which has hours
    message = f"On {weekday_date(plan.date)} {plan.branch.name} is {_hours_in_words(hours)}"
    remedy = f"{_half_a_day_later(plan)}, or add “outside_hours: yes”"
    if hours.kind == "undecided":
        message = f"Whether {plan.branch.name} opens on {weekday_date(plan.date)} is not decided yet ({hours.reason})"
        remedy = "write changed hours of that day in data/status.yaml"
        remedy += "" if plan.never_open else ", or add “outside_hours: yes” if it takes place"
    elif plan.never_open:
        remedy = "choose a day on which it opens, or write the times here and “outside_hours: yes”"
    elif plan.span is None and not plan.written_out:
        remedy = "leave the day out with “except:”, or write “at: opening hours”"
    where = place_of_move(event, plan) or (place_of_time if hours.intervals else place_of_day)(event, slot)
    return (error if plan.written_out else warning)(("events", number, *where), message, remedy)


def _half_a_day_later(plan: Plan) -> str:
    """Return what to write for a time outside the hours: half a day later, if that is within them."""
    if plan.span and not plan.follows:
        later = Span(plan.span.start + DAY // 2, plan.span.end + DAY // 2)
        if plan.fits(later):
            return f"did you mean {clock(later.start)} to {clock(later.end)}? Choose a time within the opening hours"
    return "choose a time within the opening hours"


def _hours_in_words(hours: DayHours) -> str:
    if not hours.intervals:
        return "closed" + (f" ({hours.reason})" if hours.reason else "")
    return "open " + ", ".join(f"{clock(i.opens)} to {clock(i.closes)}" for i in doors_open(hours.intervals))


def moved_onto_a_closure(library: Library) -> Iterator[Problem[Where]]:
    """A date does not move to a time or a library that is closed then, or its change says ``goes_ahead: yes``."""
    for number, event in enumerate(library.events):
        for change in event.changes:
            for slot in slots_of(library, event, change.date, change.session)[:1]:
                verdict = judge(plan_of(library, event, slot))
                if verdict.plan.moved and verdict.decided in AGAINST_A_MOVE:
                    yield _onto_a_closure(number, verdict)


def _onto_a_closure(number: int, verdict: Verdict) -> Problem[Where]:
    plan = verdict.plan
    assert plan.branch is not None  # it is at a library
    closed = AGAINST_A_MOVE[verdict.decided or ""]
    seen = "shows as cancelled" if verdict.fate == "cancelled" else "is on no list"
    message = f"{plan.branch.name} {closed} ({verdict.reason}): this date {seen}"
    remedy = "choose another time, or add “goes_ahead: yes” to this change if it takes place all the same"
    where = place_of_move(plan.event, plan)
    assert where is not None  # it is moved
    return warning(("events", number, *where), message, remedy)


def two_events_in_one_room(library: Library) -> Iterator[Problem[Where]]:
    """Two events are not in one room at one time, unless one says ``shares_room: yes``."""
    told: set[tuple[str, str]] = set()
    for (_, room), uses in _uses_of_rooms(library).items():
        for (one, _), (other, number) in _clashes(uses):
            pair = (one.event.id, other.event.id)
            if pair not in told:
                told.add(pair)
                yield error(
                    ("events", number, *_place_of_room(other)),
                    f"{room} is taken on {weekday_date(other.start.date())} by “{one.event.title}”",
                    "choose another room or time, or add “shares_room: yes”",
                )


def _place_of_room(use: Occurrence) -> Where:
    """Return where in an event the room of a date is written: at the event, or at the change of that date."""
    changed = use.change and use.change.room and use.change
    return ("changes", use.event.changes.index(changed), "room") if changed else ("room",)


def _uses_of_rooms(library: Library) -> dict[tuple[str, str], list[Use]]:
    """Return all uses of each room until 400 days after the last of the events has begun."""
    uses: dict[tuple[str, str], list[Use]] = {}
    using = [(n, e, *_days_in_rooms(e)) for n, e in enumerate(library.events) if _uses_a_room(e)]
    horizon = max((first for _, _, first, _ in using), default=date.min) + ROOM_LOOKED_AHEAD
    for number, event, first, last in using:
        earliest = max(first, horizon - ROOM_LOOKED_BACK)
        for o in occurrences(library, event, earliest, min(last, horizon)):
            if o.state != "cancelled" and o.branch and o.room and not o.all_day:
                uses.setdefault((o.branch.id, o.room), []).append((o, number))
    return uses


def _uses_a_room(event: Event) -> bool:
    return not event.shares_room and bool(event.room or any(change.room for change in event.changes))


def _days_in_rooms(event: Event) -> tuple[date, date]:
    """Return the days among which an event takes place, moved dates included; a series may have no end."""
    first, last = window(event)
    moved = [change.moved_to.date for change in event.changes if change.moved_to]
    endless = any(pattern.endless for pattern in event.when)
    return min([first, *moved]), date.max if endless else max([last, *(day + DAY_LATER for day in moved)])


def _clashes(uses: list[Use]) -> Iterator[tuple[Use, Use]]:
    """Give each use that begins before an earlier one has ended, with that of the earlier ones that ends last."""
    longest: Use | None = None
    for use in sorted(uses, key=lambda use: (use[0].start, use[1])):
        if longest and use[0].start < longest[0].end:
            yield longest, use
        if longest is None or use[0].end > longest[0].end:
            longest = use
