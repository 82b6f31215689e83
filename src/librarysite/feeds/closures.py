"""The calendars of closures: when libraries are closed or keep other hours than usual."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from librarysite import paths
from librarysite.feeds.ics import Location, VEvent, calendar
from librarysite.model import ZONE, Branch, ChangedHours, Closure, Library, Status
from librarysite.schedule.announced import NewWeek, weeks_in_the_news
from librarysite.schedule.concerned import concerned, concerns
from librarysite.schedule.holidays import holidays_ahead
from librarysite.schedule.hours import THIRTEEN_MONTHS, hours_on
from librarysite.schedule.revisions import revision_at, revision_of_status
from librarysite.wording.facts import (
    branches_words,
    closed_words,
    day_words,
    names_words,
    opening_words,
    sentence,
)
from librarysite.wording.holidays import bank_holiday_words
from librarysite.wording.weeks import week_change_words

AHEAD = timedelta(days=THIRTEEN_MONTHS)
KEPT_AFTER_THE_END = timedelta(days=30)


def closure_calendars(library: Library, today: date) -> dict[str, bytes]:
    """Return the calendars of closures by address: for all branches, and for each that ever was in service."""
    service = library.service
    in_service = library.in_service_on(today) or library.ever_in_service
    name = f"{service.name}: closures and changed hours"
    wanted: dict[str, tuple[str, str, tuple[Branch, ...]]] = {
        paths.CLOSURES_CALENDAR: (name, paths.OPENING_TIMES, in_service)
    }
    for branch in library.ever_in_service:
        name = f"{branch.name}: closures and changed hours"
        wanted[paths.closures_calendar_at(branch.id)] = (name, paths.library_page(branch.id), (branch,))
    return {
        address: calendar(
            name,
            f"{name}. Bank holidays are among them.",
            service.website + address,
            service.website + page,
            [entry.to_bytes() for entry in closure_entries(library, branches, today)],
        )
        for address, (name, page, branches) in wanted.items()
    }


def closure_entries(library: Library, branches: tuple[Branch, ...], today: date) -> Iterator[VEvent]:
    """Give a VEVENT for each closure, changed hours and new week of some branches, and each bank holiday they keep.

    Where there is none any more, the last one stays: programs keep the last entry of a calendar that became empty.
    """
    entries: tuple[Closure | ChangedHours, ...] = (*library.closures, *library.changed_hours)
    own = [entry for entry in entries if any(concerns(library, entry, branch) for branch in branches)]
    told = [_of_status(library, entry, today) for entry in own if in_sight(entry, today)]
    told += [_new_week(library, new, today) for new in weeks_in_the_news(library, branches, today)]
    told += _holidays(library, branches, today, today + AHEAD, today)
    yield from told or _last(library, branches, own, today)


def _last(
    library: Library, branches: tuple[Branch, ...], own: list[Closure | ChangedHours], today: date
) -> Iterator[VEvent]:
    """Give the entry that was the last to leave the calendar of some branches, if it ever had one."""
    over = [entry for entry in own if entry.starts.date() <= today]
    if over:
        yield _of_status(library, max(over, key=_last_day_kept), today)
        return
    closed = [branch.closed.from_.first for branch in branches if branch.closed]
    end = min(today, max(closed)) if len(closed) == len(branches) and closed else today
    yield from list(_holidays(library, branches, end - AHEAD, end, today))[-1:]


def _of_status(library: Library, entry: Closure | ChangedHours, today: date) -> VEvent:
    return _closure(library, entry, today) if isinstance(entry, Closure) else _changed(library, entry, today)


def _holidays(
    library: Library, branches: tuple[Branch, ...], first: date, end: date, today: date
) -> Iterator[VEvent]:
    """Give a VEVENT for each bank holiday from a day until before another that some branches keep or must decide about.

    One branch's calendar has its own, whatever the other branches do.
    """
    own = branches if len(branches) == 1 else None
    revision = revision_at(library, {branch.id for branch in own or library.branches}, today)
    page = library.service.website + paths.OPENING_TIMES
    for day, name in holidays_ahead(library, first, end - first, branches).items():
        if who := _who_keeps(library, branches, day):
            day_and_branch = ".".join([f"{day:%Y%m%d}", *(branch.id for branch in own or ())])
            yield VEvent(
                uid=f"holiday.{day_and_branch}@{library.service.calendar_domain}",
                revision=revision,
                start=day,
                end=day + timedelta(days=1),
                summary=f"{who} ({name})",
                description=f"{name}.\n{page}",
                url=page,
            )


def _who_keeps(library: Library, branches: tuple[Branch, ...], day: date) -> str:
    """Return “North: closed; South: not decided yet” of a bank holiday; nothing if it means nothing to any."""
    hours = [(branch, hours_on(library, branch, day)) for branch in branches]
    closed = [b for b, h in hours if h.kind in ("holiday", "closure") and not h.intervals]
    undecided = [b for b, h in hours if h.kind == "undecided"]
    if not undecided and not any(h.kind == "holiday" for _, h in hours):
        return ""
    told = [
        f"{_together(some, branches)}: {what}"
        for some, what in ((closed, "closed"), (undecided, "not decided yet"))
        if some
    ]
    return "; ".join(told)


def _together(some: list[Branch], branches: tuple[Branch, ...]) -> str:
    if len(some) == len(branches) > 1:
        return "All libraries"
    return names_words([branch.name for branch in some])


def in_sight(entry: Status, today: date) -> bool:
    """Tell whether calendars have an entry: until 30 days after its end, a cancelled one until its days have passed.

    However far ahead it is, and published or not: it closes its days already, and takes the place of their holidays.
    """
    return _last_day_kept(entry) >= today


def _last_day_kept(entry: Status) -> date:
    """Return the last day on which calendars have an entry; the last of all days for one without an end."""
    if entry.ends is None:
        return date.max
    kept = timedelta() if entry.cancelled else KEPT_AFTER_THE_END
    return (entry.ends - timedelta.resolution).date() + kept


def _closure(library: Library, closure: Closure, today: date) -> VEvent:
    """Return a closure's VEVENT."""
    start, end = closure.starts, closure.ends or _looked_at_again(closure, today)
    closed, further = closed_words(closure), ", until further notice" if closure.until else ""
    whole_days = start.time() == time() and end.time() == time()
    lines = [
        f"{closure.reason}.",
        f"{closed[0].upper()}{closed[1:]} until further notice. This is looked at again by {day_words(closure.review)}."
        if closure.review
        else None,
        f"Still open: {closure.still_open}." if closure.still_open else None,
    ]
    return _entry(
        library,
        closure,
        today,
        name=f"closure.{closure.id}",
        start=start.date() if whole_days else start.replace(tzinfo=ZONE),
        end=end.date() if whole_days else end.replace(tzinfo=ZONE),
        summary=f"{branches_words(library, closure)}: {closed}{further} ({closure.reason})",
        lines=lines,
    )


def _looked_at_again(closure: Closure, today: date) -> datetime:
    """Return how long a closure until further notice lasts for calendars: until the end of its review day.

    A review day that has passed reopens nothing: the end then moves on week by week until somebody decides.
    """
    assert closure.review is not None  # the model sees to it
    day = max(closure.review, closure.starts.date())
    weeks = max(0, -((day - today).days // 7))
    return datetime.combine(day + timedelta(weeks=weeks, days=1), time())


def _changed(library: Library, changed: ChangedHours, today: date) -> VEvent:
    assert changed.ends is not None  # the model sees to it
    first = changed.starts.date()
    return _entry(
        library,
        changed,
        today,
        name=f"hours.{library.name_of(changed)}",
        start=first,
        end=changed.ends.date(),
        summary=f"{branches_words(library, changed)}: {opening_words(changed)}"
        + (f" ({changed.reason})" if changed.reason else ""),
        lines=[
            f"{changed.reason}." if changed.reason else None,
            *(f"{words}." for words in bank_holiday_words(library, changed)),
        ],
    )


def _new_week(library: Library, new: NewWeek, today: date) -> VEvent:
    """Return the VEVENT of the day on which a new normal week begins, with what it changes."""
    first, page = new.week.from_, library.service.website + paths.OPENING_TIMES
    return VEvent(
        uid=f"{new.name}@{library.service.calendar_domain}",
        revision=revision_at(library, {new.branch.id}, today),
        start=first,
        end=first + timedelta(days=1),
        summary=f"{new.branch.name}: new opening hours",
        description=f"{sentence(week_change_words(new.old, new.week))}\n{page}",
        url=page,
        location=_location(new.branch),
    )


def _location(branch: Branch) -> Location:
    return Location(branch.name, str(branch.address) if branch.address else None, branch.position)


def _entry(
    library: Library,
    entry: Status,
    today: date,
    *,
    name: str,
    start: date,
    end: date,
    summary: str,
    lines: list[str | None],
) -> VEvent:
    page = library.service.website + paths.OPENING_TIMES
    meant = concerned(library, entry)
    one = meant[0] if len(meant) == 1 else None
    called_off = f"Cancelled: {entry.cancelled}" if entry.cancelled else None
    return VEvent(
        uid=f"{name}@{library.service.calendar_domain}",
        cancelled=bool(entry.cancelled),
        revision=revision_of_status(library, entry, today),
        start=start,
        end=end,
        summary=summary,
        description="\n".join(filter(None, [called_off, *lines, page])),
        url=page,
        location=_location(one) if one else None,
    )
