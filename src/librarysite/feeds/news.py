"""The news as RSS 2.0."""

from datetime import UTC, date, datetime, time

from feedgen.feed import FeedGenerator

from librarysite.model import ZONE, Article, Library

SHOWN = 30


def news_feed(library: Library, moment: datetime) -> dict[str, bytes]:
    """Return the feed of the news that is out at a moment, by address.

    Dates are the entries' own; without one an item has no pubDate.
    """
    service = library.service
    address = "feeds/news.xml"
    feed = FeedGenerator()
    feed.id(service.website + address)
    feed.title(f"{service.name}: news")
    feed.description(f"News from {service.name}")
    feed.language("en-GB")
    # feedgen takes the channel's <link> from the last call, so the page comes after the feed itself.
    feed.link(href=service.website + address, rel="self", type="application/rss+xml")
    feed.link(href=service.website + "news/", rel="alternate")
    today = moment.astimezone(ZONE).date()
    out = [article for article in library.news if article.published is None or article.published <= today]
    newest = max((a.updated or a.published or service.launched for a in out), default=service.launched)
    feed.lastBuildDate(_midnight(min(newest, today)))
    feed.generator("librarysite")
    for article in out[:SHOWN]:
        _item(feed, service.website, article)
    written: bytes = feed.rss_str(pretty=True)
    return {address: written.replace(b"?>", STYLESHEET, 1)}


STYLESHEET = b'?>\n<?xml-stylesheet type="text/css" href="../assets/feed.css"?>'


def _item(feed: FeedGenerator, website: str, article: Article) -> None:
    page = website + article.address
    item = feed.add_entry(order="append")
    item.id(page)
    item.guid(page, permalink=True)
    item.title(article.title)
    item.link(href=page)
    item.description(article.summary or article.title)
    if article.published:
        item.published(_midnight(article.published))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
