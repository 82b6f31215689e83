"""What is on: the next two weeks, each month, and a page for everything that events can be chosen by."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from librarysite import paths
from librarysite.model import Event
from librarysite.pages.choices import KEYS, Choice, choices, tags
from librarysite.pages.dates import by_day, by_month, standing_words
from librarysite.pages.expiry import made_view, seconds
from librarysite.pages.page import Page, View, event_links
from librarysite.schedule.agenda import Agenda
from librarysite.schedule.hours import THIRTEEN_MONTHS, moment_of
from librarysite.schedule.occurrences import Occurrence
from librarysite.schedule.selections import all_events
from librarysite.wording import facts
from librarysite.wording.patterns import event_words

DAYS_LISTED = timedelta(days=14)
AHEAD = timedelta(days=THIRTEEN_MONTHS)


def whats_on_pages(agenda: Agenda) -> list[Page]:
    """Return the list of what is on next, a page for each month and one for each choice."""
    every, found = choices(agenda.library, agenda.now.today), _by_choice(agenda)
    return [
        _list(agenda, every),
        *(_month_page(agenda, first, every) for first in [*_months_over(agenda), *months(agenda.now.today)]),
        *(_choice_page(agenda, choice, every, found[choice.key, choice.id]) for choice in every),
    ]


def _by_choice(agenda: Agenda) -> dict[tuple[str, str], list[Occurrence]]:
    """Return the dates of the next 13 months by the key and the id of each choice that they are found by."""
    found: dict[tuple[str, str], list[Occurrence]] = defaultdict(list)
    for occurrence in agenda.between(agenda.now.today, agenda.now.today + AHEAD):
        for key, ids in tags(occurrence).items():
            for id_ in ids:
                found[key, id_].append(occurrence)
    return found


def months(today: date) -> list[date]:
    """Return the first days of the months of the next 13 months, this month's among them."""
    first, found = today.replace(day=1), []
    while first <= today + AHEAD:
        found.append(first)
        first = month_after(first)
    return found


def _months_over(agenda: Agenda) -> list[date]:
    """Return the months of the 13 before this one, since the site began: links to them still lead somewhere."""
    first = max(agenda.library.service.launched, agenda.now.today - AHEAD).replace(day=1)
    found = []
    while first < agenda.now.today.replace(day=1):
        found.append(first)
        first = month_after(first)
    return found


def month_after(first: date) -> date:
    """Return the first day of the month after one that begins on a day."""
    return (first + timedelta(days=31)).replace(day=1)


def _list(agenda: Agenda, every: list[Choice]) -> Page:
    today, library = agenda.now.today, agenda.library
    last = facts.day_words(today + DAYS_LISTED - timedelta(days=1), today)
    return Page(
        address=paths.WHATS_ON,
        title="What’s on",
        summary="Events at the libraries, online and elsewhere, day by day.",
        template="whats_on.html",
        view={
            **_shared(agenda, every),
            "days": by_day(library, agenda.between(today, today + DAYS_LISTED), today),
            "over_from": seconds(moment_of(today + DAYS_LISTED, 0)),
            "lead": f"The two weeks until {last}.",
            "nothing": f"There are no events until {last}.",
            "events": [_event_line(agenda, event) for event in _still_on(agenda)],
        },
        feeds=event_links(all_events(agenda.library.service)),
    )


def _shared(agenda: Agenda, every: list[Choice]) -> View:
    """Return what the list and the months share: the form, the same choices as links, and the way to each month."""
    return {
        "made": made_view(agenda.now),
        "fields": list(_fields(every)),
        "months": [_month_link(first) for first in months(agenda.now.today)],
        "events": [],
    }


def _fields(every: list[Choice]) -> Iterator[View]:
    for key, (label, any_of_them) in KEYS.items():
        offered = [c for c in every if c.key == key and c.offered]
        yield {
            "key": key,
            "label": label,
            "any": any_of_them,
            "choices": [choice.view() for choice in offered],
        }


def _month_link(first: date) -> View:
    over = moment_of(month_after(first), 0)
    return {"name": facts.month_words(first), "address": paths.month_page(first), "until": seconds(over)}


def _month_page(agenda: Agenda, first: date, every: list[Choice]) -> Page:
    name, over = facts.month_words(first), month_after(first) <= agenda.now.today
    return Page(
        address=paths.month_page(first),
        title=f"What’s on in {name}",
        summary=f"Events at the libraries, online and elsewhere in {name}, day by day.",
        template="whats_on.html",
        view={
            **_shared(agenda, every),
            "days": by_day(agenda.library, agenda.between(first, month_after(first)), agenda.now.today),
            "over_from": seconds(moment_of(month_after(first), 0)),
            "lead": None,
            "nothing": f"{name} is over." if over else f"There are no events in {name} yet.",
        },
        feeds=event_links(all_events(agenda.library.service)),
    )


def _choice_page(agenda: Agenda, choice: Choice, every: list[Choice], found: list[Occurrence]) -> Page:
    today = agenda.now.today
    last = today + DAYS_LISTED - timedelta(days=1)
    soon = [o for o in found if o.start.date() <= last]
    others = [c for c in every if c.key == choice.key and c.offered and c != choice]
    return Page(
        address=choice.address,
        title=choice.title,
        summary=f"{choice.title}: the next two weeks day by day, then month by month.",
        template="whats_on_choice.html",
        view={
            "made": made_view(agenda.now),
            "nothing": f"There is nothing until {facts.day_words(last, today)}.",
            "days": by_day(agenda.library, soon, today),
            "months": by_month(found[len(soon) :], today),
            "others": [other.view() for other in others],
        },
        feeds=choice.feeds or event_links(all_events(agenda.library.service)),
    )


def _still_on(agenda: Agenda) -> list[Event]:
    every = agenda.library.events
    going = [event for event in every if agenda.ahead_of(event) or agenda.suspended_by(event)]
    return sorted(going, key=lambda event: event.title.lower())


def _event_line(agenda: Agenda, event: Event) -> View:
    library = agenda.library
    place = library.branch(event.branch).name if event.branch else event.place.name if event.place else None
    return {
        "title": event.title,
        "address": paths.event_page(event.id),
        "when": event_words(event, agenda.now.today),
        "place": place or ("Online" if event.online else None),
        "standing": standing_words(agenda, event),
        "until": None if agenda.suspended_by(event) else seconds(agenda.of(event)[-1].end),
    }
