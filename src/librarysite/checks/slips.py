"""Rules about dates that are most likely slips: another year, the wrong order, nothing to act upon."""

from collections.abc import Iterator
from datetime import date, timedelta

from librarysite.checks.dates import window
from librarysite.checks.finding import Finding, Where, error, warning, weekday_date
from librarysite.model import Event, Library, Pattern
from librarysite.patterns import first_match, repeat_days

DAY = timedelta(days=1)
SOONER = timedelta(days=31)  # how long before its first date an event may move
LATER = timedelta(days=400)  # how far a date may move
YEARS_AHEAD = timedelta(days=3 * 366)


def gap_beside_the_series(library: Library) -> Iterator[Finding]:
    """A single day of ``except`` is a day that the repeat would have."""
    for number, event in enumerate(library.events):
        for index, pattern in enumerate(event.when):
            gaps = set(pattern.except_)
            for place, day in enumerate(pattern.except_):
                alone = not {day - DAY, day + DAY} & gaps
                if alone and pattern.repeat and not _repeats_on(pattern, day):
                    where: Where = ("events", number, "when", index, "except", place)
                    message = f"“{event.title}” does not take place on {weekday_date(day)} anyway"
                    yield warning(where, message, _nearest(pattern, day))


def _repeats_on(pattern: Pattern, day: date) -> bool:
    return day in _around(pattern, day, 0)


def _around(pattern: Pattern, day: date, days: int) -> list[date]:
    """Return the days of a repeat near a day, whatever its gaps are."""
    assert pattern.repeat is not None  # only repeats have gaps
    if (first := first_match(pattern)) is None:
        return []
    around = timedelta(days=days)
    found = repeat_days(pattern.repeat, first, day - around, day + around)
    return [d for d in found if pattern.until is None or d <= pattern.until]


def _nearest(pattern: Pattern, day: date) -> str:
    near = min(_around(pattern, day, 35), key=lambda other: abs(other - day), default=None)
    return f"did you mean {near}?" if near else "delete this date"


def moved_far(library: Library) -> Iterator[Finding]:
    """A date moves neither long before the event began nor more than a year away."""
    for number, event in enumerate(library.events):
        begins = window(event)[0]
        for index, change in enumerate(event.changes):
            if change.moved_to and (
                change.moved_to.date < begins - SOONER or abs(change.moved_to.date - change.date) > LATER
            ):
                where: Where = ("events", number, "changes", index, "moved_to")
                message = f"{change.moved_to.date} is far from {change.date}"
                yield error(
                    where, message, "check the year; if it is meant, cancel and add an “also_on:” date"
                )


def booking_opens_too_late(library: Library) -> Iterator[Finding]:
    """Booking opens before the last date of an event."""
    for number, event in enumerate(library.events):
        opens = event.booking and event.booking.opens
        if opens and _last_day(event) < opens:
            where: Where = ("events", number, "booking", "opens")
            yield error(
                where, "Booking opens after the last date of this event", "check the year and the month"
            )


def _last_day(event: Event) -> date:
    if any(pattern.endless for pattern in event.when):
        return date.max
    moved = [change.moved_to.date for change in event.changes if change.moved_to]
    return max([window(event)[1] - DAY, *moved])


def review_before_it_begins(library: Library) -> Iterator[Finding]:
    """The day to look again is not before the entry begins."""
    for name in ("closures", "notices"):
        for number, entry in enumerate(getattr(library, name)):
            if entry.review and entry.review < entry.starts.date():
                message = f"The review day is before this begins, on {entry.starts.date()}"
                yield error((name, number, "review"), message, "write a day after that")


def far_in_the_future(library: Library) -> Iterator[Finding]:
    """An entry does not begin more than three years after it was published or the site began."""
    launched = library.service.launched
    for name in ("closures", "changed_hours", "notices"):
        for number, entry in enumerate(getattr(library, name)):
            if entry.starts.date() > max(launched, entry.published or launched) + YEARS_AHEAD:
                key = "on" if entry.on else "from"
                yield warning((name, number, key), f"{entry.starts.date()} is years away", "check the year")
    for number, event in enumerate(library.events):
        if window(event)[0] > max(launched, event.published or launched) + YEARS_AHEAD:
            message = f"{window(event)[0]} is years away"
            yield warning(("events", number, "when"), message, "check the year")


def event_without_place(library: Library) -> Iterator[Finding]:
    """An event takes place at a branch, at another place or online."""
    for number, event in enumerate(library.events):
        if not (event.branch or event.place or event.online):
            message = f"It is not said where “{event.title}” takes place"
            yield error(("events", number, "id"), message, "add “branch:”, “place:” or “online:”")
