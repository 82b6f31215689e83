"""The news as RSS 2.0: all of it, that of each library and that of each topic."""

from collections.abc import Iterable
from datetime import date

from librarysite import paths
from librarysite.feeds.rss import Feed, Item, news_feed_files
from librarysite.model import Article, Library


def news_feeds(library: Library, today: date) -> dict[str, bytes]:
    """Return the feeds of the news that is out on a day, by address.

    A library or topic has a feed from its first piece of news on, and keeps it when it has closed or is retired: people
    may have subscribed. All its news is in it: a piece that had left could come back and be announced a second time.
    Dates are the entries' own; without one an item has no pubDate.
    """
    return news_feed_files(library.service, feeds_of_news(library, today), today)


def feeds_of_news(library: Library, today: date) -> list[Feed]:
    """Return the feeds that there are by a day, with the news in them."""
    service, out = library.service, library.news_out_on(today)
    title, about = f"{service.name}: news", f"News from {service.name}"
    feeds = [_feed(paths.NEWS_FEED, title, about, paths.NEWS, out)]
    for branch in library.branches:
        if own := [article for article in out if branch.id in article.branches]:
            address, page = paths.news_feed_at(branch.id), paths.library_page(branch.id)
            feeds.append(_feed(address, f"{branch.name}: news", f"News about {branch.name}", page, own))
    for topic in service.topics:
        if own := [article for article in out if topic.id in article.topics]:
            address, about = paths.news_feed_about(topic.id), f"about {topic.in_a_sentence}"
            feeds.append(_feed(address, f"{service.name}: news {about}", f"News {about}", paths.NEWS, own))
    return feeds


def _feed(address: str, title: str, description: str, page: str, articles: Iterable[Article]) -> Feed:
    items = [Item(a.title, a.address, (a.summary or a.title,), a.published, a.updated) for a in articles]
    return Feed(address, title, description, page, tuple(items))
