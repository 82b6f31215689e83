"""Rules about what is entered twice, or says what holds anyway."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from librarysite.checks.dates import window
from librarysite.model import AS_USUAL, ChangedHours, Closure, Event, Library, Notice
from librarysite.notation import weekday_date
from librarysite.problems import Problem, Where, error, warning
from librarysite.schedule.concerned import days_of
from librarysite.schedule.hours import changed_on, hours_without_closures, usual_hours
from librarysite.schedule.plans import Plan, Slot, plan_of, planned, slots_of
from librarysite.schedule.verdicts import Verdict, judge

FOR_EVER = datetime.max  # noqa: DTZ901 - wall time has no offset by design


def status_without_effect(library: Library) -> Iterator[Problem[Where]]:
    """A closure or changed hours do not lie wholly within another closure, or say ``overlaps_another: yes``."""
    for name in ("closures", "changed_hours"):
        for number, entry in enumerate(getattr(library, name)):
            if entry.cancelled or entry.overlaps_another:
                continue
            other = next((c for c in library.closures if c is not entry and _covers(library, c, entry)), None)
            if other and not (name == "closures" and _covers(library, entry, other) and other.id > entry.id):
                message = f"This changes nothing: it is closed then already, by “{other.id}” ({other.reason})"
                yield warning(
                    (name, number), message, "check the dates; if it is meant, add “overlaps_another: yes”"
                )


def _covers(library: Library, closure: Closure, entry: Closure | ChangedHours) -> bool:
    """Tell whether one closure with an end shuts all libraries of an entry for the whole of its time."""
    if closure.cancelled or closure.self_service or closure.ends is None:
        return False
    if entry.starts < closure.starts or closure.ends < (entry.ends or FOR_EVER):
        return False
    meant = [branch for branch in library.in_service_on(entry.starts.date()) if entry.applies_to(branch.id)]
    return bool(meant) and all(closure.applies_to(branch.id) for branch in meant)


def changed_hours_as_usual(library: Library) -> Iterator[Problem[Where]]:
    """Changed hours differ from the usual ones on some day at some library; what only reminds is a notice."""
    for number, changed in enumerate(library.changed_hours):
        if changed.cancelled or changed.hours == AS_USUAL or not _as_usual(library, changed):
            continue
        message = "These are the usual hours of that day"
        remedy = "check the date; if it is meant to remind people, write a notice instead"
        yield warning(("changed_hours", number, "hours"), message, remedy)


def _as_usual(library: Library, changed: ChangedHours) -> bool:
    days = days_of(changed)
    branches = [b for b in library.in_service_on(days[0]) if changed.applies_to(b.id)]
    decided = [(b, day) for b in branches for day in days if changed_on(library, b, day) is changed]
    without = Library(library.service, library.branches)
    return bool(decided) and all(
        hours_without_closures(without, branch, day).kind == "week"
        and hours_without_closures(library, branch, day).intervals == usual_hours(branch, day).intervals
        for branch, day in decided
    )


def extra_date_in_the_series(library: Library) -> Iterator[Problem[Where]]:
    """An extra date is not a date that the event has anyway, at the same time: that is never right."""
    for number, event in enumerate(library.events):
        for index, dated in enumerate(event.also_on):
            for slot in planned(library, event, dated.date, dated.date + timedelta(days=1)):
                if not slot.extra and slot.span == (dated.span or event.times[0]):
                    verdict = judge(plan_of(library, event, slot))
                    if verdict.fate != "moved":
                        yield error(("events", number, "also_on", index), *_has_it(event, verdict))
                    break


def _has_it(event: Event, verdict: Verdict) -> tuple[str, str]:
    """Return what is said of an extra date that a series has, whether or not that takes place, and what to write."""
    remedy = "delete this date, or write another time"
    if verdict.decided is None:
        return _anyway(event, verdict.plan.date), remedy
    what = "cancelled" if verdict.fate == "cancelled" else "left out"
    message = f"“{event.title}” has this date already; it is {what}" + (
        f" ({verdict.reason})" if verdict.reason else ""
    )
    if verdict.decided == "change":
        after_all = "write “note:” in place of “cancelled:” below “changes:”"
        return message, f"{remedy}; if it takes place after all, {after_all}"
    all_the_same = "add “goes_ahead: yes” to a change of that day below “changes:”"
    return message, f"{remedy}; if it takes place all the same, {all_the_same}"


def _anyway(event: Event, day: date) -> str:
    return f"“{event.title}” takes place on {weekday_date(day)} at this time anyway"


def sessions_at_one_time(library: Library) -> Iterator[Problem[Where]]:
    """No two patterns of an event give a date at the same time: that is never right."""
    for number, event in enumerate(library.events):
        seen: dict[tuple[date, object], str | None] = {}
        told: set[tuple[str | None, str | None]] = set()
        for slot in planned(library, event, *window(event)) if len(event.when) > 1 else ():
            first = slot.session if slot.extra else seen.setdefault((slot.date, slot.span), slot.session)
            if first != slot.session and (first, slot.session) not in told:
                told.add((first, slot.session))
                index = [pattern.id for pattern in event.when].index(slot.session)
                message = f"“{first}” and “{slot.session}” are both on {weekday_date(slot.date)} at one time"
                remedy = "end one of them with “until:”, or leave the days out of it with “except:”"
                yield warning(("events", number, "when", index), message, remedy)


def moved_to_a_date_it_has(library: Library) -> Iterator[Problem[Where]]:
    """A date does not move to where it is anyway, nor to where another date of its event is: that is never right."""
    for number, event in enumerate(library.events):
        for index, change in enumerate(event.changes):
            meant = slots_of(library, event, change.date, change.session)
            if len(meant) == 1 and (change.moved_to or change.branch):
                key = "moved_to" if change.moved_to else "branch"
                if fault := _fault_of_move(library, event, meant[0]):
                    yield warning(("events", number, "changes", index, key), *fault)


def _fault_of_move(library: Library, event: Event, slot: Slot) -> tuple[str, str] | None:
    moved = plan_of(library, event, slot)
    if _same_time(moved, plan_of(library, event.model_copy(update={"changes": ()}), slot)):
        return (
            "This date is at that time and place anyway",
            "write the new time or library, or delete this line",
        )
    if moved.change and moved.change.cancelled:
        return None
    for other in planned(library, event, moved.date, moved.date + timedelta(days=1)):
        plan = plan_of(library, event, other)
        if other != slot and _same_time(moved, plan) and judge(plan).decided is None:
            remedy = "write another time, or “cancelled:” with the reason in place of this line"
            return _anyway(event, moved.date), remedy
    return None


def _same_time(one: Plan, other: Plan) -> bool:
    return (one.moments, one.branch) == (other.moments, other.branch)


def event_entered_twice(library: Library) -> Iterator[Problem[Where]]:
    """No two events have the same title, place and dates: that is never right."""
    seen: dict[object, str] = {}
    for number, event in enumerate(library.events):
        alike = (event.title, event.branch, event.place, event.room, event.when)
        if (other := seen.setdefault(alike, event.id)) != event.id:
            message = f"The event “{other}” has the same title, place and dates"
            yield warning(
                ("events", number, "id"), message, "delete one of the two, or give it a title of its own"
            )


def notice_entered_twice(library: Library) -> Iterator[Problem[Where]]:
    """No two notices of one library have the same title at the same time: that is never right."""
    for number, notice in enumerate(library.notices):
        for other in library.notices[:number]:
            if _same_notice(library, other, notice):
                message = f"The notice “{other.id}” says the same at the same time"
                yield warning(
                    ("notices", number, "title"), message, "delete one of the two, or change the title"
                )


def _same_notice(library: Library, one: Notice, other: Notice) -> bool:
    together = any(one.applies_to(b.id) and other.applies_to(b.id) for b in library.branches)
    at_once = one.touches(other.starts, other.ends or FOR_EVER) and not other.cancelled
    return together and at_once and one.title.lower() == other.title.lower()
