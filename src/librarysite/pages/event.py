"""The page of each event: its next dates, what happened to them, where it is and how to follow it."""

from collections import Counter
from datetime import timedelta

from librarysite import paths
from librarysite.model import Event, Library
from librarysite.notation import DAY
from librarysite.pages.addtocalendar import add_view
from librarysite.pages.choices import Choice, choices
from librarysite.pages.dates import row_view, standing_words
from librarysite.pages.expiry import made_view, seconds
from librarysite.pages.jsonld import event_nodes
from librarysite.pages.page import FeedLink, Page, View, calendar_link, event_links
from librarysite.schedule.agenda import DATES_SHOWN, Agenda
from librarysite.schedule.hours import THIRTEEN_MONTHS, hours_on, moment_of
from librarysite.schedule.occurrences import Occurrence
from librarysite.schedule.selections import all_events
from librarysite.schedule.verdicts import verdicts
from librarysite.wording import facts
from librarysite.wording.patterns import pattern_words

KEPT_AFTER_THE_END = timedelta(days=THIRTEEN_MONTHS)
AHEAD = timedelta(days=THIRTEEN_MONTHS)
GAPS_AHEAD = timedelta(weeks=13)
LEFT_OUT = {
    "gap": "",
    "holiday": "",
    "undecided": "not decided yet",
}  # what leaves dates out, and what is said of it


def event_pages(agenda: Agenda) -> list[Page]:
    """Return the page of each event, kept for 13 months after its last date."""
    every = choices(agenda.library, agenda.now.today)
    titles = Counter(event.title for event in agenda.library.events)
    return [
        _event_page(agenda, event, _groups(event, every), alone=titles[event.title] == 1)
        for event in agenda.library.events
        if _has_page(agenda, event)
    ]


def _has_page(agenda: Agenda, event: Event) -> bool:
    """Tell whether an event still has a page. One whose dates are all to come has one as well."""
    found = agenda.of(event)
    kept = not found or found[-1].end > agenda.now.moment - KEPT_AFTER_THE_END
    return kept or agenda.suspended_by(event) is not None


def _event_page(agenda: Agenda, event: Event, groups: list[Choice], *, alone: bool) -> Page:
    """Return an event's page; ``alone`` tells that no other event has its title."""
    listed = _listed(agenda, event)
    return Page(
        address=paths.event_page(event.id),
        title=event.title if alone else _title_with_place(agenda, event),
        summary=event.summary or event.title,
        template="event.html",
        view=_event_view(agenda, event, listed, groups),
        branch=event.branch,
        feeds=_feeds(agenda.library, event, groups),
        json_ld=event_nodes(agenda.library, event, listed),
    )


def _title_with_place(agenda: Agenda, event: Event) -> str:
    """Return the title with the place: where several events have one title, the pages' titles tell them apart."""
    found = agenda.ahead_of(event) or agenda.of(event)
    return ", ".join(filter(None, [event.title, facts.place_words(found[0]) if found else None]))


def _listed(agenda: Agenda, event: Event) -> list[Occurrence]:
    """Return the dates that a page lists: those of the next 13 months, and always the few that come next."""
    last = agenda.now.today + AHEAD
    ahead = agenda.ahead_of(event)
    return [o for number, o in enumerate(ahead) if number < DATES_SHOWN or o.start.date() < last]


def _feeds(library: Library, event: Event, groups: list[Choice]) -> tuple[FeedLink, ...]:
    """Return the calendars of an event, its library, its type and its audiences, and the feed of new events."""
    own = calendar_link(f"{event.title}: all dates", paths.event_calendar(event.id))
    calendars = [feed for group in groups for feed in group.feeds if feed.is_calendar]
    return own, *calendars, event_links(all_events(library.service))[1]


def _groups(event: Event, every: list[Choice]) -> list[Choice]:
    """Return the library, the audiences and the type of an event, as far as they are offered."""
    ids = {("at", event.branch), ("type", event.type), *(("for", audience) for audience in event.for_)}
    return [choice for choice in every if choice.offered and (choice.key, choice.id) in ids]


def _event_view(agenda: Agenda, event: Event, listed: list[Occurrence], groups: list[Choice]) -> View:
    calendar, service = paths.event_calendar(event.id), agenda.library.service
    first, later = listed[:DATES_SHOWN], listed[DATES_SHOWN:]
    return {
        **_facts(agenda, event, groups),
        "made": made_view(agenda.now),
        "title": event.title,
        "summary": event.summary,
        "description": event.description,
        "when": [pattern_words(pattern, agenda.now.today) for pattern in event.when if not pattern.on],
        "next": [_next_view(agenda, o) for o in first],
        "later": [_date_view(agenda, o) for o in later],
        "next_over_from": max((seconds(o.end) for o in first), default=None),
        "over_from": max((seconds(o.end) for o in listed), default=None),
        "standing": standing_words(agenda, event),
        "ended": _ended(agenda, event),
        "gaps": _gaps(agenda, event),
        "calendar": calendar,
        "webcal": service.webcal(calendar),
        "https": service.website + calendar,
        "repeats": len(agenda.of(event)) > 1,
        "sample": event.sample,
    }


def _facts(agenda: Agenda, event: Event, groups: list[Choice]) -> View:
    """Return where an event is, whom it is for, what it costs and how to book."""
    library, booking = agenda.library, event.booking
    branch = library.branch(event.branch) if event.branch else None
    place = branch and {
        "name": branch.name,
        "address": paths.library_page(branch.id),
        "postal": str(branch.address or ""),
    }
    return {
        "branch": place,
        "place": event.place,
        "online": event.online,
        "room": event.room,
        "audiences": [group.view() for group in groups if group.key == "for"],
        "types": [group.view() for group in groups if group.key == "type"],
        "cost": event.cost,
        "booking": booking and facts.booking_words(booking, agenda.now.today, library.service.help.phone),
        "booking_link": booking and booking.link,
        "access": facts.access_words(event),
    }


def _ended(agenda: Agenda, event: Event) -> str | None:
    found = agenda.of(event)
    over = found and not agenda.ahead_of(event) and not agenda.suspended_by(event)
    return facts.day_words(found[-1].start.date(), agenda.now.today) if over else None


def _date_view(agenda: Agenda, occurrence: Occurrence) -> View:
    event = occurrence.event
    view = row_view(occurrence, agenda.now.today)
    moved_branch = occurrence.branch is not None and occurrence.branch.id != event.branch
    view["elsewhere"] = moved_branch or occurrence.room != event.room
    return view


def _next_view(agenda: Agenda, occurrence: Occurrence) -> View:
    """Return one of the dates shown first, with the opening of its library on that day and the ways to add it."""
    view = _date_view(agenda, occurrence)
    if occurrence.branch:
        hours = hours_on(agenda.library, occurrence.branch, occurrence.start.date())
        view["library_hours"] = f"{occurrence.branch.name} that day: {facts.hours_words(hours)}"
    if occurrence.state != "cancelled":
        view["add"] = add_view(agenda.library, occurrence)
    return view


def _gaps(agenda: Agenda, event: Event) -> list[View]:
    """Return what the event's own plan or a bank holiday leaves out of the next 13 weeks.

    Where another session is on that day, the time of the one that is not is named.
    """
    today = agenda.now.today
    happening = {o.start.date() for o in agenda.of(event) if o.state != "cancelled"}
    found = verdicts(agenda.library, event, today, today + GAPS_AHEAD)
    gaps = {}
    for verdict in found:
        if verdict.fate == "dropped" and verdict.decided in LEFT_OUT:
            day, span = verdict.plan.slot.date, verdict.plan.span
            words = [facts.day_words(day, today), LEFT_OUT[verdict.decided]]
            if day in happening:
                words.insert(1, facts.span_words(span) if span else "all day")
            gaps[day, span if day in happening else None] = ", ".join(filter(None, words))
    inorder = sorted(gaps, key=lambda gap: (gap[0], gap[1] or ()))
    return [{"day": gaps[gap], "until": seconds(moment_of(gap[0], DAY))} for gap in inorder]
