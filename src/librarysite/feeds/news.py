"""The news as RSS 2.0."""

from datetime import datetime

from librarysite.model import ZONE, Library
from librarysite.newsfeed import Item, news_feed_file

SHOWN = 30


def news_feed(library: Library, moment: datetime) -> dict[str, bytes]:
    """Return the feed of the news that is out at a moment, by address.

    Dates are the entries' own; without one an item has no pubDate.
    """
    service = library.service
    address = "feeds/news.xml"
    today = moment.astimezone(ZONE).date()
    out = [article for article in library.news if article.is_out_on(today)]
    newest = max((a.updated or a.published or service.launched for a in out), default=service.launched)
    items = [Item(a.title, a.address, a.summary or a.title, a.published) for a in out[:SHOWN]]
    name, about = f"{service.name}: news", f"News from {service.name}"
    return {address: news_feed_file(service, address, name, about, "news/", min(newest, today), items)}
