"""Dates of events, as lists and cards show them."""

from collections.abc import Iterable
from datetime import date, timedelta

from librarysite import paths
from librarysite.model import Branch, Event, Library
from librarysite.pages.choices import tags
from librarysite.pages.expiry import all_over_from, seconds
from librarysite.pages.page import View
from librarysite.schedule.agenda import Agenda
from librarysite.schedule.occurrences import Occurrence
from librarysite.wording import facts

LOOKED_AHEAD = timedelta(days=28)  # in which a page shows the next date of each event


def row_view(occurrence: Occurrence, today: date) -> View:
    """Return one date of an event as a row of a list shows it."""
    return {
        "title": occurrence.title,
        "address": paths.event_page(occurrence.event.id),
        "state": occurrence.state,
        "state_words": facts.state_words(occurrence, today),
        "day": facts.day_words(occurrence.start.date(), today),
        "start": occurrence.start.date().isoformat() if occurrence.all_day else occurrence.start.isoformat(),
        "time": facts.time_words(occurrence),
        "place": facts.place_words(occurrence),
        "until": seconds(occurrence.end),
    }


def standing_words(agenda: Agenda, event: Event) -> str | None:
    """Return what is to be said of an event of which no date to come takes place; nothing of one that is over."""
    ahead, every = agenda.ahead_of(event), agenda.of(event)
    if closure := agenda.suspended_by(event):
        return f"No dates until further notice: {closure.reason}"
    if not ahead or any(o.state != "cancelled" for o in ahead):
        return None
    if len(every) == 1:
        return "Cancelled"
    taken_place = any(o.state != "cancelled" for o in every)
    return "All dates to come are cancelled" if taken_place else "All dates cancelled"


def card_view(library: Library, occurrence: Occurrence, today: date) -> View:
    """Return one date of an event as a card shows it: what a row says, for whom it is and what it asks of people."""
    event = occurrence.event
    audiences = [g.in_a_sentence for g in library.service.audiences if g.id in event.for_ and not g.retired]
    return row_view(occurrence, today) | {
        "audiences": f"For {facts.names_words(audiences)}" if audiences else None,
        "cost": event.cost,
        "booking": facts.booking_words(event.booking, today) if event.booking else None,
        "access": facts.access_words(event),
        "sample": event.sample,
        "tags": {key: " ".join(ids) for key, ids in tags(occurrence).items() if ids},
    }


def by_day(library: Library, found: Iterable[Occurrence], today: date) -> list[View]:
    """Group dates by the day on which they start, or have started."""
    days: dict[date, list[View]] = {}
    for occurrence in found:
        days.setdefault(occurrence.start.date(), []).append(card_view(library, occurrence, today))
    return [
        {
            "day": facts.day_words(day, today) if day >= today else f"Began on {facts.day_words(day, today)}",
            "date": day.isoformat(),
            "dates": dates,
            "until": all_over_from(dates),
        }
        for day, dates in days.items()
    ]


def by_month(found: Iterable[Occurrence], today: date) -> list[View]:
    """Group dates by the month in which they start."""
    months: dict[date, list[View]] = {}
    for occurrence in found:
        first = occurrence.start.date().replace(day=1)
        months.setdefault(first, []).append(row_view(occurrence, today))
    return [
        {
            "month": facts.month_words(first),
            "date": f"{first:%Y-%m}",
            "dates": dates,
            "until": all_over_from(dates),
        }
        for first, dates in months.items()
    ]


def next_dates(agenda: Agenda, most: int, branch: Branch | None = None) -> list[View]:
    """Return the next date of each event in the next four weeks, of all or at a branch, ``most`` at the most.

    One of each, so that an event that is on every day does not hide the others; one that began before today and goes on
    does not stand for the next. A cancelled date is told as well if it would have been today or tomorrow: somebody may
    be on the way.
    """
    tomorrow = agenda.now.today + timedelta(days=1)
    first: dict[tuple[str, bool, bool], Occurrence] = {}
    for o in agenda.between(agenda.now.today, agenda.now.today + LOOKED_AHEAD):
        cancelled = o.state == "cancelled"
        wanted = branch is None or o.concerns(branch.id)
        if wanted and (not cancelled or o.start.date() <= tomorrow):
            first.setdefault((o.event.id, cancelled, o.start.date() < agenda.now.today), o)
    return [card_view(agenda.library, o, agenda.now.today) for o in list(first.values())[:most]]
