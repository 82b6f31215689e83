"""What is on: the list by day, and a page for each event."""

from datetime import date, datetime, timedelta

from librarysite import wording
from librarysite.hours import THIRTEEN_MONTHS, hours_on
from librarysite.jsonld import event_nodes
from librarysite.model import Event, Library
from librarysite.occurrences import Occurrence, occurrences
from librarysite.pages.libraries import branch_feeds
from librarysite.pages.moments import made_view
from librarysite.pages.page import (
    Page,
    View,
    by_day,
    calendar_link,
    coming,
    local_day,
    not_ended,
    occurrence_view,
)

DAYS_LISTED = 28
DATES_FIRST = 5
KEPT_AFTER_THE_END = timedelta(days=THIRTEEN_MONTHS)
FURTHEST = timedelta(days=2 * 366)


def whats_on_pages(library: Library, moment: datetime) -> list[Page]:
    """Return the list of what is on, and the events' own pages, kept for 13 months after the last date."""
    pages = [_list(library, moment)]
    for event in library.events:
        found = occurrences(library, event, date.min + timedelta(days=1), local_day(moment) + FURTHEST)
        if not found or found[-1].end > moment - KEPT_AFTER_THE_END:
            pages.append(_event_page(library, event, found, moment))
    return pages


def _list(library: Library, moment: datetime) -> Page:
    today = local_day(moment)
    listed = not_ended(coming(library, today, DAYS_LISTED), moment)
    return Page(
        address="whats-on/",
        title="What’s on",
        summary="Events at the libraries, online and elsewhere, day by day.",
        template="whats_on.html",
        view={
            "made": made_view(moment),
            "days": by_day(listed, today),
            "until": wording.day_words(today + timedelta(days=DAYS_LISTED - 1), today),
            "events": [_event_line(library, e, today) for e in _still_on(library, moment)],
        },
        feeds=(
            calendar_link(f"{library.service.name}: events", "feeds/events.ics"),
            *(branch_feeds(branch)[0] for branch in library.in_service_on(today)),
        ),
    )


def _still_on(library: Library, moment: datetime) -> list[Event]:
    today = local_day(moment)
    going = [e for e in library.events if not_ended(occurrences(library, e, today, today + FURTHEST), moment)]
    return sorted(going, key=lambda event: event.title.lower())


def _event_line(library: Library, event: Event, today: date) -> View:
    place = library.branch(event.branch).name if event.branch else event.place.name if event.place else None
    return {
        "title": event.title,
        "address": f"whats-on/{event.id}/",
        "when": wording.event_words(event, today),
        "place": place or ("Online" if event.online else None),
    }


def _event_page(library: Library, event: Event, found: list[Occurrence], moment: datetime) -> Page:
    return Page(
        address=f"whats-on/{event.id}/",
        title=event.title,
        summary=event.summary or event.title,
        template="event.html",
        view=_event_view(library, event, found, moment),
        branch=event.branch,
        feeds=(branch_feeds(library.branch(event.branch))[0],)
        if event.branch
        else (calendar_link(f"{library.service.name}: events", "feeds/events.ics"),),
        json_ld=event_nodes(library, event, not_ended(found, moment)),
    )


def _event_view(library: Library, event: Event, found: list[Occurrence], moment: datetime) -> View:
    today = local_day(moment)
    ahead = not_ended(found, moment)
    audiences = {group.id: group.name for group in library.service.audiences if not group.retired}
    dates = [_date_view(library, o, today) for o in ahead]
    branch = library.branch(event.branch) if event.branch else None
    return {
        "made": made_view(moment),
        "summary": event.summary,
        "description": event.description,
        "when": [wording.pattern_words(pattern, today) for pattern in event.when],
        "next": dates[:DATES_FIRST],
        "later": dates[DATES_FIRST:],
        "ended": wording.day_words(found[-1].start.date(), today) if found and not ahead else None,
        "branch": {
            "name": branch.name,
            "address": f"libraries/{branch.id}/",
            "postal": str(branch.address or ""),
        }
        if branch
        else None,
        "place": event.place,
        "online": event.online,
        "room": event.room,
        "audiences": [audiences[item] for item in event.for_ if item in audiences],
        "cost": event.cost,
        "booking": wording.booking_words(event.booking, today) if event.booking else None,
        "booking_link": event.booking.link if event.booking else None,
        "access": [wording.ACCESS_NAMES[item] for item in event.access],
        "gaps": _gaps(event, today),
        "sample": event.sample,
    }


def _date_view(library: Library, occurrence: Occurrence, today: date) -> View:
    event = occurrence.event
    view = occurrence_view(occurrence, today)
    moved_branch = occurrence.branch is not None and occurrence.branch.id != event.branch
    view["elsewhere"] = moved_branch or occurrence.room != event.room
    if occurrence.branch:
        hours = hours_on(library, occurrence.branch, occurrence.start.date())
        view["library_hours"] = wording.hours_words(hours)
    return view


def _gaps(event: Event, today: date) -> list[str]:
    """Return the planned gaps of the next weeks: days without the event that belong to its plan."""
    days = {day for pattern in event.when for day in pattern.except_}
    return [
        wording.day_words(day, today) for day in sorted(days) if today <= day < today + timedelta(weeks=13)
    ]
