"""What people choose events by: place, audience, type, day, cost and access.

Each choice has a page of its own, built beforehand, so that choosing works without a script. The same keys and ids
stand in the addresses, in the form, in its query and at the cards (``data-at``, ``data-for`` ...).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from librarysite import paths
from librarysite.model import EVENT_ACCESS, Group, Library
from librarysite.pages.page import FeedLink, View, event_links
from librarysite.schedule.occurrences import Occurrence
from librarysite.schedule.selections import Selection, events_at, events_for, events_of_type
from librarysite.wording.facts import ACCESS_NAMES, DAYS

ONLINE, ELSEWHERE, FREE = "online", "elsewhere", "free"


@dataclass(frozen=True)
class Choice:
    """One choice: its key and id, its name in a list, the title of its page, and the feeds of what it holds."""

    key: str
    id: str
    name: str
    title: str
    feeds: tuple[FeedLink, ...] = ()
    offered: bool = True  # a retired one keeps its page and is on no list
    link: str = ""  # the words of a link to its page, where the name alone could be an event's title

    def view(self) -> View:
        """Return it as a form and a list of links show it."""
        return {"id": self.id, "name": self.name, "address": self.address, "link": self.link or self.name}

    @property
    def address(self) -> str:
        """The address of its page."""
        return paths.selection_page(self.key, self.id)


def tags(occurrence: Occurrence) -> dict[str, tuple[str, ...]]:
    """Return by key what a date can be chosen by. A date that moved to another library is found at both."""
    event, branch = occurrence.event, occurrence.branch
    places = [event.branch, branch.id if branch else None, ONLINE if event.online else None]
    return {
        "at": tuple(
            dict.fromkeys(filter(None, [*places, ELSEWHERE if event.place and not branch else None]))
        ),
        "for": event.for_,
        "type": (event.type,) if event.type else (),
        "day": (DAYS[occurrence.start.weekday()].lower(),),
        "cost": (FREE,) if event.is_free else (),
        "access": event.access,
    }


# The keys in the order in which they are offered: what they are called, and the words for not choosing.
KEYS = {
    "at": ("Where", "Anywhere"),
    "for": ("Who for", "Anybody"),
    "type": ("What", "Anything"),
    "day": ("Day", "Any day"),
    "cost": ("Cost", "Any cost"),
    "access": ("Accessible", "All events"),
}


def choices(library: Library, today: date) -> list[Choice]:
    """Return every choice that there is on a day, retired ones too."""
    service = library.service
    return [
        *_places(library, today),
        *(
            _of_group(events_for(service, g), g, f"What’s on for {g.in_a_sentence}")
            for g in service.audiences
        ),
        *(_of_group(events_of_type(service, g), g, f"What’s on: {g.in_a_sentence}") for g in service.types),
        *(Choice("day", day.lower(), f"{day}s", f"What’s on: {day}s") for day in DAYS),
        Choice("cost", FREE, "Free", "What’s on: free events"),
        *(Choice("access", a, ACCESS_NAMES[a], f"What’s on: {_accessible(a)}") for a in EVENT_ACCESS),
    ]


def _accessible(access: str) -> str:
    name = ACCESS_NAMES[access]
    return name if access == "bsl" else f"{name[0].lower()}{name[1:]}"


def _places(library: Library, today: date) -> Iterator[Choice]:
    for branch in library.ever_in_service:
        offered = branch in library.in_service_on(today)
        yield Choice(
            "at",
            branch.id,
            branch.name,
            f"What’s on at {branch.name}",
            event_links(events_at(branch)),
            offered,
        )
    yield Choice("at", ONLINE, "Online", "What’s on: online")
    yield Choice("at", ELSEWHERE, "Other places", "What’s on in other places")


def _of_group(selection: Selection, group: Group, title: str) -> Choice:
    link = f"All {group.in_a_sentence}" if selection.key == "type" else group.name
    return Choice(selection.key, group.id, group.name, title, event_links(selection), not group.retired, link)
