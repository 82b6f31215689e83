"""Rules about dates that are most likely slips: another year, the wrong order, nothing to act upon."""

from collections.abc import Iterator
from datetime import date, timedelta

from librarysite.checks.dates import window
from librarysite.model import Event, Library, Pattern, Week
from librarysite.notation import weekday_date
from librarysite.problems import Problem, Where, error, warning
from librarysite.schedule.patterns import first_match, repeat_days

ONE_DAY = timedelta(days=1)
SOONER = timedelta(days=31)  # how long before its first date an event may move
LATER = timedelta(days=400)  # how far a date may move
YEARS_AHEAD = timedelta(days=3 * 366)
LONGEST = timedelta(days=10 * 366)  # how long a series with an end may go on


def gap_beside_the_series(library: Library) -> Iterator[Problem[Where]]:
    """A single day of ``except`` is a day that the repeat would have."""
    for number, event in enumerate(library.events):
        for index, pattern in enumerate(event.when):
            gaps = set(pattern.except_)
            for place, day in enumerate(pattern.except_):
                alone = not {day - ONE_DAY, day + ONE_DAY} & gaps
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


def moved_far(library: Library) -> Iterator[Problem[Where]]:
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


def booking_opens_too_late(library: Library) -> Iterator[Problem[Where]]:
    """Booking opens before the last date of an event: later is never right."""
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
    return max([window(event)[1] - ONE_DAY, *moved])


def review_before_it_begins(library: Library) -> Iterator[Problem[Where]]:
    """The day to look again is not before the entry begins: that is never right."""
    for name in ("closures", "notices"):
        for number, entry in enumerate(getattr(library, name)):
            if entry.review and entry.review < entry.starts.date():
                message = f"The review day is before this begins, on {entry.starts.date()}"
                yield error((name, number, "review"), message, "write a day after that")


def far_in_the_future(library: Library) -> Iterator[Problem[Where]]:
    """An entry does not begin more than three years after the data was last added to, or says ``far_ahead: yes``."""
    latest = last_added_to(library) + YEARS_AHEAD
    for name in ("closures", "changed_hours", "notices"):
        for number, entry in enumerate(getattr(library, name)):
            if entry.starts.date() > latest and not entry.far_ahead:
                yield _years_away((name, number, "on" if entry.on else "from"), entry.starts.date())
    for number, event in enumerate(library.events):
        if not event.far_ahead:
            yield from _far_ahead(number, event, latest)
    yield from _news_far_ahead(library, latest)


def _news_far_ahead(library: Library, latest: date) -> Iterator[Problem[Where]]:
    for number, article in enumerate(library.articles):
        if article.is_news and article.published and article.published > latest:
            message = f"This news would be shown from {article.published} on, years from now"
            yield warning(("articles", number, "published"), message, "check the year")


def _far_ahead(number: int, event: Event, latest: date) -> Iterator[Problem[Where]]:
    """Give an event that begins after the latest day, and each of its series that goes on too long."""
    if window(event)[0] > latest:
        yield _years_away(("events", number, "when"), window(event)[0])
    for index, pattern in enumerate(event.when):
        if pattern.repeat and pattern.from_ and pattern.until and pattern.until > pattern.from_ + LONGEST:
            yield _years_away(("events", number, "when", index, "until"), pattern.until)


def _years_away(where: Where, day: date) -> Problem[Where]:
    return warning(
        where, f"{day} is years away", "check the year; if it is meant, add “far_ahead: yes” to the entry"
    )


def last_added_to(library: Library) -> date:
    """Return the day on which the data was last added to, as far as it says: a single date may be a slip itself."""
    lists = (library.events, library.closures, library.changed_hours, library.notices, library.articles)
    days = sorted(entry.published for entries in lists for entry in entries if entry.published)
    return max([library.service.launched, *days[-2:-1]])


def announced_when_over(library: Library) -> Iterator[Problem[Where]]:
    """What is over when it is published is a slip of the year; a record of the past has no ``published``."""
    for name in ("closures", "changed_hours", "notices", "events"):
        for number, entry in enumerate(getattr(library, name)):
            ends = _last_day(entry) if isinstance(entry, Event) else entry.ends and entry.ends.date()
            if entry.published and ends and ends < entry.published:
                message = f"This is over on {ends}, before it is published"
                remedy = "check the years; for a record of the past leave “published:” out"
                yield warning((name, number, "published"), message, remedy)


def updated_before_published(library: Library) -> Iterator[Problem[Where]]:
    """Nothing is updated before it is published: that is never right."""
    entries = [*_weeks(library)]
    for name in ("closures", "changed_hours", "notices", "events", "articles"):
        entries += [((name, number), entry) for number, entry in enumerate(getattr(library, name))]
    for where, entry in entries:
        if entry.published and entry.updated and entry.updated < entry.published:
            message = f"“updated” is before “published”, which is {entry.published}"
            yield error((*where, "updated"), message, "write a later date, or delete this line")


def _weeks(library: Library) -> Iterator[tuple[Where, Week]]:
    for number, branch in enumerate(library.branches):
        yield from ((("branches", number, "hours", index), week) for index, week in enumerate(branch.hours))


def event_without_place(library: Library) -> Iterator[Problem[Where]]:
    """An event takes place at a branch, at another place or online."""
    for number, event in enumerate(library.events):
        if not (event.branch or event.place or event.online):
            message = f"It is not said where “{event.title}” takes place"
            yield error(("events", number, "id"), message, "add “branch:”, “place:” or “online:”")
