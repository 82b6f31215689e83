"""Writes news feeds (RSS 2.0). Dates are the entries' own, never Git's or the build's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from feedgen.feed import FeedGenerator

from librarysite.model import Service

KIND = "application/rss+xml"
STYLESHEET = b'?>\n<?xml-stylesheet type="text/css" href="../assets/feed.css"?>'


@dataclass(frozen=True)
class Item:
    """One piece of news. ``guid`` None is the page's address, which is permanent then."""

    title: str
    page: str
    description: str
    published: date | None = None
    guid: str | None = None


def news_feed_file(
    service: Service,
    address: str,
    title: str,
    description: str,
    page: str,
    dated: date,
    items: Iterable[Item],
) -> bytes:
    """Return a feed. Addresses are below the site's own; ``dated`` is the day of the newest entry."""
    feed = FeedGenerator()
    feed.id(service.website + address)
    feed.title(title)
    feed.description(description)
    feed.language("en-GB")
    # feedgen takes the channel's <link> from the last call, so the page comes after the feed itself.
    feed.link(href=service.website + address, rel="self", type=KIND)
    feed.link(href=service.website + page, rel="alternate")
    feed.lastBuildDate(_midnight(dated))
    feed.generator("librarysite")
    for item in items:
        _add(feed, service.website, item)
    written: bytes = feed.rss_str(pretty=True)
    return written.replace(b"?>", STYLESHEET, 1)


def _add(feed: FeedGenerator, website: str, item: Item) -> None:
    page = website + item.page
    added = feed.add_entry(order="append")
    added.id(item.guid or page)
    added.guid(item.guid or page, permalink=item.guid is None)
    added.title(item.title)
    added.link(href=page)
    added.description(item.description)
    if item.published:
        added.published(_midnight(item.published))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
