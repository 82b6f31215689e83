"""Events as RSS 2.0 when they are announced: of all, of each library, for each audience and of each type.

There is one item for an event, not one for each of its dates; an event without ``published`` is not announced. On the
day of ``updated`` a new item takes its place, for something has changed that people should know. An item leaves by age
alone, so that no edit brings it back: nothing is announced a second time.
"""

from datetime import date, timedelta

from librarysite import paths
from librarysite.feeds.rss import Feed, Item, news_feed_files
from librarysite.model import Event, Library
from librarysite.schedule.announced import Told, told
from librarysite.schedule.selections import selections
from librarysite.wording.eventnews import when_lines
from librarysite.wording.facts import booking_words, names_words, sentence

NEW = timedelta(days=183)
ABOUT = "Events when they are announced: one item for each event, not for each of its dates"


def announced_feeds(library: Library, today: date) -> dict[str, bytes]:
    """Return the feeds by address. They are there even when empty, those of what is closed or retired as well."""
    items = announced(library, today)
    feeds = [
        Feed(
            selection.news,
            selection.news_name,
            ABOUT,
            selection.page,
            tuple(item for event, item in items if selection.holds(event, [event.branch])),
        )
        for selection in selections(library)
    ]
    return news_feed_files(library.service, feeds, today)


def announced(library: Library, today: date) -> list[tuple[Event, Item]]:
    """Return the events that the feeds have by a day, each with its item."""
    return [
        (event, _item(library, event, news, day)) for event, news, day in _newly_announced(library, today)
    ]


def _newly_announced(library: Library, today: date) -> list[tuple[Event, Told, date]]:
    """Return the events with news in the 183 days up to today, with its name and its day, the newest first."""
    out = [event for event in library.events if event.published and event.published <= today]
    news = [(event, told(f"event.{event.id}", event.published, event.updated, today)) for event in out]
    new = [(event, one, one.day) for event, one in news if one.day and today - one.day < NEW]
    return sorted(new, key=lambda one: (today - one[2], one[0].id))


def _item(library: Library, event: Event, news: Told, day: date) -> Item:
    """Return an event's item. Its words depend on the entries and the day of the news alone, never on today."""
    place = _place(library, event)
    where = ", ".join(filter(None, [place, event.place.address if event.place else None, event.room]))
    lines = [
        event.summary,
        *when_lines(library, event, day, again=news.again),
        f"Where: {where}" if where else None,
        f"Cost: {event.cost}" if event.cost else None,
        booking_words(event.booking, day) if event.booking else None,
        "This is a sample event of a demonstration" if event.sample else None,
    ]
    title = f"{event.title}, {place}" if place else event.title
    return Item(
        title=f"Update: {title}" if news.again else title,
        page=paths.event_page(event.id),
        paragraphs=tuple(sentence(line) for line in lines if line),
        published=day,
        name=news.name,
        categories=library.categories(event),
    )


def _place(library: Library, event: Event) -> str:
    """Return where an event takes place: “North Library”, “The Hall”, “online”, or nothing."""
    branch = library.branch(event.branch).name if event.branch else None
    names = [branch, event.place.name if event.place else None, "online" if event.online else None]
    return names_words(list(filter(None, names)))
