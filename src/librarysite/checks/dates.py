"""Rules about the dates of events: series that never happen, changes of no date, times that do not exist."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from librarysite.model import ZONE, Change, Event, Library, Pattern
from librarysite.notation import DAY, Span, weekday_date
from librarysite.problems import Problem, Where, did_you_mean, error
from librarysite.schedule.concerned import days_of
from librarysite.schedule.hours import moment_of
from librarysite.schedule.patterns import first_match
from librarysite.schedule.plans import EXTRA, Plan, Slot, change_of, plan_of, planned, slots, slots_of
from librarysite.schedule.verdicts import Decided, Verdict, judge

ANOTHER_TIME = "choose a time before 01:00 or from 02:00"
CALENDAR_COMES_AGAIN = timedelta(days=28 * 365 + 7)  # then each date falls on the same weekday as now
ONE_DAY = timedelta(days=1)
FURTHEST = timedelta(days=2 * 366)  # how far into an open-ended series the rules look


def window(event: Event) -> tuple[date, date]:
    """Return the days among which all dates of an event lie, open-ended series cut after two years."""
    days = [dated.date for dated in event.also_on]
    for pattern in event.when:
        days.extend(dated.date for dated in pattern.on)
        if pattern.from_:
            days.extend([pattern.from_, pattern.until or pattern.from_ + FURTHEST])
    return min(days), max(days) + timedelta(days=1)


def moved_dates(library: Library, event: Event) -> Iterator[tuple[Where, Slot]]:
    """Give each date that a change moves, at its new time and where that is written."""
    for index, change in enumerate(event.changes):
        if change.moved_to:
            for slot in slots_of(library, event, change.date, change.session)[:1]:
                day, span = change.moved_to
                moved = Slot(day, span or slot.span, slot.session, written_out=True)
                yield ("changes", index, "moved_to"), moved


def place_of_day(event: Event, slot: Slot) -> Where:
    """Return where in an event the day of a planned date is written."""
    if slot.extra:
        spans = [(dated.date, dated.span or event.times[0]) for dated in event.also_on]
        return ("also_on", spans.index((slot.date, slot.span)))
    index = [pattern.id for pattern in event.when].index(slot.session)
    pattern = event.when[index]
    days = [dated.date for dated in pattern.on]
    if days:
        return ("when", index, "on", days.index(slot.date))
    return ("when", index, "rule" if pattern.rule else "every")


def place_of_time(event: Event, slot: Slot) -> Where:
    """Return where in an event the time of a planned date is written."""
    day = place_of_day(event, slot)
    if slot.extra:
        return day
    index = [pattern.id for pattern in event.when].index(slot.session)
    pattern = event.when[index]
    own = any(dated.span for dated in pattern.on if dated.date == slot.date)
    return day if own or pattern.at is None else ("when", index, "at")


def place_of_move(event: Event, plan: Plan) -> Where | None:
    """Return where in an event the new time, or else the new library, of a date is written; None if it is not moved."""
    if plan.change is None or not plan.moved:
        return None
    return ("changes", event.changes.index(plan.change), "moved_to" if plan.change.moved_to else "branch")


def series_never_happens(library: Library) -> Iterator[Problem[Where]]:
    """A pattern gives at least one date that neither a gap, a bank holiday nor its library's hours drop."""
    for number, event in enumerate(library.events):
        for index, pattern in enumerate(event.when):
            if remedy := _why_never(library, event, pattern):
                message = f"“{event.title}” never takes place: no date fits"
                yield error(("events", number, "when", index), message, remedy)


def _why_never(library: Library, event: Event, pattern: Pattern) -> str:
    """Return what to do about a pattern without dates; nothing if it has one."""
    decided = set()
    for slot in slots(library, event, *window(event)):
        if slot.session == pattern.id and not slot.extra:
            if not (why := _drops_silently(judge(plan_of(library, event, slot)))):
                return ""
            decided.add(why)
    if "holiday" in decided:
        return "all its dates are bank holidays: add “goes_ahead: yes” if it takes place"
    if "undecided" in decided:
        return "its library has not decided about its dates: write changed hours of these days in data/status.yaml"
    if "never_open" in decided:
        return "choose days on which its library opens, or write the times and “outside_hours: yes”"
    if not decided and pattern.repeat and first_match(pattern) is None:
        first = first_match(pattern.model_copy(update={"until": None}))
        return f"the first date would be {first}, after “until:”"
    return "check from, until, except and term_time"


def _drops_silently(verdict: Verdict) -> Decided | None:
    """Return what drops a date without a word; a holiday drops only those of a repeat, closed that day or not."""
    if verdict.decided in ("gap", "school_holidays", "never_open"):
        return verdict.decided
    plan = verdict.plan
    told = verdict.decided in (None, "change") or plan.written_out or plan.moved
    if told or plan.hours is None or plan.hours.kind not in ("holiday", "undecided"):
        return None
    return "holiday" if plan.hours.kind == "holiday" else "undecided"


def change_outside_the_series(library: Library) -> Iterator[Problem[Where]]:
    """A change is about a date that the event has."""
    for number, event in enumerate(library.events):
        for index, change in enumerate(event.changes):
            if fault := _fault_of_change(library, event, change):
                key, message, remedy = fault
                yield error(("events", number, "changes", index, key), message, remedy)


def _fault_of_change(library: Library, event: Event, change: Change) -> tuple[str, str, str] | None:
    sessions = _sessions(event)
    if change.session and change.session not in sessions:
        remedy = did_you_mean(change.session, sessions) or "delete this line: the event has one session"
        return "session", f"There is no session “{change.session}”", remedy
    meant = slots_of(library, event, change.date, change.session)
    if not meant:
        message = f"“{event.title}” does not take place on {weekday_date(change.date)}"
        if change.session == EXTRA:
            message = f"“{event.title}” has no extra date on {weekday_date(change.date)}"
        return "date", message, _nearest_dates(library, event, change)
    if len(meant) > 1 and not change.session:
        names = [
            slot.session or EXTRA for slot in planned(library, event, change.date, change.date + ONE_DAY)
        ]
        remedy = f"add “session:” with the one that is meant: {' or '.join(names)}"
        return "date", "There are two sessions on this day", remedy
    return None


def _sessions(event: Event) -> list[str]:
    """Return the names of the sessions that changes can be of; an extra date has one too."""
    return [pattern.id for pattern in event.when if pattern.id] + ([EXTRA] if event.also_on else [])


def _nearest_dates(library: Library, event: Event, change: Change) -> str:
    day, (first, end) = change.date, window(event)
    if change.session == EXTRA:
        dates = {dated.date for dated in event.also_on}
    else:
        found = planned(library, event, first, max(end, day + FURTHEST))
        dates = {slot.date for slot in found if change.session in (None, slot.session)}
    close = sorted(dates, key=lambda d: (abs((d - day).days), d))[:2]
    words = " and ".join(map(str, sorted(close)))
    if len(close) == 1:
        return f"the nearest date is {words}"
    return f"the nearest dates are {words}" if close else "write one of its dates"


def date_changed_twice(library: Library) -> Iterator[Problem[Where]]:
    """One date has one change; a change without session is of every session of the day."""
    for number, event in enumerate(library.events):
        seen: set[tuple[date, str]] = set()
        for index, change in enumerate(event.changes):
            found = slots_of(library, event, change.date, change.session)
            about = {(change.date, slot.name) for slot in found} or {(change.date, change.session or "")}
            if about & seen:
                yield error(
                    ("events", number, "changes", index, "date"),
                    f"The date {change.date} is changed twice",
                    "join the two changes into one",
                )
            seen |= about


def clock_time_that_does_not_exist(library: Library) -> Iterator[Problem[Where]]:
    """No event starts or ends in the hour that clocks leave out in spring or go through twice: that is never right."""
    for number, event in enumerate(library.events):
        told: set[Where] = set()
        for where, slot in _early_dates(library, event):
            fault = _fault_of_clock(slot)
            if fault and where not in told:
                told.add(where)
                yield error(("events", number, *where), fault, ANOTHER_TIME)


def status_at_a_time_that_does_not_exist(library: Library) -> Iterator[Problem[Where]]:
    """No closure or notice begins or ends in the hour that the clocks leave out in spring or go through twice."""
    for name in ("closures", "notices"):
        for number, entry in enumerate(getattr(library, name)):
            for moment, key in ((entry.starts, "from"), (entry.ends, "to")):
                fault = _fault_of_moment(moment.replace(tzinfo=ZONE)) if moment else ""
                if fault:
                    where: Where = (name, number, "on" if entry.on else key)
                    yield error(where, fault, ANOTHER_TIME)


def opening_hours_at_a_time_that_does_not_exist(library: Library) -> Iterator[Problem[Where]]:
    """No library opens or closes in that hour on a Sunday: the clocks change on Sundays."""
    for number, branch in enumerate(library.branches):
        for index, week in enumerate(branch.hours):
            for key, spans in (((), week.sunday), (("self_service",), week.self_service.sunday)):
                if any(map(_is_early, spans)):
                    where: Where = ("branches", number, "hours", index, *key, "sunday")
                    fault = "On a Sunday in spring the clocks go forward from 01:00 to 02:00"
                    yield error(where, fault, ANOTHER_TIME)


def changed_hours_at_a_time_that_does_not_exist(library: Library) -> Iterator[Problem[Where]]:
    """No changed hours begin or end in that hour of a night when the clocks change: that is never right."""
    for number, changed in enumerate(library.changed_hours):
        for key in ("hours", "self_service", "bank_holidays"):
            spans = getattr(changed, key)
            early = [span for span in spans or () if isinstance(span, Span) and _is_early(span)]
            if early and (fault := _first_fault(days_of(changed), early)):
                yield error(("changed_hours", number, key), fault, ANOTHER_TIME)


def _first_fault(days: list[date], spans: list[Span]) -> str:
    """Return what is wrong with the first time of some days that comes never or twice; nothing if there is none."""
    times = (moment_of(day, minutes) for day in days for span in spans for minutes in span)
    return next(filter(None, map(_fault_of_moment, times)), "")


def _early_dates(library: Library, event: Event) -> Iterator[tuple[Where, Slot]]:
    """Give the dates of an event if any of its times lies in the hour that may be left out."""
    if not any(isinstance(span, Span) and _is_early(span) for span in _times_of(event)):
        return
    first, end = window(event)
    if any(pattern.endless for pattern in event.when):
        end += CALENDAR_COMES_AGAIN  # what is right today must not stop a build in some years
    for slot in planned(library, event, first, end):
        change = change_of(library, event, slot)
        if change is None or not change.moved_to:
            yield place_of_time(event, slot), slot
    yield from moved_dates(library, event)


def _times_of(event: Event) -> Iterator[object]:
    """Give every time that is written in an event."""
    for pattern in event.when:
        yield pattern.at
        yield from (dated.span for dated in pattern.on)
    yield from (dated.span for dated in event.also_on)
    yield from (change.moved_to.span for change in event.changes if change.moved_to)


def _is_early(span: Span) -> bool:
    """Tell whether a time lies in the hour that the clocks leave out or go through twice, in the nights they change."""
    return any(60 <= time % DAY < 120 for time in span)


def _fault_of_clock(slot: Slot) -> str:
    """Return what is wrong with a start or an end that comes never or twice; nothing if it comes once."""
    if isinstance(slot.span, Span):
        faults = [_fault_of_moment(moment_of(slot.date, minutes)) for minutes in slot.span]
        return faults[0] or faults[1]
    return ""


def _fault_of_moment(moment: datetime) -> str:
    if _in_gap(moment):
        return f"On {moment.date()} the clocks go forward and there is no such time"
    if moment.utcoffset() != moment.replace(fold=1).utcoffset():
        return f"On {moment.date()} the clocks go back and this time comes twice"
    return ""


def _in_gap(moment: datetime) -> bool:
    """Tell whether a wall time comes back as another after a journey through UTC."""
    return moment.astimezone(UTC).astimezone(ZONE).replace(tzinfo=None) != moment.replace(tzinfo=None)
