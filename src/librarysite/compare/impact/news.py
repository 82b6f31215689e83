"""What an edit tells people who follow the news feeds, and which news it keeps for a later day."""

from collections.abc import Iterator
from datetime import date

from librarysite.compare.impact.effect import Effect
from librarysite.feeds import announced, status
from librarysite.feeds.news import feeds_of_news
from librarysite.feeds.rss import Item
from librarysite.model import Library
from librarysite.moment import Now
from librarysite.problems import count
from librarysite.wording.facts import day_words, names_words

# What an item is about, by the first part of its name; news is known by its page.
NOUNS = {
    "event": "event",
    "week": "new normal week",
    "closure": "closure",
    "hours": "changed opening time",
    "notice": "notice",
}


def news_effects(before: Library, after: Library, now: Now) -> Iterator[Effect]:
    """Give the items that no news feed had before, and the news that is to be seen on a later day only."""
    known_items = _items(before, now)
    if new := [item for name, item in _items(after, now).items() if name not in known_items]:
        titles = [item.title for item in new]
        yield Effect("announces", f"{_what(new)} to followers of the news feeds", "Announced", titles)
    known, coming = _to_come(before, now.today), _to_come(after, now.today)
    if later := [words for path, words in coming.items() if known.get(path) != words]:
        yield Effect("keeps", f"{count(len(later), 'news page')} for a later day", "News to come", later)


def _what(items: list[Item]) -> str:
    """Return how many items of each kind there are: “2 events and 1 notice”."""
    nouns = [NOUNS[item.name.partition(".")[0]] if item.name else "news page" for item in items]
    return names_words([count(nouns.count(noun), noun) for noun in dict.fromkeys(nouns)])


def _items(library: Library, now: Now) -> dict[str, Item]:
    """Return every item of the news feeds, by what a reader's program knows it by."""
    events = [item for _, item in announced.announced(library, now.today)]
    states = [item for _, item in status.announced(library, now)]
    news = feeds_of_news(library, now.today)[0].items
    return {item.name or item.page: item for item in (*news, *events, *states)}


def _to_come(library: Library, today: date) -> dict[str, str]:
    return {
        article.path: f"{article.title}, on {day_words(article.published)}"
        for article in library.news
        if article.published and not article.is_out_on(today)
    }
