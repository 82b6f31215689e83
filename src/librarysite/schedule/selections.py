"""Which selections of events can be followed: all, each library's, those for an audience, those of a type.

Each has a calendar and a news feed at one address, told apart by their endings, and a page with the same events.
"""

from collections.abc import Collection
from dataclasses import dataclass

from librarysite import paths
from librarysite.model import Branch, Event, Group, Library, Service


@dataclass(frozen=True)
class Selection:
    """A selection, and what its calendar and its news feed are called; key and id are those of its page, if any."""

    calendar_name: str
    news_name: str
    key: str = ""
    id: str = ""

    @property
    def calendar(self) -> str:
        """The address of its calendar."""
        return paths.selection_calendar(self.key, self.id)

    @property
    def news(self) -> str:
        """The address of its news feed."""
        return paths.selection_feed(self.key, self.id)

    @property
    def page(self) -> str:
        """The address of the page with the same events."""
        return paths.selection_page(self.key, self.id)

    def holds(self, event: Event, branches: Collection[str | None]) -> bool:
        """Tell whether an event at some branches is among what is selected."""
        of_key = {"": [self.id], "at": branches, "for": event.for_, "type": [event.type]}
        return self.id in of_key[self.key]


def all_events(service: Service) -> Selection:
    """Return all events."""
    return Selection(f"{service.name}: events", f"{service.name}: new events")


def events_at(branch: Branch) -> Selection:
    """Return the events at a branch."""
    return Selection(f"{branch.name}: events", f"{branch.name}: new events", "at", branch.id)


def events_for(service: Service, audience: Group) -> Selection:
    """Return the events for an audience."""
    who = f"for {audience.in_a_sentence}"
    return Selection(f"{service.name}: {who}", f"{service.name}: new events {who}", "for", audience.id)


def events_of_type(service: Service, kind: Group) -> Selection:
    """Return the events of a type."""
    what = kind.in_a_sentence
    return Selection(f"{service.name}: {what}", f"{service.name}: new events, {what}", "type", kind.id)


def selections(library: Library) -> list[Selection]:
    """Return all of them, those of what is closed or retired too: people have subscribed to their addresses."""
    service = library.service
    return [
        all_events(service),
        *(events_at(branch) for branch in library.ever_in_service),
        *(events_for(service, audience) for audience in service.audiences),
        *(events_of_type(service, kind) for kind in service.types),
    ]
