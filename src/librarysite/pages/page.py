"""What a page is, and the pieces that several pages show."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from librarysite import wording
from librarysite.hours import DayHours, hours_on
from librarysite.model import ZONE, Branch, ChangedHours, Closure, Library, Status
from librarysite.occurrences import Occurrence, occurrences

View = dict[str, Any]
COMING = timedelta(weeks=6)  # how far ahead a branch tells what will be different


@dataclass(frozen=True)
class FeedLink:
    """A calendar or news feed that belongs to a page. The address is below the site's own."""

    title: str
    address: str
    kind: str

    @property
    def is_calendar(self) -> bool:
        """A calendar is subscribed to in other apps than news."""
        return self.kind == "text/calendar"


@dataclass(frozen=True)
class Page:
    """A page: its address (ending in a slash, empty for home), its template and what the template shows."""

    address: str
    title: str
    summary: str
    template: str
    view: View = field(default_factory=dict)
    feeds: tuple[FeedLink, ...] = ()
    lang: str = "en-GB"
    dir: str = "ltr"

    @property
    def root(self) -> str:
        """The way from the page to the site's root, for relative links."""
        return "../" * self.address.count("/") or "./"


def calendar_link(title: str, address: str) -> FeedLink:
    """Return the link of a calendar."""
    return FeedLink(title, address, "text/calendar")


def news_link(title: str, address: str) -> FeedLink:
    """Return the link of a news feed."""
    return FeedLink(title, address, "application/rss+xml")


def local_day(moment: datetime) -> date:
    """Return the local date of a moment."""
    return moment.astimezone(ZONE).date()


def day_view(hours: DayHours, today: date) -> View:
    """Return one day's hours as shown in a list or a table."""
    return {
        "day": wording.day_words(hours.date, today),
        "date": hours.date.isoformat(),
        "hours": wording.hours_words(hours),
        "is_open": bool(hours.intervals),
        "is_different": hours.kind in ("closure", "changed_hours", "holiday", "undecided"),
    }


def occurrence_view(occurrence: Occurrence, today: date) -> View:
    """Return one date of an event as a card shows it."""
    event = occurrence.event
    return {
        "title": occurrence.title,
        "address": f"whats-on/{event.id}/",
        "summary": event.summary,
        "state": occurrence.state,
        "state_words": wording.state_words(occurrence, today),
        "day": wording.day_words(occurrence.start.date(), today),
        "start": occurrence.start.date().isoformat() if occurrence.all_day else occurrence.start.isoformat(),
        "time": wording.time_words(occurrence),
        "place": wording.place_words(occurrence),
        "cost": event.cost,
        "booking": wording.booking_words(event.booking, today) if event.booking else None,
        "access": [wording.ACCESS_NAMES[item] for item in event.access],
        "sample": event.sample,
    }


def coming(library: Library, today: date, days: int, branch: Branch | None = None) -> list[Occurrence]:
    """Return the dates of the coming days, today's among them, of all events or of those at a branch."""
    found = [
        o for event in library.events for o in occurrences(library, event, today, today + timedelta(days))
    ]
    wanted = [o for o in found if branch is None or o.branch == branch]
    return sorted(wanted, key=lambda o: (o.start, o.end, o.title))


def by_day(found: Iterable[Occurrence], today: date) -> list[View]:
    """Group dates by the day on which they start."""
    days: dict[date, list[View]] = {}
    for occurrence in found:
        days.setdefault(occurrence.start.date(), []).append(occurrence_view(occurrence, today))
    return [
        {"day": wording.day_words(day, today), "date": day.isoformat(), "dates": dates}
        for day, dates in days.items()
    ]


def not_ended(found: Iterable[Occurrence], moment: datetime) -> list[Occurrence]:
    """Leave out the dates that are over at a moment."""
    return [o for o in found if o.end > moment]


def next_of_each(found: Iterable[Occurrence]) -> list[Occurrence]:
    """Return the first date of each event, so that one that is on every day does not hide the others."""
    first: dict[str, Occurrence] = {}
    for occurrence in found:
        first.setdefault(occurrence.event.id, occurrence)
    return list(first.values())


def branch_names(library: Library, entry: Status) -> str:
    """Return which branches an entry of ``status.yaml`` is for, in words."""
    in_service = library.in_service_on(entry.starts.date())
    meant = [branch.name for branch in in_service if entry.applies_to(branch.id)]
    return "All libraries" if len(meant) == len(in_service) else wording.names_words(meant)


def closure_view(library: Library, closure: Closure, today: date) -> View:
    """Return a closure as a banner or a list tells it."""
    review = (
        f"We will look at this again by {wording.day_words(closure.review, today)}."
        if closure.review
        else None
    )
    return {
        "who": branch_names(library, closure),
        "what": f"Closed {_period(closure, today)}",
        "reason": closure.reason,
        "still_open": closure.still_open,
        "review": review,
        "sample": closure.sample,
    }


def changed_view(library: Library, changed: ChangedHours, today: date) -> View:
    """Return changed hours as a list tells them."""
    return {
        "who": branch_names(library, changed),
        "what": f"{wording.changed_words(changed)} {_period(changed, today)}",
        "reason": changed.reason,
        "still_open": None,
        "review": None,
        "sample": changed.sample,
    }


def _period(entry: Status, today: date) -> str:
    words = wording.period_words(entry, today)
    return words if words.startswith("from") else f"on {words}"


def in_force(entry: Status, moment: datetime) -> bool:
    """Tell whether an entry of ``status.yaml`` holds at a moment."""
    now = moment.astimezone(ZONE).replace(tzinfo=None)
    return entry.starts <= now and (entry.ends is None or now < entry.ends)


def is_coming(entry: Status, moment: datetime, ahead: timedelta = COMING) -> bool:
    """Tell whether an entry holds now or will within a time ahead."""
    now = moment.astimezone(ZONE).replace(tzinfo=None)
    return entry.starts < now + ahead and (entry.ends is None or now < entry.ends)


def changes_ahead(library: Library, moment: datetime, branches: tuple[Branch, ...]) -> list[View]:
    """Return the closures and changed hours of some branches, now and in the next six weeks, in order."""
    today = local_day(moment)
    entries: list[tuple[datetime, View]] = []
    for closure in library.closures:
        if is_coming(closure, moment) and any(closure.applies_to(b.id) for b in branches):
            entries.append((closure.starts, closure_view(library, closure, today)))
    for changed in library.changed_hours:
        if is_coming(changed, moment) and any(changed.applies_to(b.id) for b in branches):
            entries.append((changed.starts, changed_view(library, changed, today)))
    return [view for _, view in sorted(entries, key=lambda entry: entry[0])]


def notices(library: Library, moment: datetime, branch: Branch | None = None) -> list[View]:
    """Return the notices in force, of all branches or those that concern one; the gravest first."""
    order = ("emergency", "disruption", "information")
    today = local_day(moment)
    found = [
        n for n in library.notices if in_force(n, moment) and (branch is None or n.applies_to(branch.id))
    ]
    return [
        {
            "level": notice.level,
            "title": notice.title,
            "text": notice.text,
            "link": notice.link,
            "who": branch_names(library, notice),
            "posted": wording.day_words(notice.published or notice.starts.date(), today),
            "sample": notice.sample,
        }
        for notice in sorted(found, key=lambda n: (order.index(n.level), n.starts))
    ]


def week(library: Library, branch: Branch, first: date, days: int = 7) -> list[DayHours]:
    """Return the hours of some days, beginning with one."""
    return [hours_on(library, branch, first + timedelta(days=n)) for n in range(days)]


def banners(library: Library, moment: datetime, branch: Branch | None = None) -> list[View]:
    """Return the closures in force: of one branch or, without one, those that close every library."""
    today = local_day(moment)
    meant = (branch,) if branch else library.in_service_on(today)
    found = [c for c in library.closures if in_force(c, moment) and all(c.applies_to(b.id) for b in meant)]
    return [closure_view(library, closure, today) for closure in found]
