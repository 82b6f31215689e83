"""How to follow the libraries in one's own calendar or feed reader, and every address to do it with."""

from collections.abc import Iterable

from librarysite import paths
from librarysite.model import Library
from librarysite.pages.choices import Choice, choices
from librarysite.pages.page import (
    FeedLink,
    Page,
    View,
    calendar_link,
    event_links,
    news_links,
    status_link,
)
from librarysite.schedule.agenda import Agenda
from librarysite.schedule.selections import all_events


def subscribe_page(agenda: Agenda) -> Page:
    """Return the page about subscribing."""
    library, name = agenda.library, agenda.library.service.name
    every = [choice for choice in choices(library, agenda.now.today) if choice.offered]
    events, new_events = event_links(all_events(library.service))
    closures = calendar_link(f"{name}: closures and changed hours", paths.CLOSURES_CALENDAR)
    at_each = [
        calendar_link(f"{branch.name}: closures and changed hours", paths.closures_calendar_at(branch.id))
        for branch in library.in_service_on(agenda.now.today)
    ]
    groups = [
        ("by-library", "Events of one library", _of(every, "at")),
        ("by-audience", "Events for an age or group", _of(every, "for")),
        ("by-type", "Events of one kind", _of(every, "type")),
        ("closures", "Closures and changed hours", [closures, *at_each]),
    ]
    news = (new_events, *news_links(library, agenda.now.today), status_link(library))
    return Page(
        address=paths.SUBSCRIBE,
        title="Subscribe",
        summary="Have events, closures and news in your own calendar or feed reader, always up to date.",
        template="subscribe.html",
        view={
            "all_events": _view(library, events),
            "groups": [
                {"id": anchor, "title": title, "feeds": _views(library, feeds)}
                for anchor, title, feeds in groups
            ],
            "news": _views(library, news),
        },
        feeds=(events, closures, *news),
    )


def _of(every: Iterable[Choice], key: str) -> list[FeedLink]:
    return [feed for choice in every if choice.key == key for feed in choice.feeds if feed.is_calendar]


def _views(library: Library, feeds: Iterable[FeedLink]) -> list[View]:
    return [_view(library, feed) for feed in feeds]


def _view(library: Library, feed: FeedLink) -> View:
    return {
        "title": feed.title,
        "address": feed.address,
        "https": library.service.website + feed.address,
        "webcal": library.service.webcal(feed.address) if feed.is_calendar else None,
    }
