"""Writes news feeds (RSS 2.0). Dates are the entries' own, never Git's or the build's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from html import escape

from feedgen.feed import FeedGenerator

from librarysite import paths
from librarysite.model import Service

KIND = "application/rss+xml"
# The RSS Advisory Board's profile asks for these: more readers understand them in plain text than “&amp;”.
SAFEST = {b"&amp;": b"&#x26;", b"&lt;": b"&#x3C;", b"&gt;": b"&#x3E;"}


@dataclass(frozen=True)
class Item:
    """One piece of news, in plain text. ``name`` is permanent and the item's own among all of the service's feeds.

    Without one the item is known by its page's address, which is permanent then.
    """

    title: str
    page: str
    paragraphs: tuple[str, ...]
    published: date | None = None
    updated: date | None = None
    name: str | None = None
    categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class Feed:
    """A feed with its items, in their order. Addresses are below the site's own."""

    address: str
    title: str
    description: str
    page: str
    items: tuple[Item, ...]


def news_feed_files(service: Service, feeds: Iterable[Feed], today: date) -> dict[str, bytes]:
    """Return feeds by address. A feed's date is its newest item's, today's at the latest."""
    return {feed.address: _file(service, feed, today) for feed in feeds}


def _file(service: Service, feed: Feed, today: date) -> bytes:
    own = service.website + feed.address
    newest = max((i.updated or i.published or service.launched for i in feed.items), default=service.launched)
    made = FeedGenerator()
    made.id(own)
    made.title(feed.title)
    made.description(feed.description)
    made.language("en-GB")
    # feedgen takes the channel's <link> from the last call, so the page comes after the feed itself.
    made.link(href=own, rel="self", type=KIND)
    made.link(href=service.website + feed.page, rel="alternate")
    made.lastBuildDate(_midnight(min(newest, today)))
    made.generator("librarysite")
    for item in feed.items:
        _add(made, service, item)
    written: bytes = made.rss_str(pretty=True)
    for character, safest in SAFEST.items():
        written = written.replace(character, safest)
    return written.replace(b"?>", b"?>\n" + _stylesheet(feed.address), 1)


def _stylesheet(address: str) -> bytes:
    """Return the line that dresses a feed in a browser; its link leads up from the feed's folder."""
    way = "../" * address.count("/")
    return f'<?xml-stylesheet type="text/css" href="{way}{paths.FEED_CSS}"?>'.encode()


def _add(made: FeedGenerator, service: Service, item: Item) -> None:
    page = service.website + item.page
    # Readers know items again by their guids, some of them across all feeds: hence the domain, as in calendars.
    guid = f"{item.name}@{service.calendar_domain}" if item.name else page
    added = made.add_entry(order="append")
    added.id(guid)
    added.guid(guid, permalink=item.name is None)
    added.title(item.title)
    added.link(href=page)
    # An item's description is HTML, and the only part of a feed that is.
    added.description("\n".join(f"<p>{escape(text, quote=False)}</p>" for text in item.paragraphs))
    for category in item.categories:
        added.category(term=category)
    if item.published:
        added.published(_midnight(item.published))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
