"""Events as RSS 2.0 when they are announced: of all, of each library, for each audience and of each type.

There is one item for an event, not one for each of its dates; an event without ``published`` is not announced. An item
leaves by age alone, so that no edit brings it back, and none changes its guid: nothing is announced a second time.
"""

from datetime import date, timedelta

from librarysite import paths
from librarysite.feeds.rss import Feed, Item, news_feed_files
from librarysite.model import Event, Library
from librarysite.schedule.selections import selections
from librarysite.wording.facts import booking_words, names_words, sentence
from librarysite.wording.patterns import event_words

NEW = timedelta(days=183)
ABOUT = "Events when they are announced: one item for each event, not for each of its dates"


def announced_feeds(library: Library, today: date) -> dict[str, bytes]:
    """Return the feeds by address. They are there even when empty, those of what is closed or retired as well."""
    told = announced(library, today)
    feeds = [
        Feed(
            selection.news,
            selection.news_name,
            ABOUT,
            selection.page,
            tuple(item for event, item in told if selection.holds(event, [event.branch])),
        )
        for selection in selections(library)
    ]
    return news_feed_files(library.service, feeds, today)


def announced(library: Library, today: date) -> list[tuple[Event, Item]]:
    """Return the events that the feeds have by a day, each with its item."""
    return [(event, _item(library, event, day)) for event, day in _newly_announced(library, today)]


def _newly_announced(library: Library, today: date) -> list[tuple[Event, date]]:
    """Return the events announced in the 183 days up to today with the day of each, the newest first."""
    dated = [(event, event.published) for event in library.events if event.published]
    new = [(event, day) for event, day in dated if timedelta(0) <= today - day < NEW]
    return sorted(new, key=lambda one: (today - one[1], one[0].id))


def _item(library: Library, event: Event, announced: date) -> Item:
    """Return an event's item. Its words depend on the entry alone, so that they never change as days pass."""
    place = _place(library, event)
    where = ", ".join(filter(None, [place, event.place.address if event.place else None, event.room]))
    lines = [
        event.summary,
        event_words(event, announced),
        f"Where: {where}" if where else None,
        f"Cost: {event.cost}" if event.cost else None,
        booking_words(event.booking, announced) if event.booking else None,
        "This is a sample event of a demonstration" if event.sample else None,
    ]
    return Item(
        title=f"{event.title}, {place}" if place else event.title,
        page=paths.event_page(event.id),
        description="\n".join(sentence(line) for line in lines if line),
        published=announced,
        updated=event.updated,
        name=f"event.{event.id}",
        categories=library.categories(event),
    )


def _place(library: Library, event: Event) -> str:
    """Return where an event takes place: “North Library”, “The Hall”, “online”, or nothing."""
    branch = library.branch(event.branch).name if event.branch else None
    names = [branch, event.place.name if event.place else None, "online" if event.online else None]
    return names_words(list(filter(None, names)))
